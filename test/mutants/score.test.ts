import { expect, it } from 'vitest';
import { scoreOf } from './score.ts';

it('returns the interval of the score of all mutants', () => {
  const { value, low, high } = scoreOf(380, 400);
  expect(value).toBe(0.95);
  // Worked out by hand from the formula: 0.945719 ± 0.021684.
  expect(low).toBeCloseTo(0.924, 4);
  expect(high).toBeCloseTo(0.9674, 4);
});

it('is not certain just because nothing has survived yet', () => {
  const { value, low, high } = scoreOf(10, 10);
  expect(value).toBe(1);
  expect(low).toBeCloseTo(0.7225, 4);
  expect(high).toBe(1);
});

it('shows nothing about mutants if none counted', () => {
  expect(scoreOf(0, 0)).toEqual({ value: 1, low: 0, high: 1 });
});
