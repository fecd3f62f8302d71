import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { poll } from '../../../main/oauth/poll.ts';
import type { Reply } from '../../../main/oauth/reply.ts';
import type { AbortableWait } from '../../../main/time/clock.ts';
import type { Waiting } from '../../../preload/api.ts';
import { fakeClock, settle } from '../fake-clock.ts';

const CODES = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token', 'invalid_grant'] as const;
const response = (error: string): Reply => ({
  kind: 'refusal',
  code: CODES.find((code) => code === error) ?? null,
  response: { status: 400, error, description: null },
  intervalMs: null,
  retryAfterMs: null,
});
const pending = response('authorization_pending');
const slowDown = response('slow_down');
const silence: Reply = {
  kind: 'no-response',
  because: { why: 'reset', code: 'net::ERR_CONNECTION_RESET' },
  retryAfterMs: null,
  lost: true,
  maybeActed: true,
};
const tokens: Reply = { kind: 'success', body: { access_token: 'a', refresh_token: 'r' } };

/** Polls with scripted replies, the last of which repeats. Returns the times of the polls in seconds. */
function polling(
  replies: Reply[],
  {
    intervalMs = 5_000,
    lifetimeMs = 600_000,
    jitter = 0,
    awake = async () => {},
    connectionsDied = () => new Promise(() => {}),
  }: {
    intervalMs?: number;
    lifetimeMs?: number;
    jitter?: number;
    awake?: AbortableWait;
    connectionsDied?: AbortableWait;
  } = {},
) {
  const clock = fakeClock();
  const asked: number[] = [];
  const limits: number[] = [];
  const links: string[] = [];
  const sleepers: number[] = [];
  const late: unknown[] = [];
  const stop = new AbortController();
  const ending = poll({
    grant: { intervalMs, lifetimeMs },
    send: async (limitMs) => {
      asked.push(clock.passedMs() / 1000);
      limits.push(limitMs);
      return replies[Math.min(asked.length, replies.length) - 1] ?? silence;
    },
    clock,
    random: () => jitter,
    awake,
    signal: stop.signal,
    connectionsDied,
    endpoint: 'https://login.example.org/token',
    onWaiting(waiting) {
      links.push(waiting.kind);
      sleepers.push(clock.sleepers());
    },
    onUnused: (promise) => late.push(promise),
  });
  return { clock, asked, limits, links, sleepers, late, stop, ending };
}

describe('polling', () => {
  it('waits one interval before it asks, and again after each response', async () => {
    const { clock, asked, ending } = polling([pending, pending, tokens]);
    await clock.advance(4_999);
    expect(asked).toEqual([]);
    await clock.advance(10_001);
    expect(asked).toEqual([5, 10, 15]);
    expect(await ending).toMatchObject({ kind: 'tokens', tokens: { accessToken: 'a', refreshToken: 'r' } });
  });

  it('counts the interval from the response, not from the question', async () => {
    const clock = fakeClock();
    const asked: number[] = [];
    const stop = new AbortController();
    const ending = poll({
      grant: { intervalMs: 5_000, lifetimeMs: 600_000 },
      async send() {
        asked.push(clock.passedMs() / 1000);
        await clock.sleep(3_000);
        return pending;
      },
      clock,
      random: () => 0,
      awake: async () => {},
      signal: stop.signal,
      connectionsDied: () => new Promise(() => {}),
      endpoint: 'https://login.example.org/token',
      onWaiting: () => {},
      onUnused: () => {},
    });
    await clock.advance(22_000);
    expect(asked).toEqual([5, 13, 21]);
    stop.abort(new Error('stop'));
    await expect(ending).rejects.toThrow('stop');
  });

  it('starts waiting before it shows the wait, so that drawing delays no poll', async () => {
    const { clock, sleepers } = polling([pending, pending, tokens]);
    await clock.advance(15_000);
    expect(sleepers).toEqual([2, 2]);
  });

  it('stops polling after success, and leaves nothing on the signal', async () => {
    const { clock, asked, stop } = polling([tokens]);
    await clock.advance(60_000);
    expect(asked).toEqual([5]);
    expect(clock.sleepers()).toBe(0);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('slows down by 5 s permanently, whatever comes in between', async () => {
    const { clock, asked } = polling([slowDown, silence, pending, slowDown, pending, pending]);
    await clock.advance(95_000);
    expect(asked).toEqual([5, 15, 35, 45, 60, 75, 90]);
  });

  it('backs off without a response, to a minute at most, and asks at its pace again after a clean one', async () => {
    const { clock, asked, links } = polling([silence, silence, silence, silence, silence, pending, pending]);
    await clock.advance(260_000);
    expect(asked).toEqual([5, 15, 35, 75, 135, 195, 200, 205, 210, 215, 220, 225, 230, 235, 240, 245, 250, 255, 260]);
    expect(links[0]).toBe('retrying');
    expect(links.at(-1)).toBe('ok');
  });

  it('begins a backoff again after slow_down, at the slower pace', async () => {
    const { clock, asked, links } = polling([silence, silence, slowDown, silence, pending]);
    await clock.advance(35_000);
    expect(links.at(-1)).toBe('ok');
    await clock.advance(40_000);
    expect(asked).toEqual([5, 15, 35, 45, 65, 75]);
  });

  it('adds jitter only upwards', async () => {
    const { clock, asked } = polling([silence, pending], { jitter: 0.999 });
    await clock.advance(16_500);
    expect(asked).toEqual([5]);
    await clock.advance(600);
    expect(asked).toHaveLength(2);
  });

  it('waits as long as Retry-After demands', async () => {
    const { clock, asked } = polling([{ ...silence, retryAfterMs: 90_000 } as Reply, pending]);
    await clock.advance(96_000);
    expect(asked).toEqual([5, 95]);
  });

  it.each([pending, slowDown])('waits as long as Retry-After demands, too, that comes with $code', async (reply) => {
    const { clock, asked } = polling([{ ...reply, retryAfterMs: 90_000 } as Reply, pending]);
    await clock.advance(96_000);
    expect(asked).toEqual([5, 95]);
  });

  it.each([
    [pending, [5, 10]],
    [slowDown, [5, 15]],
  ])('waits no shorter for a Retry-After that comes with $code', async (reply, moments) => {
    const { clock, asked } = polling([{ ...reply, retryAfterMs: 1_000 } as Reply, pending]);
    await clock.advance(moments[1] === 10 ? 14_000 : 19_000);
    expect(asked).toEqual(moments);
  });

  it('keeps an interval that is longer than the longest backoff', async () => {
    const { clock, asked } = polling([silence, pending], { intervalMs: 100_000 });
    await clock.advance(200_000);
    expect(asked).toEqual([100, 200]);
  });

  it.each([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_grant', 'code-not-valid'],
    ['something_new', 'refused'],
  ])('stops at once at %s', async (error, kind) => {
    const { clock, asked, ending } = polling([response(error)]);
    await clock.advance(60_000);
    expect(asked).toEqual([5]);
    expect(await ending).toMatchObject({ kind: 'failed', failure: { kind, response: { error } } });
  });

  it('ends at a success without a token: a used code is never polled again', async () => {
    const { clock, asked, ending } = polling([{ kind: 'success', body: { token: 'x' } }]);
    await clock.advance(60_000);
    expect(asked).toHaveLength(1);
    expect(await ending).toMatchObject({ failure: { kind: 'malformed', field: 'access_token' } });
  });

  it('stops when the code expires, even if the server doesn’t report it', async () => {
    const { clock, asked, ending } = polling([pending], { lifetimeMs: 12_000 });
    await clock.advance(12_000);
    expect(asked).toEqual([5, 10]);
    expect(await ending).toEqual({ kind: 'failed', failure: { kind: 'expired', response: null }, unused: null });
    await clock.advance(60_000);
    expect(asked).toHaveLength(2);
  });

  it('waits for a response as long as the code lives, and a little longer', async () => {
    const { clock, limits } = polling([pending], { lifetimeMs: 24_000, intervalMs: 7_000 });
    await clock.advance(24_000);
    expect(limits).toEqual([19_000, 12_000, 5_000]);
  });

  it('reports that the server was not reached when that is how the code ran out', async () => {
    const { clock, ending } = polling([pending, silence], { lifetimeMs: 30_000 });
    await clock.advance(30_000);
    expect(await ending).toMatchObject({
      failure: { kind: 'unreachable', because: { why: 'reset' }, during: 'waiting' },
    });
  });

  it('stops polling once it is canceled', async () => {
    const { clock, asked, stop, ending } = polling([pending]);
    await clock.advance(5_000);
    stop.abort(new Error('stop'));
    await expect(ending).rejects.toThrow('stop');
    await clock.advance(60_000);
    expect(asked).toEqual([5]);
    expect(clock.sleepers()).toBe(0);
  });

  it('returns the tokens that a poll brings after the cancel', async () => {
    const clock = fakeClock();
    const stop = new AbortController();
    let late: Promise<unknown> = Promise.resolve();
    let respond = (_: Reply) => {};
    const ending = poll({
      grant: { intervalMs: 1_000, lifetimeMs: 60_000 },
      send: () => new Promise((resolve) => (respond = resolve)),
      clock,
      random: () => 0,
      awake: async () => {},
      signal: stop.signal,
      connectionsDied: () => new Promise(() => {}),
      endpoint: 'https://login.example.org/token',
      onWaiting: () => {},
      onUnused: (promise) => (late = promise),
    });
    await clock.advance(1_000);
    stop.abort(new Error('stop'));
    await expect(ending).rejects.toThrow('stop');
    respond(tokens);
    await settle();
    expect(await late).toMatchObject({ refreshToken: 'r' });
  });
});

describe('polling on a computer that sleeps', () => {
  it('doesn’t poll while it sleeps or before it is ready, and then polls once', async () => {
    const ready = Promise.withResolvers<void>();
    const { clock, asked } = polling([pending], { awake: () => ready.promise });
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    ready.resolve();
    await settle();
    expect(asked).toEqual([60]);
  });

  it('makes up for no poll that was slept through, and keeps the full interval by the timer’s own clock', async () => {
    const { clock, asked } = polling([pending]);
    await clock.advance(6_000);
    clock.sleepThrough(120_000);
    clock.woke();
    await settle();
    expect(asked).toEqual([5]);
    await clock.advance(4_000);
    expect(asked).toEqual([5, 130]);
  });

  it('ends a code that expired during sleep as soon as the computer wakes up, without polling', async () => {
    const { clock, asked, ending } = polling([pending]);
    await clock.advance(6_000);
    clock.sleepThrough(600_000);
    clock.woke();
    await settle();
    expect(await Promise.race([ending, 'not yet'])).toEqual({
      kind: 'failed',
      failure: { kind: 'expired', response: null },
      unused: null,
    });
    expect(asked).toEqual([5]);
    expect(clock.sleepers()).toBe(0);
  });
});

/** Polls a server whose responses the test provides one by one. Times are in seconds since the code arrived. */
function pollingSlowly({ lifetimeMs = 600_000, connectionsDied = (): Promise<void> => new Promise(() => {}) } = {}) {
  const clock = fakeClock();
  const startMs = clock.passedMs();
  const asked: number[] = [];
  const resolvers: ((reply: Reply) => void)[] = [];
  const waiting: Waiting[] = [];
  const unused: Promise<unknown>[] = [];
  const stop = new AbortController();
  const ending = poll({
    grant: { intervalMs: 5_000, lifetimeMs },
    endpoint: 'https://login.example.org/token',
    send() {
      asked.push((clock.passedMs() - startMs) / 1000);
      return new Promise((resolve) => resolvers.push(resolve));
    },
    clock,
    random: () => 0,
    awake: async () => {},
    connectionsDied,
    signal: stop.signal,
    onWaiting: (now) => waiting.push(now),
    onUnused: (issued) => unused.push(issued),
  });
  ending.catch(() => undefined);
  const ended = () => Promise.race([ending, 'not yet']);
  const respond = async (nth: number, reply: Reply) => {
    resolvers[nth]?.(reply);
    await settle();
  };
  return { clock, asked, respond, waiting, unused, stop, ending, ended };
}

describe('a slow server', () => {
  it('is waited for as long as the code lives, and is reported as slow after 15 s', async () => {
    const { clock, asked, respond, waiting, ended, unused } = pollingSlowly();
    await clock.advance(19_999);
    expect(waiting).toEqual([]);
    await clock.advance(1);
    expect(waiting).toEqual([{ kind: 'slow' }]);
    await clock.advance(560_000);
    expect(asked).toEqual([5]);
    await respond(0, tokens);
    expect(await ended()).toMatchObject({ kind: 'tokens', tokens: { refreshToken: 'r' } });
    expect(unused).toEqual([]);
    expect(clock.sleepers()).toBe(0);
  });

  it('is no longer reported as slow once it has responded', async () => {
    const { clock, respond, waiting } = pollingSlowly();
    await clock.advance(20_000);
    await respond(0, pending);
    expect(waiting).toEqual([{ kind: 'slow' }, { kind: 'ok' }]);
  });

  it('is not waited for after a cancel, and the tokens that it still brings are revoked', async () => {
    const { clock, respond, stop, ending, unused } = pollingSlowly();
    await clock.advance(20_000);
    stop.abort(new Error('stop'));
    await expect(ending).rejects.toThrow('stop');
    await respond(0, { kind: 'success', body: { access_token: 'a', refresh_token: 'r', token_type: 'mac' } });
    expect(await Promise.all(unused)).toEqual([{ accessToken: 'a', refreshToken: 'r' }]);
  });

  it('that never responds costs only time: one more poll fits into the last interval', async () => {
    const { clock, asked, respond, ended, unused } = pollingSlowly({ lifetimeMs: 60_000 });
    await clock.advance(57_499);
    expect(asked).toEqual([5]);
    await clock.advance(1);
    expect(asked).toEqual([5, 57.5]);
    await respond(1, tokens);
    expect(await ended()).toMatchObject({ kind: 'tokens' });
    // The first response is still read, at least to revoke its tokens.
    expect(unused).toHaveLength(1);
  });

  it('signs in with the response to the first poll, too, when that comes after the last one', async () => {
    const { clock, respond, ended, unused } = pollingSlowly({ lifetimeMs: 60_000 });
    await clock.advance(58_000);
    await respond(1, response('invalid_grant'));
    expect(await ended()).toBe('not yet');
    await respond(0, tokens);
    expect(await ended()).toMatchObject({ kind: 'tokens' });
    expect(unused).toEqual([]);
  });

  it('is not waited for once another poll has brought an error that ends the sign-in in any case', async () => {
    const { clock, respond, ended } = pollingSlowly({ lifetimeMs: 60_000 });
    await clock.advance(58_000);
    await respond(1, response('invalid_client'));
    expect(await ended()).toMatchObject({ failure: { kind: 'refused', response: { error: 'invalid_client' } } });
  });

  it('ends with its code', async () => {
    const { clock, respond, ended } = pollingSlowly({ lifetimeMs: 20_000 });
    await clock.advance(20_000);
    for (const nth of [0, 1]) await respond(nth, silence);
    await clock.advance(2_000);
    expect(await ended()).toMatchObject({ failure: { kind: 'unreachable', during: 'waiting' } });
  });
});

describe('connections that may have died while a poll was on its way', () => {
  function dying() {
    const died = Promise.withResolvers<void>();
    let first = true;
    const connectionsDied = () => {
      if (!first) return new Promise<void>(() => {});
      first = false;
      return died.promise;
    };
    return { ...pollingSlowly({ connectionsDied }), die: died.resolve };
  }

  it('count as a lost response: the next poll comes a full backoff later', async () => {
    const { clock, asked, waiting, die } = dying();
    await clock.advance(7_000);
    die();
    await settle();
    expect(waiting).toMatchObject([{ kind: 'retrying', because: { why: 'reset', code: 'connection given up' } }]);
    await clock.advance(9_999);
    expect(asked).toEqual([5]);
    await clock.advance(1);
    expect(asked).toEqual([5, 17]);
  });

  it.each(['invalid_grant', 'expired_token', 'access_denied'])(
    'and then %s mean that the response was lost',
    async (error) => {
      const { clock, respond, ended, die } = dying();
      await clock.advance(7_000);
      die();
      await clock.advance(10_000);
      await respond(1, response(error));
      // The first response gets a last chance.
      await clock.advance(15_000);
      expect(await ended()).toMatchObject({
        failure: { kind: 'token-response-lost', because: { why: 'reset' }, response: { error } },
      });
    },
  );

  it('and have not died: the response signs in whenever it comes', async () => {
    const { clock, respond, ended, unused, die } = dying();
    await clock.advance(7_000);
    die();
    await clock.advance(3_000);
    await respond(0, tokens);
    expect(await ended()).toMatchObject({ kind: 'tokens' });
    expect(unused).toEqual([]);
  });
});
