import { describe, expect, it } from 'vitest';
import { isRenewable, type LastEvent, waitBeforeRefresh } from '../../../main/oauth/refresh-schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The earliest and the latest time, in minutes. */
function between(last: LastEvent, refreshLeftMs: number | null = null): readonly [number, number] {
  const [one, other] = [0, 1 - Number.EPSILON].map(
    (chance) => waitBeforeRefresh(last, () => chance, refreshLeftMs) / MINUTE,
  );
  const waits = [Number(one?.toFixed(2)), Number(other?.toFixed(2))] as const;
  return [Math.min(...waits), Math.max(...waits)];
}

const tokens = (lifetimeMs: number | null): LastEvent => ({ kind: 'tokens', lifetimeMs });
const miss = (misses: number, retryAfterMs: number | null = null): LastEvent => ({
  kind: 'no-response',
  misses,
  retryAfterMs,
});

const refused = (refusals: number, retryAfterMs: number | null = null): LastEvent => ({
  kind: 'refused',
  refusals,
  retryAfterMs,
});

describe('the moment of the next refresh', () => {
  it.each([
    ['is spread over ten minutes after a start', { kind: 'start' }, [0, 10]],
    ['comes when an access token has used 80 % of its life, a tenth either way', tokens(HOUR), [43.2, 52.8]],
    ['keeps ten minutes between two in the background, however short a token lives', tokens(5 * MINUTE), [10, 12.22]],
    ['keeps ten minutes for a token of one second, too', tokens(1_000), [10, 12.22]],
    ['comes once in 24 hours for a token that lives for a week', tokens(168 * HOUR), [1296, 1584]],
    ['comes once in 24 hours where the server did not say how long a token lives', tokens(null), [1296, 1584]],
    ['comes soon after a first miss', miss(1), [0.5, 1]],
    ['doubles with each miss', miss(3), [2, 4]],
    ['backs off to 15 minutes at the most', miss(50), [7.5, 15]],
    ['waits for what Retry-After asks, and jitter only adds', miss(1, 20 * MINUTE), [20, 22]],
    ['waits no shorter than the backoff for a small Retry-After', miss(4, 1_000), [4, 8]],
    ['waits a day at the most for a Retry-After', miss(1, 1e12), [1440, 1584]],
    ['comes 15 minutes after a definite refusal', refused(1), [15, 16.5]],
    ['comes hourly while the refusals go on', refused(7), [60, 66]],
    ['waits for what Retry-After asks of a refusal, too', refused(1, 120 * MINUTE), [120, 132]],
    ['waits no shorter for a small Retry-After of a refusal', refused(7, 1_000), [60, 66]],
    ['is spread over a minute when the network comes back soon', { kind: 'network-back', misses: 1 }, [0, 1]],
    ['is spread wider when it was away for long', { kind: 'network-back', misses: 50 }, [0, 7.5]],
    ['is spread over ten minutes after it was slept through', { kind: 'woke' }, [0, 10]],
  ] as const satisfies readonly [string, LastEvent, readonly number[]][])('%s', (_, last, minutes) => {
    expect(between(last)).toEqual(minutes);
  });
});

describe('a refresh token that ends by itself', () => {
  it.each([
    [
      'sooner than the access token: it is renewed before 80 % of its life, and jitter only subtracts',
      tokens(HOUR),
      30 * MINUTE,
      [21.6, 24],
    ],
    ['later than the access token: that one decides', tokens(HOUR), 72 * HOUR, [43.2, 52.8]],
    ['within ten minutes: their floor does not apply', tokens(5 * MINUTE), 10 * MINUTE, [7.2, 8]],
    ['within a minute', tokens(null), MINUTE, [0.72, 0.8]],
    ['within seconds: it is not renewed faster than every five', tokens(null), 2_000, [0.08, 0.08]],
    ['soon after a start', { kind: 'start' }, 5 * MINUTE, [0, 3.6]],
    ['soon after it was slept through', { kind: 'woke' }, 5 * MINUTE, [0, 3.6]],
    ['while the server does not respond: there are more tries before the end', miss(50), 5 * MINUTE, [3.6, 4]],
    ['at once, while the server does not respond: it is still not asked in haste', miss(1), 10_000, [0.5, 0.5]],
    ['before the server wants to be asked again: Retry-After is kept', miss(1, 20 * MINUTE), 5 * MINUTE, [20, 22]],
    ['while the server refuses: asking more often changes nothing', refused(7), 5 * MINUTE, [60, 66]],
    ['just now, by this computer’s count: the server decides, in its own time', { kind: 'start' }, 0, [0, 10]],
    ['before now, by this computer’s count: the server decides, in its own time', { kind: 'start' }, -1, [0, 10]],
  ] as const satisfies readonly [string, LastEvent, number, readonly number[]][])('%s', (_, last, leftMs, minutes) => {
    expect(between(last, leftMs)).toEqual(minutes);
  });

  it.each([
    [6_250, true],
    [6_249, false],
  ])('and that lives for %i ms can be renewed five seconds after it came: %s', (lifetimeMs, expected) => {
    expect(isRenewable(lifetimeMs)).toBe(expected);
  });
});
