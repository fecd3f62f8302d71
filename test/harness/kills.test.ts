import { describe, expect, it } from 'vitest';
import { chance } from './chance.ts';
import { figures, type Kill, momentOf, momentsAround, verdictOf } from './kills.ts';

const lost = { outcome: 'tokens', arrival: 'in-doubt' } as const;
const had = { outcome: 'tokens', arrival: 'arrived' } as const;
const base = { run: 'window', afterMs: 20 };
const before: Kill = { ...base, sent: [], committed: false, reported: 'signed in', answers: ['tokens'] };
const duringRequest: Kill = {
  ...base,
  sent: [lost],
  committed: false,
  reported: 'interrupted',
  answers: ['invalid_grant'],
};
const after: Kill = { ...base, sent: [lost], committed: true, reported: 'signed in', answers: ['tokens'] };
const other = { other: 'The server ended this sign-in.' };

describe('a kill', () => {
  it.each([
    ['before the request', before],
    ['during the request', duringRequest],
    ['after the commit', after],
  ] as const)('falls %s', (moment, kill) => {
    expect(momentOf(kill)).toBe(moment);
  });

  it.each([
    ['intact', 'nothing was sent', before],
    ['intact', 'the new token was on disk', after],
    [
      'intact',
      'the server refused for a reason of its own',
      { ...before, sent: [{ ...lost, outcome: 'server_error' }] },
    ],
    ['honestly interrupted', 'the answer may not have arrived', duringRequest],
    ['otherwise', 'nothing was sent, and the token is lost', { ...duringRequest, sent: [] }],
    [
      'otherwise',
      'the server did not rotate, and the token is lost',
      { ...duringRequest, sent: [{ ...lost, outcome: 'server_error' }] },
    ],
    ['otherwise', 'the answer had arrived', { ...duringRequest, sent: [had] }],
    ['otherwise', 'the new token was on disk, and the old one was used', { ...duringRequest, committed: true }],
    ['otherwise', 'the app says that the server ended it', { ...duringRequest, reported: other }],
    ['otherwise', 'the app says that it was interrupted, and did not ask', { ...duringRequest, answers: [] }],
    ['otherwise', 'the app says that it is signed in, and is not', { ...after, answers: ['invalid_grant'] }],
    ['otherwise', 'the app says that it is signed in, and did not ask', { ...after, answers: [] }],
  ] as const)('came out %s: %s', (verdict, _what, kill) => {
    expect(verdictOf(kill)).toBe(verdict);
  });

  it('is counted once by its result, and once by its moment', () => {
    expect(figures([before, duringRequest, after, { ...after, reported: other }])).toBe(
      'Kills: 4: 2 intact, 1 honestly interrupted, 1 otherwise. ' +
        'The kills came: 1 before the request, 1 during the request, 2 after the commit.',
    );
  });
});

describe('the moments of kills', () => {
  function thousand(seed: string, rotations = [{ sentMs: 100, committedMs: 130 }]) {
    const moments = momentsAround(chance(seed));
    for (const rotation of rotations) moments.saw(rotation);
    return Array.from({ length: 1000 }, () => moments.next());
  }

  it('lie in progress, after the commit and before the request in turns, for as long each as it takes between the two', () => {
    for (const [at, ms] of thousand('1').entries()) {
      const from = [100, 130, 70][at % 3] ?? 0;
      expect(ms).toBeGreaterThanOrEqual(from);
      expect(ms).toBeLessThan(from + 30);
    }
  });

  it('lie anywhere in there', () => {
    const moments = thousand('1');
    const tenths = Array.from({ length: 9 }, (_, n) => moments.filter((ms) => Math.floor((ms - 70) / 10) === n).length);
    expect(Math.min(...tenths)).toBeGreaterThan(80);
  });

  it('go by the usual rotation, not by one that was slow', () => {
    const usual = { sentMs: 100, committedMs: 130 };
    expect(thousand('1', [usual, usual, { sentMs: 900, committedMs: 5000 }])).toEqual(thousand('1'));
  });

  it('go by what was seen last', () => {
    const now = { sentMs: 100, committedMs: 130 };
    const once = { sentMs: 10, committedMs: 20 };
    expect(thousand('1', [once, once, once, now, now, now])).toEqual(thousand('1'));
  });

  it('are the same again for the same seed, and others for another', () => {
    expect(thousand('7')).toEqual(thousand('7'));
    expect(thousand('7')).not.toEqual(thousand('8'));
    expect(chance(undefined).seed).not.toBe(chance(undefined).seed);
    expect(() => chance('soon')).toThrow('"soon" is not a seed');
  });

  it('never lie before the rotation is set off', () => {
    expect(Math.min(...thousand('1', [{ sentMs: 5, committedMs: 35 }]))).toBe(0);
  });
});
