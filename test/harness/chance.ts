/** Repeatable random numbers. */
import { randomInt } from 'node:crypto';

export interface Chance {
  /** The seed, which produces the same numbers again. */
  readonly seed: number;
  /** The next number from 0 to 1, never 1 itself. */
  next(): number;
}

/** Random numbers from a 32-bit `seed` (as text), or from a new one if there is none. */
export function chance(seed: string | undefined): Chance {
  if (seed !== undefined && !/^\d{1,10}$/.test(seed))
    throw new Error(`"${seed}" is not a seed: seeds are whole numbers`);
  const chosen = seed === undefined ? randomInt(2 ** 32) : Number(seed);
  let state = chosen;
  return {
    seed: chosen,
    // Mulberry32.
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
