/** The access token of an earlier run: used while it's certainly valid, so that a run that takes over need not refresh. */
import { describe, expect, it } from 'vitest';
import type { StoredSession } from '../../../main/vault/types.ts';
import { type FakeClock, fakeClock } from '../fake-clock.ts';
import { memoryVault, scriptedServer, sessionOver, stored, TOKENS } from './parts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A server that numbers its tokens, continuing those of the first run. */
function numbering() {
  const world = scriptedServer();
  let number = 0;
  world.on('/token', () => {
    number += 1;
    return Response.json({
      ...TOKENS,
      access_token: `access-${number}`,
      refresh_token: `refresh-${number}`,
      scope: 's',
    });
  });
  return world;
}

/** A first run that has refreshed at nine, and the parts for a second one over the same vault. */
async function afterOneRun(clock = fakeClock()) {
  const first = sessionOver({ world: numbering(), vault: memoryVault(stored()), clock });
  await first.session.start();
  expect(await first.session.accessToken(0)).toBe('access-1');
  // Simulate a kill.
  await first.session.finish();
  return first;
}

/** The second run. */
async function nextRun({ world, vault, clock }: Awaited<ReturnType<typeof afterOneRun>>, { autoRefresh = true } = {}) {
  const next = sessionOver({ world, vault, clock, autoRefresh });
  await next.session.start();
  const refreshes = () => world.at('/token').length - 1;
  return { ...next, refreshes };
}

describe('a run after another one', () => {
  it('returns the earlier token without a request, until it expires', async () => {
    const before = await afterOneRun();
    before.clock.sleepThrough(50 * MINUTE);
    const { session, clock, refreshes } = await nextRun(before);
    expect(await session.accessToken(5 * MINUTE)).toBe('access-1');
    expect(session.heldAccess()).toMatchObject({
      lifetimeMs: HOUR,
      endsAtMs: clock.elapsedMs() + 10 * MINUTE,
      scope: 's',
    });
    expect(refreshes()).toBe(0);
    clock.sleepThrough(10 * MINUTE);
    expect(await session.accessToken(0)).toBe('access-2');
    expect(refreshes()).toBe(1);
  });

  it('refreshes as soon after its start as ever', async () => {
    const { clock, refreshes } = await nextRun(await afterOneRun());
    await clock.advance(5 * MINUTE - 1);
    expect(refreshes()).toBe(0);
    await clock.advance(1);
    expect(refreshes()).toBe(1);
  });

  it('that is a command has no plan: it refreshes only if it needs a token', async () => {
    const { session, clock, refreshes } = await nextRun(await afterOneRun(), { autoRefresh: false });
    expect(clock.sleepers()).toBe(0);
    clock.sleepThrough(HOUR);
    session.woke();
    expect(refreshes()).toBe(0);
    expect(await session.accessToken(0)).toBe('access-2');
    expect([refreshes(), clock.sleepers()]).toEqual([1, 0]);
  });

  it.each<[string, (clock: FakeClock) => void]>([
    ['has ended', (clock) => clock.sleepThrough(HOUR)],
    ['came after now, by a clock that was set back', (clock) => clock.jump(-1)],
    ['has ended, by a clock that was set forward', (clock) => clock.jump(HOUR)],
  ])('does not use a token that %s', async (_, pass) => {
    const before = await afterOneRun();
    pass(before.clock);
    const { session, refreshes } = await nextRun(before);
    expect(session.heldAccess()).toBeNull();
    expect(await session.accessToken(0)).toBe('access-2');
    expect(refreshes()).toBe(1);
  });

  it('does not trust a token for longer than its life, to whatever the clock is set back', async () => {
    const before = await afterOneRun();
    before.clock.sleepThrough(50 * MINUTE);
    before.clock.jump(-50 * MINUTE);
    const { session, clock } = await nextRun(before);
    expect(session.heldAccess()?.endsAtMs).toBeLessThanOrEqual(clock.elapsedMs() + HOUR);
  });

  it.each<[string, Parameters<typeof stored>[1]]>([
    ['a refresh was sent whose response was not written', { rotationPending: true }],
    ['it is of the copy before', { from: 'previous' }],
  ])('does not use a token if %s: the refresh that settles the doubt comes first', async (_, loaded) => {
    const before = await afterOneRun();
    if (before.vault.stored.kind === 'value') before.vault.stored = { ...before.vault.stored, ...loaded };
    const { session } = await nextRun(before);
    expect(await session.accessToken(0)).toBe('access-2');
  });

  it('does not use a token whose end the server did not name', async () => {
    const clock = fakeClock();
    const accessToken = { value: 'access-0', issuedAt: clock.now(), expiresAt: null, scope: null };
    const { session } = sessionOver({ world: numbering(), vault: memoryVault(stored({ accessToken })), clock });
    await session.start();
    expect(await session.accessToken(0)).toBe('access-1');
  });

  it('finds none after a sign-out, and none after the server has ended the session', async () => {
    const signedOut = await nextRun(await afterOneRun());
    await signedOut.session.signOut();
    expect(signedOut.vault.stored).toEqual({ kind: 'absent' });
    expect(await signedOut.session.accessToken(0)).toBeNull();

    const ended = await nextRun(await afterOneRun());
    ended.world.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await ended.session.refresh();
    expect(ended.vault.stored).toMatchObject({ session: { accessToken: null, ended: { kind: 'revoked' } } });
    expect(await ended.session.accessToken(0)).toBeNull();
  });

  it('needs the user only once the token has ended too, however often the server had refused', async () => {
    const clock = fakeClock();
    const accessToken = { value: 'access-0', issuedAt: clock.now(), expiresAt: clock.now() + HOUR, scope: null };
    const refused: StoredSession['refused'] = {
      times: 3,
      response: { status: 401, error: 'invalid_client', description: null },
      at: clock.now(),
    };
    const world = scriptedServer();
    world.on('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 }));
    const vault = memoryVault(stored({ accessToken, refused }));
    const { session } = sessionOver({ world, vault, clock });
    await session.start();
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
    expect(await session.accessToken(0)).toBe('access-0');
    await clock.advance(HOUR);
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'refused' } });
  });
});
