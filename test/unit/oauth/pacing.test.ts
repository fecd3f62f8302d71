/** The meaning of each reply to a poll, and the time of the next poll. */
import { describe, expect, it } from 'vitest';
import {
  type AfterPoll,
  afterPoll,
  firstWait,
  type Pacing,
  type Wait,
  waitingState,
  waitWithin,
} from '../../../main/oauth/pacing.ts';
import type { Reply } from '../../../main/oauth/reply.ts';

const AT = { random: () => 0, at: 7, endpoint: 'https://login.example.org/token', lifetimeMs: 600_000 };
const { pacing: FIRST } = firstWait(5_000);

const refusal = (
  code: Extract<Reply, { kind: 'refusal' }>['code'],
  rest: Partial<Extract<Reply, { kind: 'refusal' }>> = {},
): Reply => ({
  kind: 'refusal',
  code,
  response: { status: 400, error: code, description: null },
  intervalMs: null,
  retryAfterMs: null,
  ...rest,
});
const noResponse = (rest: Partial<Extract<Reply, { kind: 'no-response' }>> = {}): Reply => ({
  kind: 'no-response',
  because: { why: 'server-trouble', code: 'HTTP 503' },
  retryAfterMs: null,
  lost: false,
  maybeActed: true,
  ...rest,
});
const LOST = noResponse({ because: { why: 'reset', code: 'net::ERR_CONNECTION_RESET' }, lost: true });
const NO_ENDPOINT: Reply = {
  kind: 'no-endpoint',
  because: { why: 'no-endpoint', code: 'HTTP 404' },
  response: { status: 404, error: null, description: null },
  retryAfterMs: null,
};

/** The result of the last of several replies. */
function after(replies: readonly Reply[], from: Pacing = FIRST): AfterPoll {
  let next: AfterPoll = { kind: 'wait', waitMs: 0, leastMs: 0, pacing: from };
  for (const reply of replies) {
    if (next.kind !== 'wait') throw new Error(`it is over before ${reply.kind}`);
    next = afterPoll(next.pacing, reply, AT);
  }
  return next;
}

function wait(next: AfterPoll): Wait {
  if (next.kind !== 'wait') throw new Error('it is over');
  return next;
}

describe('a reply to a poll', () => {
  it('takes a larger interval of a slow_down response, and no smaller one', () => {
    expect(after([refusal('slow_down', { intervalMs: 30_000 })])).toMatchObject({ waitMs: 30_000 });
    expect(after([refusal('slow_down', { intervalMs: 1_000 })])).toMatchObject({ waitMs: 10_000 });
  });

  it.each([600_000, 5_000_000, 1e12])(
    'takes no interval of a slow_down response that outlives the code: %i ms',
    (ms) => {
      expect(after([refusal('slow_down', { intervalMs: ms })])).toMatchObject({ waitMs: 10_000 });
      expect(after([refusal('slow_down', { intervalMs: 599_000 })])).toMatchObject({ waitMs: 599_000 });
    },
  );

  it('that is invalid ends it, and passes on its tokens for revocation', () => {
    const body = { access_token: 'a', refresh_token: 'r', token_type: 'mac' };
    expect(after([{ kind: 'success', body }])).toMatchObject({
      failure: { kind: 'malformed', field: 'token_type' },
      unused: { accessToken: 'a', refreshToken: 'r' },
    });
  });

  it.each([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_grant', 'code-not-valid'],
  ] as const)('of %s ends it as %s, unless a response was lost before', (code, kind) => {
    expect(after([refusal(code)])).toMatchObject({ failure: { kind } });
    expect(after([noResponse(), refusal(code)])).toMatchObject({ failure: { kind } });
    const lost = { failure: { kind: 'token-response-lost', because: { why: 'reset' }, response: { error: code } } };
    expect(after([LOST, refusal(code)])).toMatchObject(lost);
    expect(after([LOST, noResponse(), NO_ENDPOINT, refusal(code)])).toMatchObject(lost);
    // The code was still pending, so the lost response contained no tokens.
    for (const waiting of ['authorization_pending', 'slow_down'] as const)
      expect(after([LOST, refusal(waiting), refusal(code)])).toMatchObject({ failure: { kind } });
  });

  it('of any other refusal is the server’s, also after a lost response', () => {
    expect(after([LOST, refusal(null)])).toMatchObject({ failure: { kind: 'refused' } });
  });

  it('finds no endpoint three times in a row before that ends it', () => {
    expect(after([NO_ENDPOINT, NO_ENDPOINT])).toMatchObject({
      kind: 'wait',
      pacing: { because: { why: 'no-endpoint' } },
    });
    expect(after([NO_ENDPOINT, NO_ENDPOINT, NO_ENDPOINT])).toMatchObject({
      failure: { kind: 'no-endpoint', address: AT.endpoint, response: { status: 404 } },
    });
    for (const between of [noResponse(), refusal('authorization_pending'), refusal('slow_down')])
      expect(after([NO_ENDPOINT, NO_ENDPOINT, between, NO_ENDPOINT, NO_ENDPOINT])).toMatchObject({ kind: 'wait' });
  });

  it.each([0, 0.5, 0.999])(
    'never makes a wait of more than a minute or the interval, with a chance of %d',
    (chance) => {
      for (const intervalMs of [1_000, 5_000, 59_000, 100_000]) {
        let { pacing } = firstWait(intervalMs);
        for (let miss = 0; miss < 20; miss += 1) {
          const next = wait(afterPoll(pacing, noResponse(), { ...AT, random: () => chance }));
          expect(next.waitMs).toBeGreaterThanOrEqual(intervalMs);
          expect(next.waitMs).toBeLessThanOrEqual(Math.max(60_000, intervalMs));
          expect(waitingState(next, 600_000)).toMatchObject({ kind: 'retrying' });
          ({ pacing } = next);
        }
      }
    },
  );

  it('makes a longer wait only where the server demands it, and that is shown', () => {
    const because = { why: 'server-trouble', code: 'HTTP 503' } as const;
    for (const [reply, waiting] of [
      [noResponse({ retryAfterMs: 61_000 }), { kind: 'must-wait', waitMs: 61_000, because }],
      [
        refusal('authorization_pending', { retryAfterMs: 61_000 }),
        { kind: 'must-wait', waitMs: 61_000, because: null },
      ],
      [refusal('slow_down', { retryAfterMs: 61_000 }), { kind: 'must-wait', waitMs: 61_000, because: null }],
      [noResponse({ retryAfterMs: 60_000 }), { kind: 'retrying', because }],
      [refusal('authorization_pending', { retryAfterMs: 60_000 }), { kind: 'ok' }],
      // The server set this interval earlier, so it isn't a new demand.
      [refusal('slow_down', { intervalMs: 90_000 }), { kind: 'ok' }],
    ] as const)
      expect(waitingState(wait(after([reply])), 600_000)).toEqual(waiting);
    // A wait of a minute that is extended until the last interval begins isn't a demand of the server.
    const inTrouble: Wait = { ...firstWait(5_000), waitMs: 60_000, pacing: { ...FIRST, misses: 9, because } };
    expect(waitWithin(inTrouble, 65_500)).toBe(60_500);
    expect(waitingState(inTrouble, 65_500)).toEqual({ kind: 'retrying', because });
  });
});

describe('the last poll', () => {
  const backingOff = (waitMs: number, leastMs = 5_000): Wait => ({ kind: 'wait', waitMs, leastMs, pacing: FIRST });

  it.each([
    ['comes when it would anyway', backingOff(40_000), 600_000, 40_000],
    ['comes in the last interval where the backoff would miss that', backingOff(40_000), 40_000, 37_500],
    ['comes in the last interval where the backoff would only just meet it', backingOff(40_000), 40_100, 37_600],
    ['stays where it is within the last interval', backingOff(40_000), 43_000, 40_000],
    ['waits for the last interval where it would come just before', backingOff(40_000), 45_500, 40_500],
    ['keeps the interval', backingOff(40_000), 6_000, 5_000],
    ['keeps the interval, and is none where that is longer than the time left', backingOff(40_000), 4_000, 5_000],
    ['keeps Retry-After', backingOff(38_500, 38_500), 40_000, 38_500],
    ['keeps Retry-After, and is none where that ends later', backingOff(90_000, 90_000), 40_000, 90_000],
  ])('%s', (_, next, leftMs, waitMs) => {
    expect(waitWithin(next, leftMs)).toBe(waitMs);
  });

  it('finds a server that was down for most of the code’s life', () => {
    // With an interval of 5 s, a lifetime of 75 s and 503 for 45 s, the backoff alone would poll at 75 s.
    const moments: number[] = [];
    let next: Wait = firstWait(5_000);
    for (let atMs = 0; ; ) {
      atMs += waitWithin(next, 75_000 - atMs);
      if (atMs >= 75_000) break;
      moments.push(atMs / 1000);
      next = wait(afterPoll(next.pacing, noResponse(), AT));
    }
    expect(moments).toEqual([5, 15, 35, 72.5]);
  });
});
