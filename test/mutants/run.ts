/** One run: a sandbox, a sample, and the results so far. It can be stopped and continued. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chance } from '../harness/chance.ts';
import { type Compiler, createCompiler } from './compiler.ts';
import { folderOf, type Mutant } from './mutant.ts';
import type { Tried } from './report.ts';
import { choose, shares, shuffled } from './sample.ts';
import { fillSandbox, sandboxIn } from './sandbox.ts';
import { openStories, type Reaching, reachOfStories, tryStories } from './stories.ts';
import { type TestFile, tryAll } from './trials.ts';
import { createUnitTests } from './unit-tests.ts';
import type { Verdict } from './verdict.ts';

export interface Run {
  readonly tried: readonly Tried[];
  /** Whether all of the sample has been tried. */
  readonly isDone: boolean;
}

export interface RunOptions {
  /** The folder of the run. */
  readonly folder: string;
  /** Chooses the mutants to try, in order. */
  readonly choose: (mutants: readonly Mutant[], sources: string, compiler: Compiler) => Promise<readonly Mutant[]>;
  /** Parts of the paths of the unit tests to run; none: all. */
  readonly tests: readonly string[];
  /** The files whose stories are run; if empty, all; null for no stories. */
  readonly stories: readonly string[] | null;
  /** Stops after this many were tried one by one. */
  readonly atMost: number;
  /** Whether a mutant is known to be equivalent, so that no story is run for it. */
  readonly isEquivalent: (mutant: Mutant) => boolean;
  readonly onTried: (tried: Tried) => void;
}

/** Starts or continues a run: first the unit tests for all mutants, then the stories for the survivors. */
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
  };
  const next = () => sample[tried.length];
  const unasked = () =>
    options.stories === null
      ? -1
      : tried.findIndex(
          ({ mutant, verdict }) => verdict.kind === 'survived' && !verdict.stories && !isEquivalent(mutant),
        );

  if (next()) {
    const trials = await tryAll(sample, { tree: sandbox.tree, folder: join(folder, 'trials'), filters: options.tests });
    const alive = sample.slice(tried.length).filter(({ id }) => !trials.killedBy.has(id));
    const refused = await compiler.refused(alive);
    const unitTests = createUnitTests(sandbox.tree);
    for (let mutant = next(); mutant && more > 0; mutant = next()) {
      const by = trials.killedBy.get(mutant.id);
      const open = trials.openFor.get(mutant.id);
      if (by === undefined && open && !refused.has(mutant)) more -= 1;
      note(tried.length, {
        mutant,
        verdict:
          by !== undefined
            ? { kind: 'killed', by }
            : refused.has(mutant)
              ? { kind: 'refused' }
              : await survivorOf(mutant, open ?? [], trials.reachedBy.get(mutant.id)?.length ?? 0),
      });
    }
    unitTests.close();

    async function survivorOf(mutant: Mutant, open: readonly TestFile[], reachedBy: number): Promise<Verdict> {
      const verdict = await unitTests.tryOn(mutant, open);
      if (verdict.kind !== 'survived') return verdict;
      return (await compiler.refuses(mutant)) ? { kind: 'refused' } : { ...verdict, reachedBy };
    }
  }
  if (more > 0 && unasked() >= 0) {
    const close = await openStories(sandbox.tree);
    try {
      const stories = await kept(join(folder, 'stories.json'), () =>
        reachOfStories(sandbox.tree, options.stories ?? []),
      );
      for (let at = unasked(); at >= 0 && more > 0; at = unasked()) {
        const survivor = tried[at];
        if (survivor?.verdict.kind !== 'survived') break;
        const { mutant, verdict } = survivor;
        const second = await tryStories(mutant, reaching(stories, mutant), sandbox.tree);
        const reachedBy = verdict.reachedBy + (second.kind === 'survived' ? second.reachedBy : 0);
        note(at, { mutant, verdict: second.kind === 'survived' ? { ...second, reachedBy } : second });
        more -= 1;
      }
    } finally {
      await close();
    }
  }
  return { tried, isDone: !next() && unasked() < 0 };
}

function reaching(stories: readonly Reaching[], { id }: Mutant): readonly Reaching[] {
  return stories.filter(({ mutants }) => mutants.includes(id));
}

/** A seeded sample of `count` mutants that the compiler accepts. */
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

/** Writes a file completely or not at all. */
function write(file: string, content: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(content));
  renameSync(`${file}.new`, file);
}
