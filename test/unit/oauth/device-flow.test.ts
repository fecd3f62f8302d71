import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { authorizeDevice } from '../../../main/oauth/device-flow.ts';
import type { Fetch } from '../../../main/time/clock.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, server } from '../session/parts.ts';

/** A sign-in that uses `fetch`, with the signals of all its requests. */
function signingIn(response: () => Promise<Response>) {
  const clock = fakeClock();
  const stop = new AbortController();
  const sent: AbortSignal[] = [];
  const prompts: string[] = [];
  const fetch: Fetch = (input, init) => {
    sent.push(new Request(input, init).signal);
    return response();
  };
  const ending = authorizeDevice({
    server,
    deviceOs: 'Debian GNU/Linux 12',
    http: createHttpClient({ fetch, clock }),
    clock,
    random: () => 0,
    awake: async () => {},
    signal: stop.signal,
    onPrompt: ({ userCode }) => prompts.push(userCode),
    connectionsDied: () => new Promise(() => {}),
    onWaiting: () => {},
    onUnused: () => {},
  });
  ending.catch(() => undefined);
  return { clock, stop, sent, prompts, ending };
}

describe('a sign-in that is canceled', () => {
  it('aborts the request for a code', async () => {
    const { stop, sent, prompts, ending } = signingIn(() => new Promise(() => {}));
    await settle();
    expect(sent.map(({ aborted }) => aborted)).toEqual([false]);
    stop.abort(new Error('canceled'));
    await expect(ending).rejects.toThrow('canceled');
    expect(sent.map(({ aborted }) => aborted)).toEqual([true]);
    expect(prompts).toEqual([]);
  });

  it('doesn’t abort a poll, because it may bring tokens that have to be revoked', async () => {
    let asked = 0;
    const { clock, stop, sent, prompts, ending } = signingIn(async () =>
      asked++ === 0 ? Response.json(GRANT) : new Promise<Response>(() => {}),
    );
    await clock.advance(5_000);
    expect(prompts).toEqual([GRANT.user_code]);
    stop.abort(new Error('canceled'));
    await expect(ending).rejects.toThrow('canceled');
    await settle();
    expect(sent).toHaveLength(2);
    expect(sent.at(-1)?.aborted).toBe(false);
  });
});
