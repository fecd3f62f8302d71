/** The token that a tool gets, and who gets none in the end. */
import { describe, expect, it } from 'vitest';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, stored, TOKENS } from '../session/parts.ts';
import { asks, fakeUser, memoryRecord, NEVER } from './parts.ts';
import { problemOf, signedIn, tokenOf } from './signed-in-broker.ts';

describe('a token', () => {
  it('is returned with its expiry, account and scope', async () => {
    const world = scriptedServer();
    world.on('/token', () => Response.json({ ...TOKENS, scope: 'read write' }));
    const { broker, clock } = await signedIn({ world });
    world.on('/token', () => Response.json({ ...TOKENS, scope: 'read write' }));
    expect(await broker.token(asks(), NEVER)).toEqual({
      accessToken: TOKENS.access_token,
      expiresAt: clock.now() + 3_600_000,
      scope: 'read write',
      account: expect.objectContaining({ id: 'a1', user: 'Ada', state: 'signed-in' }),
    });
  });

  it('of a server that states no lifetime has no end', async () => {
    const { broker, world } = await signedIn();
    world.on('/token', () => Response.json({ access_token: 'a', refresh_token: 'r', token_type: 'Bearer' }));
    expect(await broker.token(asks({ minValidMs: 86_400_000 }), NEVER)).toMatchObject({ expiresAt: null });
  });

  it('is one and the same for a hundred callers at once, from one refresh', async () => {
    const { broker, refreshes } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 100 }, () => broker.token(asks(), NEVER)));
    expect(new Set(answers.map(tokenOf))).toEqual(new Set([TOKENS.access_token]));
    expect(refreshes()).toBe(1);
  });

  it('costs one request for a hundred callers also if the refresh fails, and each learns why', async () => {
    const { broker, world, refreshes } = await signedIn();
    world.on('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 }));
    const answers = await Promise.all(Array.from({ length: 100 }, () => broker.token(asks(), NEVER)));
    expect(new Set(answers.map(problemOf))).toEqual(new Set(['server-refused']));
    expect(refreshes()).toBe(1);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['server-refused', () => Response.json({ error: 'invalid_client' }, { status: 401 })],
    ['server-unreachable', () => new Response('', { status: 503 })],
  ])(
    'costs one request in ten seconds if the refresh fails with %s, even if each caller is a separate run',
    async (problem, answer) => {
      const user = fakeUser();
      user.always = 'always';
      const record = memoryRecord();
      const vault = memoryVault(stored());
      /** Runs a command without a running app, this long after the start of the test. */
      const ask = async (atMs: number) => {
        const run = await signedIn({ user, record, vault });
        run.world.on('/token', answer);
        await run.clock.advance(atMs);
        const refused = await run.broker.token(asks(), NEVER);
        await run.grants.flush();
        return [problemOf(refused), run.refreshes()];
      };
      expect(await ask(1_000)).toEqual([problem, 1]);
      expect(await ask(2_000)).toEqual([problem, 0]);
      expect(await ask(10_999)).toEqual([problem, 0]);
      expect(await ask(11_000)).toEqual([problem, 1]);
      // The clock was set back in between, so the time since then is unknown.
      expect(await ask(5_000)).toEqual([problem, 1]);
    },
  );

  it('is asked for again after a failed refresh that was followed by one that succeeded, whatever the clock was set to', async () => {
    const world = scriptedServer();
    const record = memoryRecord();
    const { broker, clock, grants } = await signedIn({ world, record });
    world.on('/token', () => new Error('net::ERR_CONNECTION_REFUSED'));
    expect(await broker.token(asks(), NEVER)).toMatchObject({ problem: expect.any(String) });
    expect(grants.lastFailure()).not.toBeNull();
    await clock.advance(10_000);
    world.on('/token', () => Response.json(TOKENS));
    expect(await broker.token(asks(), NEVER)).toMatchObject({ accessToken: expect.any(String) });
    await grants.flush();
    expect(record.record).not.toHaveProperty('failure');
    clock.jump(-5_000);
    expect(grants.lastFailure()).toBeNull();
  });

  it('still held is handed out after a refresh for a longer one has failed', async () => {
    const user = fakeUser();
    user.always = 'always';
    const record = memoryRecord();
    const vault = memoryVault(stored());
    const first = await signedIn({ user, record, vault });
    await first.broker.token(asks(), NEVER);
    await first.clock.advance(20_000);
    first.world.on('/token', () => new Response('', { status: 503 }));
    const longer = asks({ minValidMs: 3_590_000 });
    expect(problemOf(await first.broker.token(longer, NEVER))).toBe('server-unreachable');
    await first.grants.flush();
    const second = await signedIn({ user, record, vault });
    await second.clock.advance(21_000);
    expect(problemOf(await second.broker.token(longer, NEVER))).toBe('server-unreachable');
    expect(tokenOf(await second.broker.token(asks(), NEVER))).toBe(TOKENS.access_token);
    expect(second.refreshes()).toBe(0);
  });

  it('still held is handed out while the server cannot be reached', async () => {
    const { broker, world, clock } = await signedIn();
    await broker.token(asks(), NEVER);
    await clock.advance(30 * 60_000);
    world.on('/token', () => new Response('', { status: 503 }));
    expect(tokenOf(await broker.token(asks(), NEVER))).toBe(TOKENS.access_token);
    expect(problemOf(await broker.token(asks({ minValidMs: 45 * 60_000 }), NEVER))).toBe('server-unreachable');
  });

  it('that the server can’t issue is refused without another request', async () => {
    const { broker, refreshes, clock } = await signedIn();
    for (let n = 0; n < 20; n += 1) {
      expect(problemOf(await broker.token(asks({ minValidMs: 7_200_000 }), NEVER))).toBe('lifetime-unavailable');
      await clock.advance(60_000);
    }
    expect(refreshes()).toBe(1);
  });

  it('that the server can’t issue costs no requests in later commands either, which are separate runs', async () => {
    const user = fakeUser();
    user.always = 'always';
    const [record, vault] = [memoryRecord(), memoryVault(stored())];
    const ask = async (atMs: number) => {
      const run = await signedIn({ user, record, vault });
      await run.clock.advance(atMs);
      const refused = await run.broker.token(asks({ minValidMs: 86_400_000 }), NEVER);
      await run.grants.flush();
      return [problemOf(refused), run.refreshes()];
    };
    // From the first request, the broker learns the lifetime of the server's tokens.
    expect(await ask(0)).toEqual(['lifetime-unavailable', 1]);
    for (const atMs of [2_000, 12_000, 20_000]) expect(await ask(atMs)).toEqual(['lifetime-unavailable', 0]);
  });

  it('of a server whose tokens live only a minute is handed out unless the tool asks for more', async () => {
    const { broker, world, refreshes } = await signedIn();
    world.on('/token', () => Response.json({ ...TOKENS, expires_in: 60 }));
    expect(tokenOf(await broker.token(asks(), NEVER))).toBe(TOKENS.access_token);
    expect(await broker.token(asks({ minValidMs: 60_000 }), NEVER)).toMatchObject({
      problem: 'lifetime-unavailable',
      detail: expect.stringContaining("The server's tokens are valid for 60 s."),
    });
    expect(refreshes()).toBe(1);
  });

  it('keeps its end by the wall clock of now, however that was set', async () => {
    const { broker, clock } = await signedIn();
    await broker.token(asks(), NEVER);
    clock.jump(-86_400_000);
    expect(await broker.token(asks(), NEVER)).toMatchObject({ expiresAt: clock.now() + 3_600_000 });
  });
});

describe('a token of another person', () => {
  it('is not given to a tool whose token is still being refreshed when they sign in', async () => {
    const world = scriptedServer();
    const refreshed = Promise.withResolvers<Response>();
    const { broker, session, clock } = await signedIn({ world });
    world.on('/token', () => refreshed.promise);
    const asked = broker.token(asks(), NEVER);
    await settle();
    expect(world.at('/token')).toHaveLength(1);
    const leaving = session.signOut();
    await clock.advance(10_000);
    await leaving;
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json({ ...TOKENS, access_token: 'access-secret-of-bob' }));
    const signingIn = session.signIn();
    await clock.advance(5_000);
    await signingIn;
    refreshed.resolve(Response.json({ ...TOKENS, refresh_token: 'refresh-secret-late' }));
    expect(await asked).toMatchObject({ problem: 'no-consent' });
  });

  it('is not given to the same person who signs in again in the meantime', async () => {
    const world = scriptedServer();
    const refreshed = Promise.withResolvers<Response>();
    const ada = { issuer: server.baseUrl, subject: 'ada' };
    const { broker, session, clock } = await signedIn({ world, vault: memoryVault(stored({ identity: ada })) });
    world.on('/token', () => refreshed.promise);
    const asked = broker.token(asks(), NEVER);
    await settle();
    const claims = { iss: server.baseUrl, aud: 'companion', exp: 4e9, sub: 'ada' };
    const id_token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    world.on('/start/', () => Response.json(GRANT));
    world.on('/token', () => Response.json({ ...TOKENS, access_token: 'access-secret-new', id_token }));
    const signingIn = session.signIn();
    await clock.advance(5_000);
    await signingIn;
    refreshed.resolve(Response.json({ ...TOKENS, refresh_token: 'refresh-secret-late' }));
    expect(await asked).toMatchObject({ accessToken: 'access-secret-new' });
  });
});

/** The response to a request that waits for the server when `withdraw` is called. */
async function resultAfter(withdraw: (all: Awaited<ReturnType<typeof signedIn>>) => unknown) {
  const all = await signedIn();
  const { broker, world } = all;
  for (const tool of ['backup', 'git'])
    for (const host of [null, 'git.example.org']) await broker.allow(asks({ tool, host }), NEVER);
  const answered = Promise.withResolvers<Response>();
  world.on('/token', () => answered.promise);
  const asking = broker.token(asks(), NEVER);
  await settle();
  await withdraw(all);
  answered.resolve(Response.json(TOKENS));
  return asking;
}

it('a tool that the user removes while its request waits for the server gets no token', async () => {
  const result = await resultAfter(({ broker }) =>
    broker.remove({ tool: 'backup', account: null, server: null, host: null }),
  );
  expect(result).toMatchObject({
    problem: 'no-consent',
    detail: 'The user has removed this tool in the meantime. Ask again.',
  });
});

it('a tool whose request waits for the server gets its token if the user removes another one', async () => {
  const result = await resultAfter(({ broker }) =>
    broker.remove({ tool: 'git', account: null, server: null, host: null }),
  );
  expect(tokenOf(result)).not.toBeNull();
});

it('a tool whose request waits for the server when the user switches local tools off gets no token', async () => {
  const result = await resultAfter(({ setting }) => {
    setting.localTools = 'off';
  });
  expect(problemOf(result)).toBe('tools-off');
});
