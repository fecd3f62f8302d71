/** Repeatable random numbers: the same seed produces the same course of events. */
import type { Random } from '../../main/time/clock.ts';

/** `SEED=… npm run test:unit` tries another course of events. */
export const SEED = Number(process.env['SEED'] ?? 2026);

export interface Chance {
  readonly random: Random;
  between(least: number, most: number): number;
  /** A random number whose logarithm is evenly distributed. */
  scaled(least: number, most: number): number;
  /** A random element of a list, which must not be empty. */
  pick<T>(from: readonly T[]): T;
}

/** One of several independent random sequences with the same seed: drawing from one doesn't affect the others. */
export function chance(name: string): Chance {
  let state = SEED;
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);

  /** mulberry32: small, and even enough for this. */
  function random(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const between = (least: number, most: number) => least + (most - least) * random();
  return {
    random,
    between,
    scaled: (least, most) => Math.exp(between(Math.log(least), Math.log(most))),
    pick(from) {
      const picked = from[Math.floor(random() * from.length)];
      if (picked === undefined) throw new RangeError('there is nothing to pick from');
      return picked;
    },
  };
}
