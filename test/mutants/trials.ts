/** Runs all unit tests with all selected mutants at once: each test tries those that it reaches, in its own process. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './child.ts';
import type { Mutant } from './mutant.ts';
import { PATIENCE, TRIALS } from './names.ts';
import { fileOf, isDone, KILLED, killedIn, type Line, readLines, unfinished, writeLine } from './trial-log.ts';

/** The results of the trials, by a mutant's number. */
export interface Trials {
  /** The test that noticed it. */
  readonly killedBy: ReadonlyMap<string, string>;
  /** The test files that reach it. */
  readonly reachedBy: ReadonlyMap<string, readonly TestFile[]>;
  /** Those of them that could not try it: it is active as they are loaded, or a test does not run twice in one process. */
  readonly openFor: ReadonlyMap<string, readonly TestFile[]>;
}

export interface TestFile {
  readonly name: string;
  readonly ms: number;
}

/**
 * Tries the mutants in `tree`, with the test files whose path contains one of `filters`, or all. It keeps logs in `folder`,
 * and goes on with what it finds there.
 */
export async function tryAll(
  mutants: readonly Mutant[],
  { tree, folder, filters }: { readonly tree: string; readonly folder: string; readonly filters: readonly string[] },
): Promise<Trials> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'wanted.json'), JSON.stringify(mutants.map(({ id }) => id)));
  for (const patienceMs of PATIENCES_MS) {
    // A file whose process is spoiled goes on in a new one.
    let size: number;
    do {
      size = sizeOf(folder);
      await runTests({ tree, folder, filters, patienceMs });
    } while (size < sizeOf(folder) && !isAllDone(folder, patienceMs));
  }
  return read(folder);
}

/** Quick tests come first, so most mutants are killed before a slow test tries them. Even slower tests try none. */
const PATIENCES_MS = [150, 3000];

/** The test files that have nothing more to try. */
export function doneIn(folder: string, patienceMs: number): readonly string[] {
  const killed = killedIn(folder);
  return logsIn(folder)
    .filter(({ lines }) => isDone(lines, patienceMs, killed))
    .map(({ name }) => name);
}

async function runTests({
  tree,
  folder,
  filters,
  patienceMs,
}: {
  readonly tree: string;
  readonly folder: string;
  readonly filters: readonly string[];
  readonly patienceMs: number;
}): Promise<void> {
  const stop = new AbortController();
  const watch = setInterval(() => {
    for (const { path, lines } of logsIn(folder)) {
      const hung = unfinished(lines);
      if (!hung || Date.now() - statSync(path).mtimeMs < hung.hungMs) continue;
      const end: Line = { kind: 'end', test: hung.test, mutant: hung.mutant, outcome: 'killed' };
      writeLine(path, end);
      writeLine(join(folder, KILLED), end);
      stop.abort();
    }
  }, 2000);
  await runNode(['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutants/vitest.config.ts', ...filters], {
    folder: tree,
    environment: { [TRIALS]: folder, [PATIENCE]: String(patienceMs) },
    limitMs: 4 * 3_600_000,
    signal: stop.signal,
  });
  clearInterval(watch);
}

function read(folder: string): Trials {
  const killedBy = new Map<string, string>();
  const reachedBy = new Map<string, TestFile[]>();
  const openFor = new Map<string, TestFile[]>();
  for (const { name, lines } of logsIn(folder)) {
    const loading = lines.find((line) => line.kind === 'loading');
    const tests = lines.filter((line) => line.kind === 'test');
    const ends = lines.filter((line) => line.kind === 'end');
    const file = { name, ms: loading?.ms ?? 60_000 };
    const asLoaded = loading?.mutants ?? [];
    for (const id of new Set([...asLoaded, ...tests.flatMap(({ mutants }) => mutants)])) push(reachedBy, id, file);
    const unsteady = tests.filter(({ state }) => state === 'unsteady').flatMap(({ mutants }) => mutants);
    const unsure = ends.filter(({ outcome }) => outcome === 'unsure').map(({ mutant }) => mutant);
    for (const id of new Set([...asLoaded, ...unsteady, ...unsure])) push(openFor, id, file);
    for (const { test, mutant, outcome } of ends)
      if (outcome === 'killed')
        killedBy.set(mutant, `${name}: ${tests.find((each) => each.test === test)?.name ?? 'a test'}`);
  }
  return { killedBy, reachedBy, openFor };
}

function logsIn(folder: string) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log') && name !== KILLED)
    .map((name) => ({ name: fileOf(name), path: join(folder, name), lines: readLines(join(folder, name)) }));
}

function sizeOf(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function isAllDone(folder: string, patienceMs: number): boolean {
  const killed = killedIn(folder);
  return logsIn(folder).every(({ lines }) => isDone(lines, patienceMs, killed));
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
