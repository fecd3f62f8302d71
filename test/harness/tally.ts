/** The result of a test run: written by the reporters, and added up for the last line. */
import { readFileSync, writeFileSync } from 'node:fs';

export interface Skip {
  readonly name: string;
  readonly reason: string;
}

export interface Tally {
  readonly passed: number;
  /** Tests that failed, and whatever else went wrong. */
  readonly failed: number;
  readonly skipped: readonly Skip[];
}

export const EMPTY: Tally = { passed: 0, failed: 0, skipped: [] };

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: [...a.skipped, ...b.skipped] };
}

/**
 * Compares a runner's tally with its exit code. A run that failed without reporting a failure counts as one failure, and so
 * does a run that wrote no tally.
 */
export function assessRun(tally: Tally | null, exitCode: number | null): Tally {
  if (!tally) return { ...EMPTY, failed: 1 };
  const unnamed = exitCode !== 0 && tally.failed === 0;
  return unnamed ? { ...tally, failed: 1 } : tally;
}

/** The last line of every run. */
export function summary({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}

/** A run without any test proves nothing, so it fails. */
export function exitCodeOf({ passed, failed }: Tally): number {
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** The variable with the path of a reporter's tally. */
export const TALLY_FILE = 'COMPANION_TALLY';

export function writeTally(tally: Tally): void {
  const file = process.env[TALLY_FILE];
  if (file) writeFileSync(file, JSON.stringify(tally));
}

export function readTally(file: string): Tally | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
