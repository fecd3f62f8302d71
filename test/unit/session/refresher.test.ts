/** One refresh at a time, even while a new sign-in replaces another, and what its responses mean. */
import { expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import type { HeldSession } from '../../../main/session/held-session.ts';
import { createRefresher } from '../../../main/session/refresher.ts';
import { type FakeClock, fakeClock, settle } from '../fake-clock.ts';
import { server, stored } from './parts.ts';

function held(refreshToken: string): HeldSession {
  const loaded = stored({ refreshToken });
  if (loaded.kind !== 'value') throw new TypeError('it is stored');
  return { session: loaded.session, kept: loaded.kept, doubtful: false, access: null, refreshEndsAtMs: null };
}

/** Keeps every new token. */
const KEEPING: Parameters<typeof createRefresher>[0]['tokenStore'] = {
  rotate: (old, refresh) =>
    refresh({
      begin: async () => null,
      persist: async (_, fresh) => ({ ...old, ...fresh }),
      abandon: async () => undefined,
      reload: async () => null,
    }),
};

/** A refresher with responses and times that the test sets. */
function refresherOver(
  response: (nth: number) => Response | Error,
  awake: (clock: FakeClock, nth: number) => void = () => {},
) {
  const clock = fakeClock();
  const count = { sent: 0, awake: 0 };
  const http = createHttpClient({
    clock,
    async fetch() {
      count.sent += 1;
      const given = response(count.sent);
      if (given instanceof Error) throw given;
      return given;
    },
  });
  const refresher = createRefresher({
    server,
    http,
    clock,
    async awake() {
      count.awake += 1;
      awake(clock, count.awake);
    },
    closeIdleConnections: async () => undefined,
    inTurn: (work) => work(),
    tokenStore: KEEPING,
  });
  return { refresher, count };
}

it.each([
  ['of half a minute', 30_000, 2],
  ['of longer than that', 30_001, 3],
])('a lost response after a sleep %s is repeated until %i ms, %i requests', async (_, sleptMs, sent) => {
  const { refresher, count } = refresherOver(
    () => new Error('net::ERR_CONNECTION_RESET'),
    // The computer sleeps after the first response was lost.
    (clock, nth) => void (nth === 2 && clock.sleepThrough(sleptMs)),
  );
  expect(await refresher.refresh(held('first'))).toMatchObject({ kind: 'not-now' });
  expect(count.sent).toBe(sent);
});

it('a refresh token in a rejected response is stored without the end of the one before', async () => {
  const { refresher } = refresherOver(() => Response.json({ refresh_token: 'second', token_type: 'mac' }));
  const before = held('first');
  const refreshed = await refresher.refresh({
    ...before,
    session: { ...before.session, refreshExpiresAt: 5 },
    refreshEndsAtMs: 5,
  });
  expect(refreshed).toMatchObject({
    held: { session: { refreshToken: 'second', refreshExpiresAt: null }, refreshEndsAtMs: null },
  });
});

it('a refresh that ends leaves the one of a newer sign-in in progress, which all who ask join', async () => {
  const clock = fakeClock();
  const sent: PromiseWithResolvers<Response>[] = [];
  const http = createHttpClient({
    clock,
    onDate: () => undefined,
    fetch() {
      const response = Promise.withResolvers<Response>();
      sent.push(response);
      return response.promise;
    },
  });
  const refresher = createRefresher({
    server,
    http,
    clock,
    awake: async () => undefined,
    closeIdleConnections: async () => undefined,
    inTurn: (work) => work(),
    tokenStore: KEEPING,
  });
  const [first, second] = [held('first'), held('second')];
  const before = refresher.refresh(first);
  const newer = refresher.refresh(second);
  await settle();
  sent[0]?.resolve(Response.json({ error: 'invalid_grant' }, { status: 400 }));
  expect(await before).toMatchObject({ kind: 'ended' });
  await settle();
  expect(refresher.inProgress()).not.toBeNull();
  const joined = refresher.refresh(second);
  sent[1]?.resolve(Response.json({ access_token: 'a', refresh_token: 'r' }));
  expect([await newer, await joined]).toMatchObject([{ kind: 'refreshed' }, { kind: 'refreshed' }]);
  await settle();
  expect([sent.length, refresher.inProgress()]).toEqual([2, null]);
});
