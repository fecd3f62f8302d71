/** The displayed name of the person (R10), and a wrong clock of this computer (R9). */
import { describe, expect, it } from 'vitest';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, sessionOver, shownText, stored, TOKENS } from './parts.ts';

const ISSUER = server.baseUrl;

/** A server that approves immediately and publishes `document` as its metadata. */
function granting(document: object = {}, tokens: object = TOKENS) {
  const world = scriptedServer();
  world.on('/start/', () => Response.json(GRANT));
  world.on('/token', () => Response.json(tokens));
  world.on('/.well-known/openid-configuration', () =>
    Response.json({ issuer: ISSUER, userinfo_endpoint: `${ISSUER}/me`, ...document }),
  );
  return world;
}

async function signedIn(world: ReturnType<typeof scriptedServer>, vault = memoryVault(), scope = server.scope) {
  const over = sessionOver({ world, vault, scope });
  await over.session.start();
  const signingIn = over.session.signIn();
  await over.clock.advance(5_000);
  await signingIn;
  return over;
}

/** Signs in at a server whose response with the name is still to come; `signingIn` waits for it. */
async function signedInBeforeItsName(vault = memoryVault(), tokens: object = TOKENS) {
  const world = granting({}, tokens);
  const named = Promise.withResolvers<Response>();
  world.on('/me', () => named.promise);
  const over = sessionOver({ world, vault });
  await over.session.start();
  const signingIn = over.session.signIn();
  await over.clock.advance(5_000);
  await settle();
  return { world, named, over, signingIn };
}

function idToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({})}.${part({ iss: ISSUER, sub: '1', aud: 'companion', exp: 4e9, ...claims })}.x`;
}

describe('the account’s name', () => {
  it.each([
    ['there is no id_token', undefined],
    ['the id_token has none', idToken({})],
    ['the id_token does not identify them', idToken({ sub: undefined, name: 'Ada' })],
  ])('is asked for at the userinfo endpoint if %s, and kept', async (_, id_token) => {
    const world = granting({}, { ...TOKENS, id_token });
    world.on('/me', () => Response.json({ sub: '1', email: 'ada@example.org' }));
    const over = await signedIn(world);
    expect(over.session.state()).toMatchObject({ kind: 'signed-in', account: { name: 'ada@example.org' } });
    expect(over.vault.stored).toMatchObject({
      session: { accountName: 'ada@example.org', refreshToken: 'refresh-secret-1' },
    });
    expect(world.at('/me')).toMatchObject([{ authorization: 'Bearer access-secret-1' }]);
    expect(shownText(over)).not.toContain('secret');
  });

  it('is written with no sign-in that exists only in memory', async () => {
    const world = granting();
    world.on('/me', () => Response.json({ sub: '1', email: 'ada@example.org' }));
    const vault = memoryVault();
    vault.kept = { kind: 'until-quit', because: 'no-keyring' };
    const { session } = await signedIn(world, vault);
    expect(session.state()).toMatchObject({ account: { name: 'ada@example.org' } });
    expect(vault.calls).toEqual(['save refresh-secret-1']);
  });

  it('is written with a sign-in that could not be at first', async () => {
    const world = granting();
    world.on('/me', () => Response.json({ sub: '1', email: 'ada@example.org' }));
    const vault = memoryVault();
    vault.full = true;
    const { clock } = await signedIn(world, vault);
    vault.full = false;
    await clock.advance(60_000);
    expect(vault.stored).toMatchObject({
      session: { accountName: 'ada@example.org', refreshToken: 'refresh-secret-1' },
    });
  });

  it('may be withheld: who it is is kept all the same', async () => {
    const world = granting();
    world.on('/me', () => Response.json({ sub: '1' }));
    const { session, vault } = await signedIn(world);
    expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: null } });
    expect(vault.stored).toMatchObject({ session: { identity: { issuer: ISSUER, subject: '1' } } });
  });

  it.each([
    ['names no one that the id_token has not identified', idToken({}), () => Response.json({ sub: '1' })],
    ['gives no answer', undefined, () => new Response('<html>')],
  ])('is unknown if the endpoint %s, and nothing is written twice', async (_, id_token, answer) => {
    const world = granting({}, { ...TOKENS, id_token });
    world.on('/me', answer);
    const { session, vault } = await signedIn(world);
    expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: null } });
    expect(world.at('/me')).toHaveLength(1);
    expect(vault.calls).toEqual(['save refresh-secret-1']);
  });

  it('is taken from the id_token, without another question', async () => {
    const world = granting({}, { ...TOKENS, id_token: idToken({ name: 'Ada' }) });
    const { session } = await signedIn(world);
    expect(session.state()).toMatchObject({ account: { name: 'Ada' } });
    expect(world.asked.map(({ path }) => path)).toEqual(['/start/', '/token']);
  });

  it.each([null, 'files', 'openid2 files'])(
    'is not requested if the scope was only %j, because the server would refuse',
    async (scope) => {
      const world = granting();
      const { session } = await signedIn(world, memoryVault(), scope);
      expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: null } });
      expect(world.asked.map(({ path }) => path)).toEqual(['/start/', '/token']);
    },
  );

  it.each([
    ['at another origin', { userinfo_endpoint: 'https://evil.example/me' }, ['userinfo_endpoint']],
    ['at no address', { userinfo_endpoint: 5 }, ['userinfo_endpoint']],
  ])('is not requested %s; ignored fields are shown', async (_, document, foreignEndpoints) => {
    const world = granting(document);
    const { session } = await signedIn(world);
    expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: null } });
    expect(session.metadataNotes()).toMatchObject({ foreignEndpoints });
    expect(world.asked.some(({ authorization }) => authorization !== null)).toBe(false);
  });

  it.each([
    ['HTML', () => new Response('<html>')],
    ['a redirect', () => new Error("Attempted to redirect, but redirect policy was 'error'")],
    ['a refusal', () => Response.json({ error: 'invalid_token' }, { status: 401 })],
    ['a name that is a number', () => Response.json({ name: 5 })],
    ['a name that is the token', () => Response.json({ name: 'access-secret-1' })],
  ])('stays unknown when the response is %s, and the sign-in holds', async (_, response) => {
    const world = granting();
    world.on('/me', response);
    const over = await signedIn(world);
    expect(over.session.state()).toMatchObject({ kind: 'signed-in' });
    expect(shownText(over)).not.toContain('secret');
  });

  it('is cleaned, and cut to 80 characters', async () => {
    const world = granting();
    world.on('/me', () => Response.json({ name: `\u202eA\u0007${'a'.repeat(500)}` }));
    const { session } = await signedIn(world);
    const state = session.state();
    expect(state.kind === 'signed-in' && state.account.name).toMatch(/^A a{77}…$/);
  });

  it('that comes while a refresh is under way is kept with the new tokens', async () => {
    const refreshed = Promise.withResolvers<Response>();
    const { world, named, over, signingIn } = await signedInBeforeItsName(
      memoryVault(stored({ accountName: 'Grace' })),
    );
    world.on('/token', () => refreshed.promise);
    const refreshing = over.session.refresh();
    await settle();
    named.resolve(Response.json({ sub: '1', email: 'ada@example.org' }));
    await settle();
    refreshed.resolve(Response.json({ ...TOKENS, refresh_token: 'refresh-secret-2' }));
    await Promise.all([refreshing, signingIn]);
    await settle();
    expect(over.session.state()).toMatchObject({
      kind: 'signed-in',
      account: { name: 'ada@example.org' },
      formerly: 'Grace',
    });
    expect(over.vault.stored).toMatchObject({
      session: { accountName: 'ada@example.org', identity: { subject: '1' }, refreshToken: 'refresh-secret-2' },
    });
  });

  it('that comes while a refresh is being saved is on disk, too', async () => {
    const { world, named, over, signingIn } = await signedInBeforeItsName();
    const written = Promise.withResolvers<void>();
    const { save } = over.vault;
    over.vault.save = (session) => written.promise.then(() => save(session));
    world.on('/token', () => Response.json({ ...TOKENS, refresh_token: 'refresh-secret-2' }));
    const refreshing = over.session.refresh();
    await settle();
    named.resolve(Response.json({ sub: '1', email: 'ada@example.org' }));
    await settle();
    written.resolve();
    await Promise.all([refreshing, signingIn]);
    await over.session.settled();
    expect(over.session.state()).toMatchObject({ account: { name: 'ada@example.org' } });
    expect(over.vault.stored).toMatchObject({
      session: { accountName: 'ada@example.org', identity: { subject: '1' }, refreshToken: 'refresh-secret-2' },
    });
  });

  it('that shows that the same person signed in again leaves no one as signed in before', async () => {
    const { named, over, signingIn } = await signedInBeforeItsName(memoryVault(stored()));
    expect(over.session.state()).toMatchObject({ kind: 'signed-in', formerly: 'Ada' });
    named.resolve(Response.json({ sub: '1', name: 'Ada' }));
    await signingIn;
    expect(over.session.state()).toMatchObject({ account: { name: 'Ada' }, formerly: null });
  });

  it('does not change what is shown once a sign-in that lasts until the app quits has been dropped', async () => {
    const vault = memoryVault();
    vault.kept = { kind: 'until-quit', because: 'no-keyring' };
    const { named, over, signingIn } = await signedInBeforeItsName(vault, {
      ...TOKENS,
      id_token: idToken({ sub: undefined, name: 'Ada' }),
    });
    await over.session.discard();
    const before = over.session.state();
    named.resolve(Response.json({ sub: '1', email: 'ada@example.org' }));
    await signingIn;
    expect(over.session.state()).toEqual(before);
  });

  it('that comes after the response to a refresh was lost is kept with the next one: a save would end the rotation', async () => {
    const { world, named, over, signingIn } = await signedInBeforeItsName();
    world.on('/token', () => new Error('net::ERR_CONNECTION_RESET'));
    await over.session.refresh();
    named.resolve(Response.json({ sub: '1', email: 'ada@example.org' }));
    await signingIn;
    expect(over.session.state()).toMatchObject({ account: { name: 'ada@example.org' } });
    expect(over.vault.calls).toEqual(['save refresh-secret-1', 'begin']);
    world.on('/token', () => Response.json({ ...TOKENS, refresh_token: 'refresh-secret-2' }));
    await over.session.refresh();
    expect(over.vault.stored).toMatchObject({
      session: { accountName: 'ada@example.org', refreshToken: 'refresh-secret-2' },
    });
  });

  it('is shown and kept although a refresh of the sign-in before still waits for its response', async () => {
    const world = granting();
    world.on('/me', () => Response.json({ sub: '1', email: 'ada@example.org' }));
    const over = sessionOver({ world, vault: memoryVault(stored({ accountName: null })) });
    await over.session.start();
    world.on('/token', ({ grant_type }) =>
      grant_type === 'refresh_token' ? new Promise<Response>(() => {}) : Response.json(TOKENS),
    );
    void over.session.refresh();
    const signingIn = over.session.signIn();
    await over.clock.advance(5_000);
    await signingIn;
    expect(over.session.state()).toMatchObject({ account: { name: 'ada@example.org' } });
    expect(over.vault.stored).toMatchObject({ session: { accountName: 'ada@example.org' } });
  });

  it('that comes once the server has ended the sign-in does not bring it back', async () => {
    const { world, named, over, signingIn } = await signedInBeforeItsName();
    world.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    await over.session.refresh();
    named.resolve(Response.json({ sub: '1', email: 'ada@example.org' }));
    await signingIn;
    expect(over.session.state()).toMatchObject({ kind: 'needs-you' });
    expect(over.vault.stored).toMatchObject({ session: { refreshToken: null, ended: { kind: 'revoked' } } });
  });

  it('follows a refresh', async () => {
    const world = granting({}, { ...TOKENS, id_token: idToken({ name: 'Ada' }) });
    const { session } = await signedIn(world);
    world.on('/token', () => Response.json({ ...TOKENS, id_token: idToken({ name: 'Ada Lovelace' }) }));
    await session.refresh();
    expect(session.state()).toMatchObject({ account: { name: 'Ada Lovelace' } });
  });
});

describe('a sign-in that another person approved', () => {
  const bob = { ...TOKENS, id_token: idToken({ name: 'Bob' }) };

  it('names both', async () => {
    const { session } = await signedIn(granting({}, bob), memoryVault(stored()));
    expect(session.state()).toMatchObject({ kind: 'signed-in', account: { name: 'Bob' }, formerly: 'Ada' });
  });

  it('names both, too, when the server had ended the sign-in before', async () => {
    const ended = stored({ refreshToken: null, ended: { kind: 'ran-out', at: 0 } });
    const { session } = await signedIn(granting({}, bob), memoryVault(ended));
    expect(session.state()).toMatchObject({ account: { name: 'Bob' }, formerly: 'Ada' });
  });

  it('names only one if it is the same person, or if someone signed out in between', async () => {
    const same = await signedIn(granting({}, bob), memoryVault(stored({ accountName: 'Bob' })));
    expect(same.session.state()).toMatchObject({ account: { name: 'Bob' }, formerly: null });
    // Bob had signed in after Ada, but there was no one before the next person.
    const carol = { ...TOKENS, id_token: idToken({ name: 'Carol' }) };
    const world = granting({}, bob);
    const after = await signedIn(world, memoryVault(stored()));
    await after.session.signOut();
    world.on('/token', () => Response.json(carol));
    const signingIn = after.session.signIn();
    await after.clock.advance(5_000);
    await signingIn;
    expect(after.session.state()).toMatchObject({ account: { name: 'Carol' }, formerly: null });
  });
});

describe('the clock', () => {
  it.each([
    [4, null],
    [-4, null],
    [12, -12],
    [-525_600, 525_600],
  ])('of a server that is %i minutes ahead makes this one %s minutes fast', async (ahead, off) => {
    const world = scriptedServer();
    const { session, clock } = sessionOver({ world, vault: memoryVault(stored()) });
    world.on('/token', () => {
      const date = new Date(clock.now() + ahead * 60_000).toUTCString();
      return Response.json({ error: 'invalid_client' }, { status: 401, headers: { date } });
    });
    await session.start();
    expect(session.clockOffMs()).toBeNull();
    await session.refresh();
    const offMs = session.clockOffMs();
    expect(offMs === null ? null : Math.round(offMs / 60_000)).toBe(off);
  });

  it('that was set right meanwhile is no more a reason', async () => {
    const world = scriptedServer();
    const { session, clock } = sessionOver({ world, vault: memoryVault(stored()) });
    const start = clock.now();
    world.on('/token', () => new Response('', { status: 503, headers: { date: new Date(start).toUTCString() } }));
    clock.jump(3_600_000);
    await session.start();
    await session.refresh();
    expect(session.clockOffMs()).toBe(3_600_000);
    clock.jump(-3_600_000);
    await clock.advance(60_000);
    expect(session.clockOffMs()).toBeNull();
  });
});
