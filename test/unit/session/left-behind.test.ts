/** No sign-in stays open at the server: not when several people leave, and not when the app ends (R5, R8). */
import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../main/net/http-client.ts';
import { createPendingRequests } from '../../../main/session/pending-requests.ts';
import { createPendingRevocations } from '../../../main/session/pending-revocations.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { INERT, memoryRevokeOnly, memoryVault, server, sessionOver, stored, TOKENS } from './parts.ts';
import { ADA, BOB, idToken, left, signsIn, world } from './revoking-server.ts';

it('what two people left while the server could not be reached is kept for both', async () => {
  const made = world('ada');
  const over = sessionOver({ world: made, revokeOnly: memoryRevokeOnly() });
  made.isOffline(true);
  await over.session.start();
  for (const who of ['ada', 'bob']) {
    made.on('/token', () =>
      Response.json({ ...TOKENS, refresh_token: `refresh-secret-${who}`, id_token: idToken(who) }),
    );
    await signsIn(over);
    await over.session.signOut();
  }
  expect(over.revokeOnly.tokens.map(({ token }) => token)).toEqual(['refresh-secret-ada', 'refresh-secret-bob']);
  // Only the result for the newest is shown, once there is one.
  made.isOffline(false);
  made.on('/revoke', ({ token }) => new Response('', { status: token === 'refresh-secret-ada' ? 200 : 503 }));
  await over.session.revokePending();
  expect(over.revokeOnly.tokens.map(({ token }) => token)).toEqual(['refresh-secret-bob']);
  expect(over.session.state()).toMatchObject({ kind: 'signed-out', because: { server: 'later' } });
});

it('a token is kept once', async () => {
  const revokeOnly = memoryRevokeOnly();
  const clock = fakeClock();
  const pending = createPendingRevocations({
    ...INERT,
    server,
    http: createHttpClient({ fetch: world().fetch, clock }),
    revokeOnly,
    clock,
    random: () => 0,
    pendingRequests: createPendingRequests(),
    onDiscovered: () => undefined,
    onDone: () => undefined,
  });
  for (const token of ['first', 'second', 'first']) await pending.keep(left({ token }));
  expect(revokeOnly.tokens.map(({ token }) => token)).toEqual(['first', 'second']);
});

it('what cannot be read yet may hold a token', async () => {
  const { session } = sessionOver({ vault: memoryVault({ kind: 'unreadable', trouble: 'io' }) });
  await session.start();
  expect(await session.revokePending()).toBe('unknown');
});

it('a token that is revoked leaves those of other people, which still have to be', async () => {
  const made = world();
  made.on('/revoke', ({ token }) => new Response('', { status: token === 'refresh-secret-ada' ? 200 : 503 }));
  const ofBob = left({ token: 'refresh-secret-bob', identity: BOB });
  const revokeOnly = memoryRevokeOnly([left({ token: 'refresh-secret-ada' }), ofBob]);
  const over = sessionOver({ world: made, revokeOnly });
  await over.session.start();
  await over.session.revokePending();
  expect(revokeOnly.tokens).toEqual([ofBob]);
});

it('a sign-out that reaches the server leaves the retry that is due for another person', async () => {
  const at = world();
  const revokeOnly = memoryRevokeOnly([left({ token: 'refresh-secret-bob', identity: BOB })]);
  const over = sessionOver({ world: at, vault: memoryVault(stored({ identity: ADA })), revokeOnly });
  await over.session.start();
  await over.session.signOut();
  await over.clock.advance(4 * 60_000);
  expect(at.revoked()).toEqual(['refresh-secret-0']);
  await over.clock.advance(7 * 60_000);
  expect(at.revoked()).toEqual(['refresh-secret-0', 'refresh-secret-bob']);
});

describe('the end of the program', () => {
  async function untilQuit(at = world()) {
    const vault = memoryVault();
    vault.kept = { kind: 'until-quit', because: 'no-keyring' };
    const over = sessionOver({ world: at, vault });
    await over.session.start();
    await signsIn(over);
    return { ...over, world: at };
  }

  it('ends a sign-in that was kept until then, at the server too', async () => {
    const { session, clock, world: at } = await untilQuit();
    expect(session.endingWithProgram()).toMatchObject({ account: { name: 'shared@example.org' } });
    await session.discard();
    expect(at.revoked()).toEqual(['refresh-secret-new']);
    expect(clock.sleepers()).toBe(0);
    expect(session.endingWithProgram()).toBeNull();
  });

  it('waits for that no longer than five seconds', async () => {
    const at = world();
    const { session, clock } = await untilQuit(at);
    at.on('/revoke', () => new Promise(() => {}));
    at.on('/.well-known/openid-configuration', () => new Promise(() => {}));
    let isOver = false;
    void session.discard().then(() => (isOver = true));
    await clock.advance(4_999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
  });

  it('revokes the token that a refresh in progress brings', async () => {
    const at = world();
    const { session } = await untilQuit(at);
    const slow = Promise.withResolvers<Response>();
    at.on('/token', () => slow.promise);
    void session.refresh();
    await settle();
    const discarded = session.discard();
    slow.resolve(Response.json({ ...TOKENS, refresh_token: 'refresh-secret-2' }));
    await discarded;
    expect(at.revoked()).toEqual(['refresh-secret-2']);
  });

  it('leaves a sign-in that is kept alone', async () => {
    const { session } = sessionOver({ vault: memoryVault(stored()) });
    await session.start();
    expect(session.endingWithProgram()).toBeNull();
  });
});
