/** Which mutants a run tries: as many of each part of main/ as its share of the lines, chosen by a seed. */
import type { Chance } from '../harness/chance.ts';

/** How many of `count` each part gets, by its lines; at least one each, and together at least `count`. */
export function shares(lines: ReadonlyMap<string, number>, count: number): ReadonlyMap<string, number> {
  const all = [...lines.values()].reduce((sum, each) => sum + each, 0);
  return new Map([...lines].map(([part, its]) => [part, Math.ceil((count * its) / all)]));
}

/** All of them in an order of chance (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], { next }: Chance): readonly T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1));
    const [a, b] = [result[at], result[other]];
    // Both indexes are within the array.
    [result[at], result[other]] = [b as T, a as T];
  }
  return result;
}
