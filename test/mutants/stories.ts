/** Tries mutants that survived the unit tests in the end-to-end stories that reach them. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { leftovers, MARK } from '../harness/processes.ts';
import { runNode } from './child.ts';
import type { Mutant } from './mutant.ts';
import { ACTIVE_MUTANT, REACHED, STORIES } from './names.ts';
import type { StoryResult } from './story-reporter.ts';
import type { Verdict } from './verdict.ts';

/** A story and the mutants that it reaches. */
export interface Reaching {
  readonly name: string;
  readonly ms: number;
  readonly mutants: readonly string[];
}

const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test', '--config', 'test/mutants/playwright.config.ts'];
/** How many stories run at once. Most mutants fail in the first few that reach them. */
const CHUNK = 8;

/** Builds the app with its mutants, and opens a screen. The caller must close it. */
export async function openStories(tree: string): Promise<() => Promise<void>> {
  // Use the sandbox's own builder, so that its sources are built.
  const { prepareTests }: typeof import('../harness/test-world.ts') = await import(
    join(tree, 'test/harness/test-world.ts')
  );
  return (await prepareTests([])).close;
}

/** Runs every story of these files once with no mutant active. Those that fail in the sandbox already are left out. */
export async function reachOfStories(tree: string, files: readonly string[]): Promise<readonly Reaching[]> {
  const folder = join(tree, '../reached-by-stories');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const results = await run(tree, files, { [REACHED]: folder }, 30 * 60_000);
  const reached = new Map<string, Set<string>>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { story, mutants }: { story: string; mutants: string[] } = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    const known = reached.get(story) ?? new Set();
    reached.set(story, known);
    for (const mutant of mutants) known.add(mutant);
  }
  // Stories made from a table share a line, and run together.
  return [...Map.groupBy(results, ({ name }) => name)]
    .filter(([, its]) => its.every(({ passed }) => passed))
    .map(([name, its]) => ({
      name,
      ms: its.reduce((sum, { ms }) => sum + ms, 0),
      mutants: [...(reached.get(name) ?? [])],
    }));
}

/** Runs the stories that reach a mutant until one fails. The quick ones come first. */
export async function tryStories(mutant: Mutant, stories: readonly Reaching[], tree: string): Promise<Verdict> {
  const waiting = stories.toSorted((a, b) => a.ms - b.ms);
  while (waiting.length > 0) {
    const chunk = waiting.splice(0, CHUNK);
    const limitMs = 60_000 + 4 * chunk.reduce((sum, { ms }) => sum + ms, 0);
    const results = await run(
      tree,
      chunk.map(({ name }) => name),
      { [ACTIVE_MUTANT]: mutant.id },
      limitMs,
    );
    const failed = results.find(({ passed }) => !passed);
    if (failed) return { kind: 'killed', by: `${failed.name}: ${failed.title}` };
    if (new Set(results.map(({ name }) => name)).size < chunk.length) return { kind: 'killed', by: 'takes too long' };
  }
  return { kind: 'survived', reachedBy: stories.length, stories: true };
}

async function run(
  tree: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  limitMs: number,
): Promise<readonly StoryResult[]> {
  const file = join(tree, '../story-results.json');
  rmSync(file, { force: true });
  const ended = await runNode([...PLAYWRIGHT, ...args], {
    folder: tree,
    environment: { ...environment, [STORIES]: file },
    limitMs,
  });
  const mark = process.env[MARK];
  if (mark !== undefined) for (const { pid } of await leftovers(mark, 0)) kill(pid);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    if (ended.code !== null && environment[REACHED] !== undefined) throw new Error(ended.output);
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The process has ended.
  }
}
