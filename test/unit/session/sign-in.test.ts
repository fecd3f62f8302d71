import { describe, expect, it } from 'vitest';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, shownText, stored, TOKENS } from './parts.ts';

/** A server that issues a code and then sends these replies, repeating the last one. */
function asking(...replies: (() => Response)[]) {
  const world = scriptedServer();
  let next = 0;
  world.on('/start/', () => Response.json(GRANT));
  world.on('/token', () => (replies[Math.min(next++, replies.length - 1)] ?? pending)());
  return world;
}

const pending = () => Response.json({ error: 'authorization_pending' }, { status: 400 });
const granted = () => Response.json(TOKENS);
const refused = (error: string) => () => Response.json({ error, error_description: 'Because.' }, { status: 400 });

describe('signing in', () => {
  it('requests a code only at the user’s request, and identifies this computer truthfully', async () => {
    const { session, world, clock } = sessionOver({ world: asking(pending) });
    await session.start();
    await clock.advance(3_600_000);
    expect(world.asked).toEqual([]);
    void session.signIn();
    await settle();
    expect(world.asked).toMatchObject([
      {
        path: '/start/',
        form: {
          client_id: 'companion',
          device_type: 'desktop',
          device_os: 'Debian GNU/Linux 12',
          scope: 'openid offline_access',
        },
      },
    ]);
    expect(session.state()).toMatchObject({
      kind: 'awaiting-approval',
      prompt: { userCode: 'WDJB-MJHT' },
      lifetimeMs: 600_000,
      elapsedMs: 0,
    });
    await clock.advance(2_000);
    expect(session.state()).toMatchObject({ elapsedMs: 2_000 });
  });

  it('counts time from when the code was shown, even if the connection is lost since', async () => {
    const { session, clock } = sessionOver({ world: asking(() => new Response('', { status: 503 }), pending) });
    await session.start();
    void session.signIn();
    await clock.advance(7_000);
    expect(session.state()).toMatchObject({ connection: { kind: 'retrying' }, elapsedMs: 7_000 });
    await clock.advance(60_000);
    expect(session.state()).toMatchObject({ connection: { kind: 'ok' }, elapsedMs: 67_000 });
  });

  it('ends if the user signs out in the meantime, and is not polled any more', async () => {
    const { session, clock, world, kinds } = sessionOver({ world: asking(pending), vault: memoryVault(stored()) });
    await session.start();
    void session.signIn();
    await clock.advance(6_000);
    await session.signOut();
    expect(kinds()).toContain('signing-out');
    expect(session.state()).toMatchObject({ kind: 'signed-out' });
    const asked = world.asked.length;
    await clock.advance(600_000);
    expect(world.asked).toHaveLength(asked);
  });

  it('yields an unused token: a server that refuses it has revoked it and not interrupted the sign-in', async () => {
    const { session, clock } = sessionOver({ world: asking(granted, refused('invalid_grant')) });
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    await session.refresh();
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'revoked' } });
  });

  it.each([
    ['no lifetime', {}],
    ['a lifetime', { refresh_expires_in: 60 }],
    ['a lifetime of zero', { refresh_expires_in: 0 }],
  ])('without a refresh token, but with %s of one, lasts as long as its access token', async (_case, lifetime) => {
    const { access_token } = TOKENS;
    const world = asking(() => Response.json({ access_token, expires_in: 600, ...lifetime }));
    const { session, clock } = sessionOver({ world });
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: clock.now() + 600_000 });
    await clock.advance(599_000);
    expect(session.state()).toMatchObject({ kind: 'signed-in', until: clock.now() + 1_000 });
    await clock.advance(2_000);
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'ran-out' } });
  });

  it('requests no code if no new sign-in may begin, and stays signed in', async () => {
    const { session, world, clock } = sessionOver({
      world: asking(granted),
      vault: memoryVault(stored()),
      maySignIn: false,
    });
    await session.start();
    await session.signIn();
    expect(session.state()).toMatchObject({ kind: 'signed-in' });
    expect(world.asked).toEqual([]);
    await session.refresh();
    await clock.advance(1_000);
    expect(world.asked.map(({ path }) => path)).toEqual(['/token']);
  });

  it('keeps its tokens before it shows that it is signed in', async () => {
    const over = sessionOver({ world: asking(pending, granted) });
    const { session, vault, clock } = over;
    await session.start();
    const ended = session.signIn();
    await clock.advance(10_000);
    await ended;
    expect(vault.calls).toEqual(['save refresh-secret-1']);
    expect(vault.stored).toMatchObject({ session: { accessToken: { value: 'access-secret-1' } } });
    expect(session.state()).toMatchObject({
      kind: 'signed-in',
      kept: { kind: 'keychain' },
      until: null,
      overdue: false,
      connection: { kind: 'ok' },
    });
    expect(await session.accessToken(60_000)).toBe('access-secret-1');
    expect(shownText(over)).not.toContain('secret');
  });

  it('shows trouble on the way, and that it is over', async () => {
    const { session, clock, kinds } = sessionOver({
      world: asking(() => new Response('<html>', { status: 502 }), pending),
      random: () => 0,
    });
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    expect(session.state()).toMatchObject({
      connection: { kind: 'retrying', because: { why: 'server-trouble', code: 'HTTP 502' } },
    });
    await clock.advance(10_000);
    expect(session.state()).toMatchObject({ connection: { kind: 'ok' } });
    expect(kinds().filter((kind) => kind === 'awaiting-approval')).toHaveLength(3);
  });

  it.each([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_client', 'refused'],
  ])('ends at %s with the server’s words, and starts nothing by itself', async (error, kind) => {
    const { session, world, clock } = sessionOver({ world: asking(refused(error)) });
    await session.start();
    void session.signIn();
    await clock.advance(3_600_000);
    expect(session.state()).toMatchObject({
      kind: 'failed',
      failure: { kind, response: { error, description: 'Because.' } },
    });
    expect(world.at('/start/')).toHaveLength(1);
    session.dismiss();
    expect(session.state()).toEqual({ kind: 'signed-out', because: null });
  });

  it.each([
    [
      () => new Error('net::ERR_NAME_NOT_RESOLVED'),
      { kind: 'unreachable', because: { why: 'name-not-found' }, during: 'asking' },
    ],
    [() => new Response('', { status: 503 }), { kind: 'unreachable', because: { why: 'server-trouble' } }],
    [
      () => Response.json({ error: 'invalid_client' }, { status: 401 }),
      { kind: 'refused', response: { error: 'invalid_client' } },
    ],
    [
      () => Response.json({ ...GRANT, verification_uri: 'javascript:1' }),
      { kind: 'malformed', field: 'verification_uri' },
    ],
  ])('explains why there is no code (%#)', async (response, failure) => {
    const { session, world } = sessionOver();
    world.on('/start/', response);
    await session.start();
    await session.signIn();
    expect(session.state()).toMatchObject({ kind: 'failed', failure });
  });

  it('starts immediately, but requests no code until it is known how the sign-in will be kept', async () => {
    const over = sessionOver({ world: asking(pending) });
    const tests: (() => void)[] = [];
    over.vault.testStorage = () => new Promise((resolve) => tests.push(() => resolve(over.vault.kept)));
    await over.session.start();
    expect(over.session.state()).toMatchObject({ kind: 'signed-out' });
    void over.session.signIn();
    expect(over.session.state()).toMatchObject({ kind: 'requesting-code' });
    await settle();
    expect(over.world.asked).toEqual([]);
    for (const end of tests) end();
    await settle();
    expect(over.session.state()).toMatchObject({ kind: 'awaiting-approval' });
  });

  it('ends if a bug of our own is shown meanwhile', async () => {
    const over = sessionOver({ world: asking(pending) });
    await over.session.start();
    await settle();
    const signingIn = over.session.signIn();
    await over.clock.advance(5_000);
    over.vault.testStorage = () => {
      throw new TypeError('a bug');
    };
    await over.session.keepAsChosen();
    await signingIn;
    expect(over.session.state()).toMatchObject({ kind: 'failed', failure: { kind: 'unforeseen', name: 'TypeError' } });
    await over.clock.advance(60_000);
    expect(over.world.at('/token')).toHaveLength(1);
  });

  it('stays on the screen, whatever is dismissed, and whatever becomes of the sign-in before', async () => {
    const over = sessionOver({ world: asking(pending), vault: memoryVault(stored()) });
    await over.session.start();
    const signingIn = over.session.signIn();
    await settle();
    over.session.dismiss();
    expect(over.session.state()).toMatchObject({ kind: 'awaiting-approval' });
    over.world.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await over.session.refresh();
    expect(over.session.ownState()).toMatchObject({ kind: 'needs-you' });
    expect(over.session.state()).toMatchObject({ kind: 'awaiting-approval' });
    over.session.cancel();
    await signingIn;
  });

  it('requests no code if it is canceled before that is known', async () => {
    const over = sessionOver({ world: asking(pending) });
    const tested = Promise.withResolvers<typeof over.vault.kept>();
    await over.session.start();
    await settle();
    over.vault.testStorage = () => tested.promise;
    const signingIn = over.session.signIn();
    await settle();
    over.session.cancel();
    tested.resolve(over.vault.kept);
    await signingIn;
    expect(over.world.asked).toEqual([]);
  });

  it.each([
    ['a refresh token', granted, 'refresh-secret-1', 'refresh_token'],
    [
      'an access token alone',
      () => Response.json({ access_token: 'access-secret-1' }),
      'access-secret-1',
      'access_token',
    ],
  ])('cancels: nothing is asked any more, and %s of a late response is revoked', async (_, late, token, hint) => {
    const { session, world, clock, vault } = sessionOver();
    let respond = (_: Response) => {};
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => new Promise<Response>((resolve) => (respond = resolve)));
    world.offersRevocation();
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    session.cancel();
    expect(session.state()).toEqual({ kind: 'signed-out', because: null });
    respond(late());
    await settle();
    await session.settled();
    expect(world.at('/revoke').map(({ form }) => form)).toEqual([
      { token, token_type_hint: hint, client_id: 'companion' },
    ]);
    await clock.advance(60_000);
    expect(world.at('/token')).toHaveLength(1);
    expect(vault.calls).toEqual([]);
    expect(session.state()).toMatchObject({ kind: 'signed-out' });
  });

  it('ends the previous attempt when a new one starts', async () => {
    const { session, world, clock } = sessionOver({ world: asking(pending) });
    await session.start();
    void session.signIn();
    await clock.advance(7_000);
    void session.signIn();
    await clock.advance(5_000);
    expect(world.at('/start/')).toHaveLength(2);
    expect(world.at('/token')).toHaveLength(2);
    await clock.advance(5_000);
    expect(world.at('/token')).toHaveLength(3);
  });

  it('keeps the old sign-in until a new one has succeeded', async () => {
    const { session, clock, vault } = sessionOver({
      world: asking(refused('access_denied')),
      vault: memoryVault(stored()),
    });
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    // There is no attempt any more, so this dismisses nothing.
    session.cancel();
    expect(session.state()).toMatchObject({ kind: 'failed', signedInAs: { name: 'Ada' } });
    session.dismiss();
    expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: 'Ada' } });
    expect(vault.calls).toEqual([]);
  });

  it('lives in memory while the disk is full, shows that, and writes as soon as it can', async () => {
    const { session, clock, vault } = sessionOver({ world: asking(granted) });
    vault.full = true;
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: { kind: 'until-quit', because: 'disk-full' } });
    await clock.advance(60_000);
    expect(session.state()).toMatchObject({ kept: { kind: 'until-quit' } });
    vault.full = false;
    await clock.advance(60_000);
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: { kind: 'keychain' } });
    // This is the first background refresh.
    expect(clock.sleepers()).toBe(1);
  });

  it('without a refresh token lasts as long as the access token, also over a restart', async () => {
    const { access_token, expires_in } = TOKENS;
    const first = sessionOver({ world: asking(() => Response.json({ access_token, expires_in })) });
    await first.session.start();
    void first.session.signIn();
    await first.clock.advance(5_000);
    expect(first.session.state()).toMatchObject({ kind: 'signed-in', until: first.clock.now() + 3_600_000 });

    const again = sessionOver({ vault: first.vault, clock: first.clock });
    await again.session.start();
    expect(again.session.state()).toMatchObject({ kind: 'signed-in' });
    expect(await again.session.accessToken(0)).toBe('access-secret-1');
    await first.clock.advance(3_600_000);
    expect(again.session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'ran-out' } });
  });

  it('is over at a start after its access token has ended', async () => {
    const clock = fakeClock();
    const accessToken = { value: 'access-secret-0', issuedAt: 1, expiresAt: clock.now() - 1, scope: null };
    const { session } = sessionOver({ vault: memoryVault(stored({ refreshToken: null, accessToken })), clock });
    await session.start();
    expect(session.state()).toMatchObject({
      kind: 'needs-you',
      because: { kind: 'ran-out' },
      account: { name: 'Ada' },
    });
    expect(await session.accessToken(0)).toBeNull();
  });

  it('reports that the keyring is probably waiting for its password', async () => {
    const over = sessionOver({ world: asking(pending) });
    let open = (_: unknown) => {};
    over.vault.load = () => new Promise((resolve) => (open = () => resolve({ kind: 'absent' })));
    void over.session.start();
    await over.clock.advance(9_999);
    expect(over.session.state()).toEqual({ kind: 'loading', keyring: 'quick' });
    await over.clock.advance(1);
    expect(over.session.state()).toEqual({ kind: 'loading', keyring: 'waiting' });
    open(null);
    await settle();
    expect(over.session.state()).toEqual({ kind: 'signed-out', because: null });
    expect(over.clock.sleepers()).toBe(0);
  });

  it('reports that too when a sign-in tests the storage, before it requests a code', async () => {
    const over = sessionOver({ world: asking(pending) });
    await over.session.start();
    const tested = Promise.withResolvers<typeof over.vault.kept>();
    over.vault.testStorage = () => tested.promise;
    void over.session.signIn();
    await over.clock.advance(9_999);
    expect(over.session.state()).not.toMatchObject({ keyring: 'waiting' });
    await over.clock.advance(1);
    expect(over.session.state()).toEqual({ kind: 'loading', keyring: 'waiting' });
    tested.resolve(over.vault.kept);
    await settle();
    expect(over.session.state()).toMatchObject({ kind: 'awaiting-approval' });
  });

  it('reports nothing of a keyring that a canceled sign-in has waited for', async () => {
    const over = sessionOver({ world: asking(pending) });
    await over.session.start();
    await settle();
    over.vault.testStorage = () => new Promise(() => {});
    void over.session.signIn();
    await over.clock.advance(5_000);
    over.session.cancel();
    await over.clock.advance(10_000);
    expect(over.session.state()).toEqual({ kind: 'signed-out', because: null });
  });

  it('sets unreadable storage aside only when a new sign-in has succeeded', async () => {
    const over = sessionOver({
      world: asking(pending, granted),
      vault: memoryVault({ kind: 'unreadable', trouble: 'keyring-locked' }),
    });
    await over.session.start();
    expect(over.session.state()).toEqual({ kind: 'storage-unreadable', trouble: 'keyring-locked' });
    void over.session.signIn();
    await over.clock.advance(5_000);
    expect(over.vault.calls).toEqual([]);
    await over.clock.advance(5_000);
    expect(over.vault.calls).toEqual(['set aside', 'save refresh-secret-1']);
    expect(over.session.state()).toMatchObject({ kind: 'signed-in' });
  });
});
