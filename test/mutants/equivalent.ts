/** Mutants without any noticeable effect. equivalent.json lists them with the reason; a person has checked each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';

/** One of them, identified by its code rather than by a line number. */
export interface Equivalent extends Pick<Mutant, 'file' | 'code' | 'original' | 'replacement'> {
  /** Why no user and no server could notice it. */
  readonly reason: string;
}

export function readEquivalents(): readonly Equivalent[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'equivalent.json'), 'utf8'));
}

/** Whether both are the same change of the same code. */
export function isSame(a: Identity, b: Identity): boolean {
  return a.file === b.file && a.code === b.code && a.original === b.original && a.replacement === b.replacement;
}

type Identity = Pick<Mutant, 'file' | 'code' | 'original' | 'replacement'>;
