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
  /** Whether it is known to change nothing: then no story is asked. */
  readonly isEquivalent: (mutant: Mutant) => boolean;
  readonly onTried: (tried: Tried) => void;
}

/** Begins a run, or goes on with it: first the unit tests for all, then the stories for those that survived. */
export async function continueRun({ folder, plan, atMost, isEquivalent, onTried }: RunOptions): Promise<Run> {
  const sandbox = sandboxIn(folder);
  const { parts } = await kept(join(folder, 'plan.json'), async () => {
    rmSync(folder, { recursive: true, force: true });
    return plan(await fillSandbox(sandbox), sandbox);
  });
  const file = join(folder, 'tried.json');
  const tried: Tried[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  let more = atMost;
  const note = (at: number, each: Tried) => {
    tried[at] = each;
    write(file, tried);
    onTried(each);
    more -= 1;
  };
  const unasked = () =>
    tried.findIndex(({ mutant, verdict }) => verdict.kind === 'survived' && !verdict.stories && !isEquivalent(mutant));

  if (next(parts, tried)) {
    const tests = await kept(join(folder, 'tests.json'), () => reachOfUnitTests(sandbox.tree));
    const compiler = createCompiler(sandbox.sources, join(folder, 'types'));
    const unitTests = createUnitTests(sandbox.tree);
    for (let mutant = next(parts, tried); mutant && more > 0; mutant = next(parts, tried)) {
      const verdict: Verdict = (await compiler.refuses(mutant))
        ? { kind: 'refused' }
        : await unitTests.tryOn(mutant, reaching(tests, mutant));
      note(tried.length, { mutant, verdict });
    }
    unitTests.close();
  }
  if (more > 0 && unasked() >= 0) {
    const close = await openStories(sandbox.tree);
    try {
      const stories = await kept(join(folder, 'stories.json'), () => reachOfStories(sandbox.tree));
      for (let at = unasked(); at >= 0 && more > 0; at = unasked()) {
        const survivor = tried[at];
        if (survivor?.verdict.kind !== 'survived') break;
        const { mutant, verdict } = survivor;
        const second = await tryStories(mutant, reaching(stories, mutant), sandbox.tree);
        const reachedBy = verdict.reachedBy + (second.kind === 'survived' ? second.reachedBy : 0);
        note(at, { mutant, verdict: second.kind === 'survived' ? { ...second, reachedBy } : second });
      }
    } finally {
      await close();
    }
  }
  return { tried, isDone: next(parts, tried) === null && unasked() < 0 };
}

function reaching(tests: readonly Reaching[], { id }: Mutant): readonly Reaching[] {
  return tests.filter(({ mutants }) => mutants.includes(id));
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
