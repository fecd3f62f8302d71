import { expect, it } from 'vitest';
import { chance } from '../harness/chance.ts';
import { shares, shuffled } from './sample.ts';

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
