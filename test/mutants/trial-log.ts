/** The log of one test file's trials. Each line is written before the next step, which may hang. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Line =
  /**
   * Mutants that were reached while the file was loaded, before any of its tests: to try them, it must be loaded again.
   * `ms`: how long the file takes with all of its tests.
   */
  | { readonly kind: 'loading'; readonly mutants: readonly string[]; readonly ms: number }
  /** A test and the mutants that it reaches. `unsteady`: it fails when it runs twice in one process. */
  | {
      readonly kind: 'test';
      readonly test: string;
      readonly name: string;
      readonly state: 'steady' | 'unsteady' | 'failed' | 'slow';
      readonly mutants: readonly string[];
    }
  /** `hungMs`: a trial that takes this long is in an endless loop, which no timer can stop. */
  | { readonly kind: 'begin'; readonly test: string; readonly mutant: string; readonly hungMs: number }
  /** `unsure`: since this trial, the test also fails without the mutant. */
  | {
      readonly kind: 'end';
      readonly test: string;
      readonly mutant: string;
      readonly outcome: 'survived' | 'killed' | 'unsure';
    }
  /** Every test that takes at most `patienceMs` has tried its mutants. */
  | { readonly kind: 'done'; readonly patienceMs: number };

/** The mutants that all files together have killed. */
export const KILLED = 'killed.log';

/** The log of a test file, given by its path from the project's root, in the folder of a run. */
export function logOf(folder: string, file: string): string {
  return join(folder, `${file.replaceAll('/', '+')}.log`);
}

/** The test file that a log in such a folder is of. */
export function fileOf(name: string): string {
  return name.replaceAll('+', '/').replace(/\.log$/, '');
}

/** Whether a test file has nothing more to try, with tests that take at most so long. */
export function isDone(lines: readonly Line[], patienceMs: number, killed: ReadonlySet<string>): boolean {
  const last = lines.at(-1);
  if (last?.kind !== 'done') return false;
  const slow = lines.filter((line) => line.kind === 'test').filter(({ state }) => state === 'slow');
  return last.patienceMs >= patienceMs || slow.every(({ mutants }) => mutants.every((id) => killed.has(id)));
}

/** The mutants that any file has killed by now. */
export function killedIn(folder: string): ReadonlySet<string> {
  const ends = readLines(join(folder, KILLED)).filter((line) => line.kind === 'end');
  return new Set(ends.map(({ mutant }) => mutant));
}

export function writeLine(log: string, line: Line): void {
  appendFileSync(log, `${JSON.stringify(line)}\n`);
}

/** All complete lines; none if there is no log. */
export function readLines(log: string): readonly Line[] {
  if (!existsSync(log)) return [];
  const whole = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}

/** The last trial that was started and has not ended. */
export function unfinished(lines: readonly Line[]): Extract<Line, { kind: 'begin' }> | null {
  const last = lines.at(-1);
  return last?.kind === 'begin' ? last : null;
}
