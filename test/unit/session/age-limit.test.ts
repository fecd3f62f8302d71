/** The maximum age of a sign-in (policy maxSignInAge), and the end of sign-ins by a locked screen (signOutAfterLocked). */
import { describe, expect, it } from 'vitest';
import { wasEndedHere } from '../../../main/local-tools/usable.ts';
import { createAgeLimit } from '../../../main/session/age-limit.ts';

import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, shownText, stored, TOKENS } from './parts.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** A server that grants every refresh. */
function world() {
  const made = scriptedServer();
  made.offersRevocation();
  made.on('/start/', () => Response.json(GRANT));
  // Tokens are long-lived, because the tests cover weeks.
  made.on('/token', () => Response.json({ ...TOKENS, expires_in: 2 * 24 * 60 * 60 }));
  return made;
}

/** A session that was signed in `agoMs` ago and starts now. */
async function started({ agoMs = 0, maxAgeMs = WEEK_MS as number | null, offline = false } = {}) {
  const clock = fakeClock();
  const vault = memoryVault(stored({ signedInAt: clock.now() - agoMs }));
  const over = sessionOver({ world: world(), vault, clock, maxAgeMs });
  if (offline)
    for (const path of ['/revoke', '/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'])
      over.world.on(path, () => new Error('net::ERR_INTERNET_DISCONNECTED'));
  await over.session.start();
  await settle();
  return over;
}

const OVER = { kind: 'needs-you', because: { kind: 'limit', limit: 'max-age' }, account: { name: 'Ada' } };

describe('a sign-in that may be a week old', () => {
  it('continues until then, is then revoked and deleted, and shows why', async () => {
    const { session, vault, world: server, clock, audited } = await started();
    await clock.advance(WEEK_MS - 1);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
    expect(server.at('/revoke')).toEqual([]);
    await clock.advance(1);
    expect(session.state()).toMatchObject(OVER);
    expect(server.at('/revoke')).toMatchObject([{ form: { token: TOKENS.refresh_token } }]);
    expect(vault.stored).toEqual({ kind: 'absent' });
    expect(audited).toMatchObject([{ event: 'session-ended', reason: 'max-age', of: { name: 'Ada' } }]);
  });

  it('counts the age from the sign-in over restarts', async () => {
    const { session, clock } = await started({ agoMs: 6 * DAY_MS });
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
    await clock.advance(DAY_MS);
    expect(session.state()).toMatchObject(OVER);
  });

  it('ends at a start that comes too late, before any token is renewed', async () => {
    const over = await started({ agoMs: 20 * DAY_MS });
    expect(over.session.state()).toMatchObject(OVER);
    expect(over.world.at('/token')).toEqual([]);
    expect(over.world.at('/revoke')).toMatchObject([{ form: { token: 'refresh-secret-0' } }]);
    expect(over.vault.stored).toEqual({ kind: 'absent' });
    expect(over.kinds()).not.toContain('signed-in');
    expect(shownText(over)).not.toContain('secret');
  });

  it('ends when the computer wakes up after that', async () => {
    const { session, clock } = await started();
    clock.sleepThrough(WEEK_MS + HOUR_MS);
    clock.woke();
    session.woke();
    await settle();
    expect(session.state()).toMatchObject(OVER);
  });

  it('ends although the server cannot be reached, which is asked to end it later', async () => {
    const { session, vault, revokeOnly, clock } = await started({ agoMs: WEEK_MS - HOUR_MS, offline: true });
    await clock.advance(HOUR_MS);
    await clock.advance(60_000);
    expect(session.state()).toMatchObject(OVER);
    expect(vault.stored).toEqual({ kind: 'absent' });
    expect(revokeOnly.tokens).toMatchObject([{ token: TOKENS.refresh_token }]);
  });

  it('is not lengthened or cut by a wall clock that is set meanwhile', async () => {
    for (const jumpMs of [-30 * DAY_MS, 30 * DAY_MS]) {
      const { session, clock } = await started();
      clock.jump(jumpMs);
      await clock.advance(WEEK_MS - HOUR_MS);
      expect(session.state(), String(jumpMs)).toMatchObject({ kind: 'signed-in' });
      await clock.advance(HOUR_MS);
      expect(session.state(), String(jumpMs)).toMatchObject(OVER);
    }
  });

  it('with a time in the future counts from the start', async () => {
    const { session, clock } = await started({ agoMs: -DAY_MS });
    await clock.advance(WEEK_MS - 1);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
    await clock.advance(1);
    expect(session.state()).toMatchObject(OVER);
  });

  it('starts again with the next sign-in', async () => {
    const { session, clock } = await started({ agoMs: 20 * DAY_MS });
    const signingIn = session.signIn();
    await clock.advance(5_000);
    await signingIn;
    await clock.advance(WEEK_MS - HOUR_MS);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
    await clock.advance(HOUR_MS);
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'limit' } });
  });

  it('is not waited for any longer once the server has ended the sign-in', async () => {
    const { session, world: server, clock } = await started();
    server.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'revoked' } });
    expect(clock.sleepers()).toBe(0);
  });

  it('is not ended a second time, once it has ended or the user has signed out', async () => {
    const { session, world: server, clock, audited } = await started();
    await session.signOut();
    await clock.advance(2 * WEEK_MS);
    expect(session.state()).toMatchObject({ kind: 'signed-out', because: { kind: 'signed-out-here' } });
    expect(server.at('/revoke')).toHaveLength(1);
    expect(audited.map(({ event }) => event)).toEqual(['sign-out']);
  });
});

it('a newer sign-in is waited for instead of the one before it', async () => {
  const clock = fakeClock();
  const due: number[] = [];
  const { begin } = createAgeLimit({ clock, maxAgeMs: WEEK_MS, onDue: () => due.push(clock.passedMs()) });
  begin(clock.now());
  await clock.advance(DAY_MS);
  begin(clock.now());
  await clock.advance(2 * WEEK_MS);
  expect(due).toEqual([DAY_MS + WEEK_MS]);
});

describe('without a limit', () => {
  it('a sign-in goes on, and nothing waits for its age', async () => {
    const { session, clock } = await started({ agoMs: 400 * DAY_MS, maxAgeMs: null });
    await clock.advance(60 * DAY_MS);
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
  });
});

describe('a screen that was locked too long', () => {
  it('ends a sign-in, which is revoked and deleted', async () => {
    const { session, vault, world: server, audited } = await started({ maxAgeMs: null });
    await session.endByLimit('locked');
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'limit', limit: 'locked' } });
    expect(server.at('/revoke')).toHaveLength(1);
    expect(vault.stored).toEqual({ kind: 'absent' });
    expect(audited).toMatchObject([{ event: 'session-ended', reason: 'locked' }]);
  });

  it('withdraws what tools were allowed, like a sign-out and unlike an end by the server', async () => {
    const { session } = await started({ maxAgeMs: null });
    expect(wasEndedHere(session)).toBe(false);
    await session.endByLimit('locked');
    expect(wasEndedHere(session)).toBe(true);
    const ended = await started({ maxAgeMs: null });
    ended.world.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await ended.session.refresh();
    expect(ended.session.state().kind).toBe('needs-you');
    expect(wasEndedHere(ended.session)).toBe(false);
  });

  it('ends nothing if no one is signed in', async () => {
    const over = sessionOver({ world: world() });
    await over.session.start();
    await over.session.endByLimit('locked');
    expect(over.session.state()).toMatchObject({ kind: 'signed-out', because: null });
    expect(over.audited).toEqual([]);
  });
});
