/** Concurrent events: nothing is lost, and nothing deleted returns. */
import { describe, expect, it } from 'vitest';
import { VaultError } from '../../../main/vault/types.ts';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, sessionOver, stored, TOKENS } from './parts.ts';

const renewed = () => Response.json({ ...TOKENS, access_token: 'access-secret-2', refresh_token: 'refresh-secret-2' });

/** A response whose arrival the test controls. */
function later() {
  let come = (_: Response) => {};
  const response = new Promise<Response>((resolve) => {
    come = resolve;
  });
  return { response, come: (it: Response) => come(it) };
}

/** A session whose refreshes get late responses, and whose sign-ins immediately get another account's tokens. */
async function withSlowRefresh(vault = memoryVault(stored())) {
  const world = scriptedServer();
  const slow = later();
  world.on('/start/', () => Response.json(GRANT));
  world.on('/token', ({ grant_type }) =>
    grant_type === 'refresh_token' ? slow.response : Response.json({ ...TOKENS, refresh_token: 'refresh-secret-new' }),
  );
  const over = sessionOver({ world, vault });
  await over.session.start();
  return { ...over, slow };
}

describe('a refresh that outlasts', () => {
  it('a sign-out writes nothing, and its new token is revoked', async () => {
    const { session, vault, clock, slow, world } = await withSlowRefresh();
    world.offersRevocation();
    void session.refresh();
    await settle();
    const out = session.signOut();
    await clock.advance(10_000);
    await out;
    slow.come(renewed());
    await settle();
    await session.settled();
    expect(vault.stored).toEqual({ kind: 'absent' });
    expect(world.at('/revoke').map(({ form }) => form['token'])).toEqual(['refresh-secret-0', 'refresh-secret-2']);
  });

  it('a new sign-in neither overwrites nor ends it', async () => {
    const { session, vault, clock, slow } = await withSlowRefresh();
    void session.refresh();
    await settle();
    const signedIn = session.signIn();
    await clock.advance(5_000);
    await signedIn;
    const asked = session.refresh();
    slow.come(Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await settle();
    await asked;
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-new' } });
    expect(vault.calls.filter((call) => call === 'save refresh-secret-2')).toEqual([]);
  });

  it('a save that was put off keeps its new token', async () => {
    const vault = memoryVault();
    vault.full = true;
    const { session, clock, slow, world } = await withSlowRefresh(vault);
    const signedIn = session.signIn();
    await clock.advance(5_000);
    await signedIn;
    expect(session.state()).toMatchObject({ kind: 'signed-in', kept: { kind: 'until-quit' } });
    await clock.advance(30_000);
    const asked = session.refresh();
    await settle();
    vault.full = false;
    await clock.advance(29_000);
    slow.come(renewed());
    await asked;
    await clock.advance(60_000);
    world.on('/token', renewed);
    await session.refresh();
    expect(world.at('/token').at(-1)?.form['refresh_token']).toBe('refresh-secret-2');
  });

  it('does not hold up the save of the next sign-in', async () => {
    const vault = memoryVault(stored());
    const { session, clock } = await withSlowRefresh(vault);
    void session.refresh();
    await settle();
    vault.full = true;
    const signedIn = session.signIn();
    await clock.advance(5_000);
    await signedIn;
    vault.full = false;
    await clock.advance(60_000);
    expect(vault.stored).toMatchObject({ session: { refreshToken: 'refresh-secret-new' } });
  });

  it('nothing else is written about its sign-in: a save would end the rotation', async () => {
    const vault = memoryVault();
    vault.full = true;
    const { session, clock, slow } = await withSlowRefresh(vault);
    const signedIn = session.signIn();
    await clock.advance(5_000);
    await signedIn;
    await clock.advance(30_000);
    const asked = session.refresh();
    await settle();
    vault.full = false;
    vault.calls.length = 0;
    // This is when the failed save would be retried.
    await clock.advance(40_000);
    expect(vault.calls).toEqual([]);
    slow.come(renewed());
    await asked;
    expect(vault.calls).toEqual(['save refresh-secret-2']);
  });
});

describe('a server that takes each refresh token once', () => {
  /** Accepts `token`, and then only the token that it issued last. Any other counts as a replay. */
  function takesOnce(token: string) {
    let newest = token;
    let issued = 0;
    return (form: Readonly<Record<string, string>>) => {
      if (form['refresh_token'] !== newest) return Response.json({ error: 'invalid_grant' }, { status: 400 });
      issued += 1;
      newest = `refresh-secret-once-${issued}`;
      return Response.json({ ...TOKENS, refresh_token: newest });
    };
  }

  it('keeps a new sign-in alive, though the refresh of the one before ends after it began', async () => {
    const { session, vault, clock, slow, world } = await withSlowRefresh();
    void session.refresh();
    await settle();
    const signedIn = session.signIn();
    await clock.advance(5_000);
    await signedIn;
    world.on('/token', takesOnce('refresh-secret-new'));
    slow.come(Response.json({ error: 'invalid_grant' }, { status: 400 }));
    for (const newest of ['refresh-secret-once-1', 'refresh-secret-once-2']) {
      expect(await session.refresh()).toBeNull();
      expect(vault.stored).toMatchObject({ session: { refreshToken: newest } });
    }
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: null });
  });

  it('keeps a sign-in alive, though its person becomes known in the middle of a refresh', async () => {
    const vault = memoryVault();
    const { session, clock, slow, world } = await withSlowRefresh(vault);
    const person = later();
    world.on('/.well-known/openid-configuration', () =>
      Response.json({ issuer: 'https://login.example.org', userinfo_endpoint: 'https://login.example.org/me' }),
    );
    world.on('/me', () => person.response);
    const signedIn = session.signIn();
    await clock.advance(5_000);
    expect(world.at('/me')).toHaveLength(1);
    const asked = session.refresh();
    await settle();
    person.come(Response.json({ sub: 'ada', name: 'Ada' }));
    await signedIn;
    slow.come(renewed());
    await asked;
    expect(vault.calls).toEqual(['save refresh-secret-new', 'begin', 'save refresh-secret-2']);
    world.on('/token', takesOnce('refresh-secret-2'));
    expect(await session.refresh()).toBeNull();
    expect(session.state()).toMatchObject({ kind: 'signed-in', trouble: null });
  });
});

describe('a sign-out while the tokens of a new sign-in are being kept', () => {
  it('ends it here and on the server, and nothing of it comes back', async () => {
    const world = scriptedServer();
    const vault = memoryVault();
    const kept = Promise.withResolvers<void>();
    world.offersRevocation();
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json(TOKENS));
    vault.replace = (session) => kept.promise.then(() => vault.save(session));
    const { session, clock, kinds } = sessionOver({ world, vault });
    await session.start();
    const signingIn = session.signIn();
    await clock.advance(5_000);
    const leaving = session.signOut();
    await settle();
    kept.resolve();
    await Promise.all([signingIn, leaving]);
    await settle();
    expect(world.at('/revoke').map(({ form }) => form['token'])).toEqual(['refresh-secret-1']);
    expect(vault.stored).toEqual({ kind: 'absent' });
    expect(session.state()).toMatchObject({ kind: 'signed-out', because: { server: 'ended' } });
    expect(kinds()).not.toContain('signed-in');
    expect(session.holder()).toBeNull();
  });
});

it('a save of one sign-in that outlasts it shows nothing about how the next one is kept', async () => {
  const world = scriptedServer();
  const vault = memoryVault();
  const saved = Promise.withResolvers<typeof vault.kept>();
  world.on('/start/', () => Response.json(GRANT));
  world.on('/token', () => Response.json(TOKENS));
  vault.replace = () => Promise.reject(new VaultError('disk-full'));
  vault.save = () => saved.promise;
  const { session, clock } = sessionOver({ world, vault });
  await session.start();
  for (const waitMs of [60_000, 0]) {
    void session.signIn();
    await clock.advance(5_000 + waitMs);
  }
  saved.resolve(vault.kept);
  await settle();
  expect(session.state()).toMatchObject({ kind: 'signed-in', kept: { kind: 'until-quit', because: 'disk-full' } });
});

describe('a code that comes after the cancel', () => {
  it('is not shown, and no one asks about it', async () => {
    const world = scriptedServer();
    const slow = later();
    world.on('/start/', () => slow.response);
    const { session, clock, kinds } = sessionOver({ world });
    await session.start();
    void session.signIn();
    await settle();
    expect(session.state()).toMatchObject({ kind: 'requesting-code' });
    session.cancel();
    slow.come(Response.json(GRANT));
    await clock.advance(60_000);
    expect(session.state()).toEqual({ kind: 'signed-out', because: null });
    expect(kinds()).not.toContain('awaiting-approval');
    expect(world.at('/token')).toEqual([]);
  });

  it('is not even requested, if the storage was still being tested', async () => {
    const { session, vault, world } = sessionOver();
    const tested = Promise.withResolvers<typeof vault.kept>();
    vault.testStorage = () => tested.promise;
    await session.start();
    void session.signIn();
    await settle();
    session.cancel();
    tested.resolve(vault.kept);
    await settle();
    expect(world.asked).toEqual([]);
  });

  it('does not take the place of a newer one', async () => {
    const world = scriptedServer();
    const slow = later();
    let asked = 0;
    world.on('/start/', () => (asked++ === 0 ? slow.response : Response.json({ ...GRANT, user_code: 'NEWER' })));
    world.on('/token', () => Response.json({ error: 'authorization_pending' }, { status: 400 }));
    const { session, clock } = sessionOver({ world });
    await session.start();
    void session.signIn();
    await settle();
    void session.signIn();
    await settle();
    slow.come(Response.json(GRANT));
    await clock.advance(5_000);
    expect(session.state()).toMatchObject({ kind: 'awaiting-approval', prompt: { userCode: 'NEWER' } });
    expect(world.at('/token')).toHaveLength(1);
    session.cancel();
  });
});

describe('what must not be cut off by quitting', () => {
  it.each([
    [
      'a poll that was pending at the cancel',
      async () => {
        const world = scriptedServer();
        world.on('/start/', () => Response.json(GRANT));
        world.on('/token', () => later().response);
        const over = sessionOver({ world });
        await over.session.start();
        void over.session.signIn();
        await over.clock.advance(5_000);
        over.session.cancel();
        return over;
      },
    ],
    [
      'a sign-out',
      async () => {
        const over = await withSlowRefresh();
        over.world.offersRevocation();
        over.world.on('/revoke', () => later().response);
        void over.session.signOut();
        await settle();
        return over;
      },
    ],
    [
      'tokens that are being written',
      async () => {
        const vault = memoryVault();
        vault.save = () => new Promise(() => {});
        const over = await withSlowRefresh(vault);
        void over.session.signIn();
        await over.clock.advance(5_000);
        return over;
      },
    ],
    [
      'a refresh',
      async () => {
        const over = await withSlowRefresh();
        void over.session.refresh();
        await settle();
        return over;
      },
    ],
  ])('is known to be in progress: %s', async (_, start) => {
    const { session } = await start();
    expect(session.isBusy()).toBe(true);
  });
});

describe('a sign-in whose person is still being asked for', () => {
  /** A stored sign-in whose person the server has not reported yet. */
  async function unnamed(tokens: object = TOKENS) {
    const world = scriptedServer();
    const named = later();
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json(tokens));
    world.on('/.well-known/openid-configuration', () =>
      Response.json({ issuer: server.baseUrl, userinfo_endpoint: `${server.baseUrl}/me` }),
    );
    world.on('/me', () => named.response);
    const over = sessionOver({ world });
    await over.session.start();
    const signedIn = over.session.signIn();
    await over.clock.advance(5_000);
    expect(over.session.state().kind).toBe('signed-in');
    return { ...over, named, signedIn };
  }

  it('is still to be revoked once it was signed out meanwhile, and the server could not be reached', async () => {
    const { session, world, revokeOnly, named, signedIn } = await unnamed();
    world.offersRevocation();
    world.on('/revoke', () => new Error('net::ERR_CONNECTION_RESET'));
    await session.signOut();
    expect(session.state()).toMatchObject({ kind: 'signed-out', because: { server: 'later' } });
    named.come(Response.json({ sub: 'ada', email: 'ada@example.org' }));
    await signedIn;
    expect(revokeOnly.tokens).toMatchObject([{ token: 'refresh-secret-1' }]);
    expect(session.state()).toMatchObject({ kind: 'signed-out', because: { server: 'later' } });
    expect(session.state()).not.toHaveProperty('account');
  });

  it('is in the log of an organization before its end is', async () => {
    const { session, audited, named, signedIn } = await unnamed();
    await session.signOut();
    named.come(Response.json({ sub: 'ada', email: 'ada@example.org' }));
    await signedIn;
    expect(audited.map(({ event }) => event)).toEqual(['sign-in', 'sign-out']);
  });

  it('still ends with its access token if it has no other', async () => {
    const { refresh_token: _, ...alone } = TOKENS;
    const { session, clock, named, signedIn } = await unnamed(alone);
    named.come(Response.json({ sub: 'ada', email: 'ada@example.org' }));
    await signedIn;
    expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: 'ada@example.org' } });
    await clock.advance(3_600_000);
    expect(session.state()).toMatchObject({ kind: 'needs-you', because: { kind: 'ran-out' } });
  });
});

it('a sign-in outlives the access token of the one before, which had no refresh token', async () => {
  const { refresh_token: _, ...alone } = TOKENS;
  const world = scriptedServer();
  world.on('/start/', () => Response.json(GRANT));
  const { session, clock } = sessionOver({ world });
  await session.start();
  for (const tokens of [alone, TOKENS]) {
    world.on('/token', () => Response.json(tokens));
    const signedIn = session.signIn();
    await clock.advance(5_000);
    await signedIn;
  }
  await clock.advance(3_600_000);
  expect(session.state()).toMatchObject({ kind: 'signed-in' });
});

describe('a code that was asked for while it was found out who had approved the one before', () => {
  it.each([
    ['someone else', true],
    ['its own person', false],
  ])('stays on the screen once that is known: %s', async (_, isElse) => {
    const known = Promise.withResolvers<void>();
    const world = scriptedServer();
    const vault = memoryVault();
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json(TOKENS));
    if (!isElse) vault.replace = async (session) => known.promise.then(() => vault.save(session));
    const over = sessionOver({ world, vault, onSomeoneElse: () => known.promise, mayBeAnothers: () => isElse });
    const { session, clock } = over;
    await session.start();
    void session.signIn();
    await clock.advance(5_000);
    world.on('/token', () => Response.json({ error: 'authorization_pending' }, { status: 400 }));
    void session.signIn();
    await settle();
    expect(session.state().kind).toBe('awaiting-approval');
    known.resolve();
    await settle();
    expect(session.state().kind).toBe('awaiting-approval');
    session.cancel();
    await settle();
    expect(session.state().kind).toBe(isElse ? 'signed-out' : 'signed-in');
  });
});

describe('no code is asked for', () => {
  it('while a sign-out is under way', async () => {
    const world = scriptedServer();
    const revoked = Promise.withResolvers<Response>();
    world.on('/start/', () => Response.json(GRANT));
    world.offersRevocation();
    world.on('/revoke', () => revoked.promise);
    const { session } = sessionOver({ world, vault: memoryVault(stored()) });
    await session.start();
    const out = session.signOut();
    await settle();
    await session.signIn();
    expect(world.at('/start/')).toEqual([]);
    revoked.resolve(new Response(''));
    await out;
    void session.signIn();
    await settle();
    expect(world.at('/start/')).toHaveLength(1);
  });

  it('before what is stored is read', async () => {
    const world = scriptedServer();
    world.on('/start/', () => Response.json(GRANT));
    const { session } = sessionOver({ world, vault: memoryVault(stored()) });
    await session.signIn();
    expect(world.asked).toEqual([]);
    await session.start();
    expect(session.state().kind).toBe('signed-in');
  });

  it('while what is stored is being read', async () => {
    const world = scriptedServer();
    world.on('/start/', () => Response.json(GRANT));
    const vault = memoryVault(stored());
    const read = Promise.withResolvers<typeof vault.stored>();
    vault.load = () => read.promise;
    const { session } = sessionOver({ world, vault });
    const starting = session.start();
    await settle();
    await session.signIn();
    expect(world.asked).toEqual([]);
    read.resolve(vault.stored);
    await starting;
    expect(session.state().kind).toBe('signed-in');
  });
});
