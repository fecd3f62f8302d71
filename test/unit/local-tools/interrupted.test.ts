/**
 * A pending request while the app quits or is updated, the screen is locked, or the user signs out: it gets its response, and
 * nothing is lost.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaller } from '../../../main/cli/api-caller.ts';
import { settleForInstaller } from '../../../main/desktop/quit-guard.ts';
import { callApi } from '../../../main/local-tools/client.ts';
import { openLocalApi } from '../../../main/local-tools/local-api.ts';
import { PROBLEMS } from '../../../main/local-tools/problems.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, TOKENS } from '../session/parts.ts';
import { asks, brokerOver, fakeUser, NEVER } from './parts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'i-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = { platform: 'linux' as const, environment: {}, uid: process.getuid?.() ?? 0, isPrivate: () => false };

/** A signed-in session with a listening API. */
async function serving({ always = null as 'always' | null, covered = (): boolean => false } = {}) {
  const user = fakeUser();
  user.always = always;
  const response = Promise.withResolvers<Response>();
  const made = await brokerOver({ user, covered });
  made.world.on('/token', () => response.promise);
  await made.session.start();
  const api = await openLocalApi(folder, place, {
    broker: made.broker,
    handOver: () => true,
    status: () => ({ version: '1.0.0', servedBy: 'window', localTools: 'ask', accounts: [], consentPending: false }),
  });
  const state = api.state();
  const path = state.kind === 'listening' ? state.path : '';
  return {
    ...made,
    api,
    /** Requests a token, and resolves once the app has started handling that. */
    async ask() {
      const answer = callApi({ path, secret: null }, '/v1/token', { tool: 'backup' });
      await expect.poll(() => user.open.length + made.refreshes() + (covered() ? 1 : 0)).toBeGreaterThan(0);
      // This is in an object, because an async function would await a returned promise.
      return { answer };
    },
    refreshed: () => response.resolve(Response.json(TOKENS)),
    /** Ends the app's tools, as every quit does. */
    async end() {
      made.stop();
      await api.close();
    },
  };
}

describe('a request that waits for a refresh', () => {
  it.each(['quits', 'is updated'])('gets its token although the app %s', async (how) => {
    const made = await serving({ always: 'always' });
    const { answer } = await made.ask();
    let ended = false;
    const parts = { sessions: () => [made.session], tools: () => ({ close: made.end }), clock: made.clock };
    const ending = (how === 'quits' ? made.end() : settleForInstaller(parts)).then(() => {
      ended = true;
    });
    await settle();
    expect(ended).toBe(false);
    made.refreshed();
    expect(await answer).toMatchObject({ kind: 'ok', body: { access_token: TOKENS.access_token } });
    await ending;
  });

  it('gets its token although the screen is locked, which ends what was allowed until then', async () => {
    const made = await serving({ always: 'always' });
    made.user.always = null;
    const { answer } = await made.ask();
    made.user.answer('until-lock');
    await expect.poll(made.refreshes).toBe(1);
    expect(made.grants.locked()).toHaveLength(1);
    made.refreshed();
    expect(await answer).toMatchObject({ kind: 'ok' });
    await made.end();
  });

  it('learns that no one is signed in after a sign-out', async () => {
    const made = await serving({ always: 'always' });
    const { answer } = await made.ask();
    const signingOut = made.session.signOut();
    made.refreshed();
    expect(await answer).toMatchObject({ kind: 'problem', problem: 'not-signed-in' });
    await signingOut;
    await made.end();
  });
});

describe('a request that waits for the user', () => {
  it.each(['quits', 'is updated'])('learns that the app %s, and is asked again of the next one', async (how) => {
    const made = await serving();
    const { answer } = await made.ask();
    const parts = { sessions: () => [made.session], tools: () => ({ close: made.end }), clock: made.clock };
    await (how === 'quits' ? made.end() : settleForInstaller(parts));
    expect(await answer).toMatchObject({ kind: 'problem', problem: 'shutting-down' });
    expect(PROBLEMS['shutting-down'].exitCode).toBe(7);
    // This is how a command handles it.
    const clock = fakeClock();
    const answers = [await answer, { kind: 'ok', status: 200, body: TOKENS } as const];
    const call = createCaller({
      find: async () => ({ path: 's', secret: null }),
      send: async () => answers.shift() ?? { kind: 'no-response', sent: false },
      serve: async () => ({ kind: 'taken' }),
      clock,
    });
    const called = call('/v1/token', {});
    await clock.advance(1_000);
    expect(await called).toMatchObject({ kind: 'ok' });
  });

  it('withdraws its prompt when they sign out, and learns that no one is signed in', async () => {
    const made = await serving();
    const { answer } = await made.ask();
    expect(made.user.open).toHaveLength(1);
    await made.session.signOut();
    expect(await answer).toMatchObject({ kind: 'problem', problem: 'not-signed-in' });
    expect(made.user.open).toEqual([]);
    await made.end();
  });

  it('is not taken for one of the person who signs in meanwhile', async () => {
    const { session, clock, world, broker, user } = await brokerOver();
    world.on('/start/', () => Response.json(GRANT));
    await session.start();
    const waiting = broker.token(asks(), NEVER);
    await settle();
    await session.signOut();
    const signingIn = session.signIn();
    await clock.advance(5_000);
    await signingIn;
    expect(await waiting).toMatchObject({ problem: 'not-signed-in' });
    expect([user.open, broker.grants()]).toEqual([[], []]);
    // The next person is asked for themselves.
    void broker.token(asks(), NEVER);
    await settle();
    expect(user.asked.map(({ account }) => account.user)).toEqual(['Ada', null]);
  });

  it('waits on while the screen is locked, and ends with 10 after a minute without an answer', async () => {
    const made = await serving({ covered: () => true });
    const { answer } = await made.ask();
    await settle();
    for (let second = 0; second < 61; second += 1) await made.clock.advance(1_000);
    expect(made.user.asked).toEqual([]);
    expect(await answer).toMatchObject({ kind: 'problem', problem: 'no-consent' });
    expect(PROBLEMS['no-consent'].exitCode).toBe(10);
    await made.end();
  });
});
