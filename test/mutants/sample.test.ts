import { expect, it } from 'vitest';
import { chance } from '../harness/chance.ts';
import type { Mutant } from './mutant.ts';
import { choose, shares, shuffled } from './sample.ts';

it('gives each part of main/ as many mutants as its lines deserve, and leaves none out', () => {
  const all = shares(
    new Map([
      ['main/app', 3000],
      ['main/oauth', 990],
      ['main/files', 10],
    ]),
    100,
  );
  expect([...all]).toEqual([
    ['main/app', 75],
    ['main/oauth', 25],
    ['main/files', 1],
  ]);
});

it('chooses the same ones for the same seed, and others for another', () => {
  const numbers = Array.from({ length: 50 }, (_, at) => at);
  const once = shuffled(numbers, chance('7'));
  expect(shuffled(numbers, chance('7'))).toEqual(once);
  expect(shuffled(numbers, chance('8'))).not.toEqual(once);
  expect(once.toSorted((a, b) => a - b)).toEqual(numbers);
});

it('tries those that the compiler accepts, the first ones of each part in their order, with the parts taking turns', async () => {
  const of = (part: string, count: number, files: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `${part}${at}`, file: `main/${part}/${at % files}.ts` }) as Mutant);
  const chosen = await choose(
    [
      { mutants: of('a', 20, 3), wanted: 4 },
      { mutants: of('b', 20, 5), wanted: 2 },
    ],
    {
      async refused(mutants) {
        return new Set(mutants.filter(({ id }) => /[02468]$/.test(id)));
      },
    },
  );
  expect(chosen.map(({ id }) => id)).toEqual(['a1', 'b1', 'a3', 'a5', 'b3', 'a7']);
});
