import { describe, expect, it } from 'vitest';
import { type Before, waitBeforeRefresh } from '../../../main/oauth/refresh-schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The earliest and the latest moment, in minutes. */
function between(before: Before): readonly [number, number] {
  const [earliest, latest] = [0, 1 - Number.EPSILON].map((chance) => waitBeforeRefresh(before, () => chance) / MINUTE);
  return [Number(earliest?.toFixed(2)), Number(latest?.toFixed(2))];
}

const tokens = (lifetimeMs: number | null): Before => ({ kind: 'tokens', lifetimeMs });
const miss = (misses: number, retryAfterMs: number | null = null): Before => ({
  kind: 'no-answer',
  misses,
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
    ['comes 15 minutes after a definite refusal', { kind: 'refused', refusals: 1 }, [15, 16.5]],
    ['comes hourly while the refusals go on', { kind: 'refused', refusals: 7 }, [60, 66]],
    ['is spread over a minute when the network comes back soon', { kind: 'network-back', misses: 1 }, [0, 1]],
    ['is spread wider when it was away for long', { kind: 'network-back', misses: 50 }, [0, 7.5]],
    ['is spread over ten minutes after it was slept through', { kind: 'woke' }, [0, 10]],
  ] as const satisfies readonly [string, Before, readonly number[]][])('%s', (_, before, minutes) => {
    expect(between(before)).toEqual(minutes);
  });
});
