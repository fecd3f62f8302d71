/** One run: a sandbox, a sample, and what came of it so far. It can be stopped, and goes on where it was. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chance } from '../harness/chance.ts';
import { type Compiler, createCompiler } from './compiler.ts';
import { folderOf, type Mutant } from './mutant.ts';
import type { Tried } from './report.ts';
import { choose, shares, shuffled } from './sample.ts';
import { fillSandbox, sandboxIn } from './sandbox.ts';
import { openStories, reachOfStories, tryStories } from './stories.ts';
import { createUnitTests, type Reaching, reachOfUnitTests } from './unit-tests.ts';

export interface Run {
  readonly tried: readonly Tried[];
  /** Whether all of the sample has been tried. */
  readonly isDone: boolean;
}

export interface RunOptions {
  /** Where it keeps everything. */
  readonly folder: string;
  /** Chooses those to try, in their order. */
  readonly choose: (mutants: readonly Mutant[], sources: string, compiler: Compiler) => Promise<readonly Mutant[]>;
  /** The files whose stories are asked; none: all. */
  readonly stories: readonly string[];
  /** Stops after so many. */
  readonly atMost: number;
  /** Whether it is known to change nothing: then no story is asked. */
  readonly isEquivalent: (mutant: Mutant) => boolean;
  readonly onTried: (tried: Tried) => void;
}

/** Begins a run, or goes on with it: first the unit tests for all, then the stories for those that survived. */
export async function continueRun(options: RunOptions): Promise<Run> {
  const { folder, atMost, isEquivalent, onTried } = options;
  const sandbox = sandboxIn(folder);
  if (!existsSync(join(folder, 'sample.json'))) rmSync(folder, { recursive: true, force: true });
  const mutants = existsSync(folder) ? [] : await fillSandbox(sandbox);
  const compiler = createCompiler(sandbox.sources, join(folder, 'types'));
  const sample = await kept(join(folder, 'sample.json'), () => options.choose(mutants, sandbox.sources, compiler));
  const file = join(folder, 'tried.json');
  const tried: Tried[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  let more = atMost;
  const note = (at: number, each: Tried) => {
    tried[at] = each;
    write(file, tried);
    onTried(each);
    more -= 1;
  };
  const next = () => sample[tried.length];
  const unasked = () =>
    tried.findIndex(({ mutant, verdict }) => verdict.kind === 'survived' && !verdict.stories && !isEquivalent(mutant));

  if (next()) {
    const tests = await kept(join(folder, 'tests.json'), () => reachOfUnitTests(sandbox.tree));
    const unitTests = createUnitTests(sandbox.tree);
    for (let mutant = next(); mutant && more > 0; mutant = next()) {
      const verdict = await unitTests.tryOn(mutant, reaching(tests, mutant));
      const isRefused = verdict.kind === 'survived' && (await compiler.refuses(mutant));
      note(tried.length, { mutant, verdict: isRefused ? { kind: 'refused' } : verdict });
    }
    unitTests.close();
  }
  if (more > 0 && unasked() >= 0) {
    const close = await openStories(sandbox.tree);
    try {
      const stories = await kept(join(folder, 'stories.json'), () => reachOfStories(sandbox.tree, options.stories));
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
  return { tried, isDone: !next() && unasked() < 0 };
}

function reaching(tests: readonly Reaching[], { id }: Mutant): readonly Reaching[] {
  return tests.filter(({ mutants }) => mutants.includes(id));
}

/** A seeded sample of `count` mutants that the compiler takes. */
export function sampled(
  seed: string,
  count: number,
  mutants: readonly Mutant[],
  sources: string,
  compiler: Compiler,
): Promise<readonly Mutant[]> {
  const byPart = Map.groupBy(mutants, ({ file }) => folderOf(file));
  const lines = new Map<string, number>();
  for (const [part, its] of byPart)
    for (const file of new Set(its.map((each) => each.file)))
      lines.set(part, (lines.get(part) ?? 0) + readFileSync(join(sources, file), 'utf8').split('\n').length);
  const wanted = shares(lines, count);
  const luck = chance(seed);
  const parts = [...byPart].map(([part, its]) => ({ mutants: shuffled(its, luck), wanted: wanted.get(part) ?? 0 }));
  return choose(parts, compiler);
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
