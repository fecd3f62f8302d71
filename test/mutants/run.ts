/** One run: a sandbox, a sample, and what came of it so far. It can be stopped, and goes on where it was. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chance } from '../harness/chance.ts';
import { createCompiler } from './compiler.ts';
import { folderOf, type Mutant } from './mutant.ts';
import type { Tried } from './report.ts';
import { shares, shuffled } from './sample.ts';
import { fillSandbox, type Sandbox, sandboxIn } from './sandbox.ts';
import { openStories, reachOfStories, tryStories } from './stories.ts';
import { createUnitTests, type Reaching, reachOfUnitTests } from './unit-tests.ts';
import type { Verdict } from './verdict.ts';

export interface Run {
  readonly tried: readonly Tried[];
  /** Whether all of the sample has been tried. */
  readonly isDone: boolean;
}

interface Plan {
  /** For each part of main/: its mutants in the order in which they are tried, and how many of them are to count. */
  readonly parts: readonly { readonly candidates: readonly Mutant[]; readonly wanted: number }[];
}

export interface RunOptions {
  /** Where it keeps everything. */
  readonly folder: string;
  readonly plan: (mutants: readonly Mutant[], sandbox: Sandbox) => Plan;
  /** Stops after so many. */
  readonly atMost: number;
  readonly onTried: (tried: Tried) => void;
}

/** Begins a run, or goes on with it. */
export async function continueRun({ folder, plan, atMost, onTried }: RunOptions): Promise<Run> {
  const sandbox = sandboxIn(folder);
  const { parts } = await kept(join(folder, 'plan.json'), async () => {
    rmSync(folder, { recursive: true, force: true });
    return plan(await fillSandbox(sandbox), sandbox);
  });
  const tests = await kept(join(folder, 'tests.json'), () => reachOfUnitTests(sandbox.tree));
  const compiler = createCompiler(sandbox.sources, join(folder, 'types'));
  const closing: (() => Promise<void>)[] = [];
  const unitTests = createUnitTests(sandbox.tree);
  let stories: readonly Reaching[] | null = null;
  const file = join(folder, 'tried.json');
  const tried: Tried[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  try {
    for (let more = atMost; more > 0; more -= 1) {
      const mutant = next(parts, tried);
      if (!mutant) break;
      const verdict = await judge(mutant);
      tried.push({ mutant, verdict });
      write(file, tried);
      onTried({ mutant, verdict });
    }
  } finally {
    unitTests.close();
    for (const close of closing) await close();
  }
  return { tried, isDone: next(parts, tried) === null };

  async function judge(mutant: Mutant): Promise<Verdict> {
    if (await compiler.refuses(mutant)) return { kind: 'refused' };
    const reaching = (of: readonly Reaching[]) => of.filter(({ mutants }) => mutants.includes(mutant.id));
    const verdict = await unitTests.tryOn(mutant, reaching(tests));
    if (verdict.kind !== 'survived') return verdict;
    if (!stories) {
      closing.push(await openStories(sandbox.tree));
      stories = await kept(join(folder, 'stories-reach.json'), () => reachOfStories(sandbox.tree));
    }
    const second = await tryStories(mutant, reaching(stories), sandbox.tree);
    return second.kind === 'survived' ? { kind: 'survived', reachedBy: verdict.reachedBy + second.reachedBy } : second;
  }
}

/** A seeded sample of `count` mutants that count. */
export function sampled(seed: string, count: number, mutants: readonly Mutant[], { sources }: Sandbox): Plan {
  const byPart = Map.groupBy(mutants, ({ file }) => folderOf(file));
  const lines = new Map<string, number>();
  for (const [part, its] of byPart)
    for (const file of new Set(its.map((each) => each.file)))
      lines.set(part, (lines.get(part) ?? 0) + readFileSync(join(sources, file), 'utf8').split('\n').length);
  const wanted = shares(lines, count);
  const luck = chance(seed);
  return {
    parts: [...byPart].map(([part, its]) => {
      const share = wanted.get(part) ?? 0;
      // More than count, since the compiler refuses some.
      return { candidates: shuffled(its, luck).slice(0, 5 * share + 20), wanted: share };
    }),
  };
}

/** From the part that is furthest behind, so that a run that stops early is a fair sample too. */
function next(parts: Plan['parts'], tried: readonly Tried[]): Mutant | null {
  const verdicts = new Map(tried.map(({ mutant, verdict }) => [mutant.id, verdict]));
  const open = parts
    .map(({ candidates, wanted }) => ({
      done: candidates.filter(({ id }) => (verdicts.get(id)?.kind ?? 'refused') !== 'refused').length / wanted,
      candidate: candidates.find(({ id }) => !verdicts.has(id)),
    }))
    .filter(({ done, candidate }) => done < 1 && candidate !== undefined);
  return open.toSorted((a, b) => a.done - b.done)[0]?.candidate ?? null;
}

async function kept<T>(file: string, make: () => Promise<T>): Promise<T> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const made = await make();
  write(file, made);
  return made;
}

/** Whole or not at all. */
function write(file: string, content: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(content));
  renameSync(`${file}.new`, file);
}
