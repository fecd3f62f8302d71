/** Which mutants a run tries: as many of each part of main/ as its share of the lines, chosen by a seed. */
import type { Chance } from '../harness/chance.ts';
import type { Compiler } from './compiler.ts';
import type { Mutant } from './mutant.ts';

/** How many of `count` each part gets, by its lines; at least one each, and together at least `count`. */
export function shares(lines: ReadonlyMap<string, number>, count: number): ReadonlyMap<string, number> {
  const all = [...lines.values()].reduce((sum, each) => sum + each, 0);
  return new Map([...lines].map(([part, its]) => [part, Math.ceil((count * its) / all)]));
}

/** Shuffles them (Fisher-Yates). */
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

/**
 * For each part, the first of its shuffled mutants that the compiler accepts; `wanted`: how many of them.
 * The parts take turns, so that a run that stops early is a fair sample, too.
 */
export async function choose(
  parts: readonly { readonly mutants: readonly Mutant[]; readonly wanted: number }[],
  compiler: Pick<Compiler, 'refused'>,
): Promise<readonly Mutant[]> {
  const accepted = new Map<Mutant, boolean>();
  for (;;) {
    const batch = parts.flatMap(({ mutants, wanted }) => undecided(mutants, wanted, accepted));
    if (batch.length === 0) break;
    const refused = await compiler.refused(batch);
    for (const mutant of batch) accepted.set(mutant, !refused.has(mutant));
  }
  return parts
    .flatMap(({ mutants, wanted }) =>
      mutants
        .filter((mutant) => accepted.get(mutant))
        .slice(0, wanted)
        .map((mutant, at) => ({ mutant, turn: at / wanted })),
    )
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ mutant }) => mutant);
}

/** The next mutants of a part that could be in the sample. The compiler rejects about half of them. */
function undecided(mutants: readonly Mutant[], wanted: number, accepted: ReadonlyMap<Mutant, boolean>) {
  const result: Mutant[] = [];
  let missing = wanted;
  for (const mutant of mutants) {
    if (missing <= 0) break;
    const known = accepted.get(mutant);
    if (known === undefined) result.push(mutant);
    missing -= known === undefined ? 0.5 : known ? 1 : 0;
  }
  return result;
}
