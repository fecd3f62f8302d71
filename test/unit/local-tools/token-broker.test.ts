/** The response to a tool: a token, or the problem that explains why there is none. */
import { describe, expect, it } from 'vitest';
import type { TokenResult } from '../../../main/local-tools/types.ts';
import { settle } from '../fake-clock.ts';
import { GRANT, memoryVault, scriptedServer, server, stored, TOKENS } from '../session/parts.ts';
import { ACCOUNT, asks, brokerOver, fakeUser, memoryRecord, NEVER } from './parts.ts';

const tokenOf = (result: TokenResult) => (result.kind === 'token' ? result.issued.accessToken : null);
const problemOf = (result: TokenResult) => (result.kind === 'refused' ? result.refusal.problem : null);

/** A broker whose user has allowed everything, with a loaded sign-in. */
async function signedIn(options: Parameters<typeof brokerOver>[0] = {}) {
  const user = options.user ?? fakeUser();
  if (!options.user) user.always = 'always';
  const made = await brokerOver({ ...options, user });
  await made.session.start();
  return made;
}

describe('a token', () => {
  it('is returned with its expiry, account and scope', async () => {
    const world = scriptedServer();
    world.on('/token', () => Response.json({ ...TOKENS, scope: 'read write' }));
    const { broker, clock } = await signedIn({ world });
    world.on('/token', () => Response.json({ ...TOKENS, scope: 'read write' }));
    expect(await broker.token(asks(), NEVER)).toEqual({
      kind: 'token',
      issued: {
        accessToken: TOKENS.access_token,
        expiresAt: clock.now() + 3_600_000,
        scope: 'read write',
        account: expect.objectContaining({ id: 'a1', user: 'Ada', state: 'signed-in' }),
      },
    });
  });

  it('of a server that states no lifetime has no end', async () => {
    const { broker, world } = await signedIn();
    world.on('/token', () => Response.json({ access_token: 'a', refresh_token: 'r', token_type: 'Bearer' }));
    expect(await broker.token(asks({ minValidMs: 86_400_000 }), NEVER)).toMatchObject({
      kind: 'token',
      issued: { expiresAt: null },
    });
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
    expect(await broker.token(asks(), NEVER)).toMatchObject({ kind: 'refused' });
    expect(grants.lastFailure()).not.toBeNull();
    await clock.advance(10_000);
    world.on('/token', () => Response.json(TOKENS));
    expect(await broker.token(asks(), NEVER)).toMatchObject({ kind: 'token' });
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
      refusal: {
        problem: 'lifetime-unavailable',
        detail: expect.stringContaining("The server's tokens are valid for 60 s."),
      },
    });
    expect(refreshes()).toBe(1);
  });

  it('keeps its end by the wall clock of now, however that was set', async () => {
    const { broker, clock } = await signedIn();
    await broker.token(asks(), NEVER);
    clock.jump(-86_400_000);
    expect(await broker.token(asks(), NEVER)).toMatchObject({ issued: { expiresAt: clock.now() + 3_600_000 } });
  });
});

describe('no token', () => {
  it.each([
    ['no one is signed in', { kind: 'absent' } as const, 'not-signed-in'],
    ['the stored sign-in is damaged', { kind: 'unreadable', trouble: 'damaged' } as const, 'storage-unreadable'],
    ['the keyring is locked', { kind: 'unreadable', trouble: 'keyring-locked' } as const, 'storage-unreadable'],
  ])('if %s', async (_, loaded, problem) => {
    const { broker, world } = await signedIn({ vault: memoryVault(loaded) });
    expect(problemOf(await broker.token(asks(), NEVER))).toBe(problem);
    expect(world.asked.filter(({ path }) => path !== '/token')).toEqual([]);
  });

  it('after the server has ended the sign-in, and no request starts a new one', async () => {
    const { broker, world } = await signedIn();
    world.on('/token', () => Response.json({ error: 'invalid_grant' }, { status: 400 }));
    expect(problemOf(await broker.token(asks(), NEVER))).toBe('not-signed-in');
    expect(problemOf(await broker.token(asks(), NEVER))).toBe('not-signed-in');
    expect(world.at('/start/')).toEqual([]);
  });

  it('while the server refuses to renew: the caller learns this, and the sign-in doesn’t end', async () => {
    const { broker, session, world, clock } = await signedIn();
    world.on('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 }));
    for (let n = 0; n < 4; n += 1) {
      expect(problemOf(await broker.token(asks(), NEVER))).toBe('server-refused');
      await clock.advance(3_600_000);
    }
    expect(session.ownState()).toMatchObject({ kind: 'needs-you', because: { kind: 'refused' } });
    world.on('/token', () => Response.json(TOKENS));
    await clock.advance(2 * 3_600_000);
    expect(tokenOf(await broker.token(asks(), NEVER))).toBe(TOKENS.access_token);
  });

  it('during a sign-out: the caller learns that no one is signed in', async () => {
    const { broker, session, world } = await signedIn();
    const response = Promise.withResolvers<Response>();
    world.on('/token', () => response.promise);
    const waiting = broker.token(asks(), NEVER);
    await settle();
    const signingOut = session.signOut();
    response.resolve(Response.json(TOKENS));
    expect(await waiting).toMatchObject({
      refusal: { problem: 'not-signed-in', detail: expect.stringContaining('No one is signed in') },
    });
    await signingOut;
  });

  it('without an account: none is set up, or the administrator’s file that names it cannot be used', async () => {
    const { broker } = await brokerOver({ accounts: 0 });
    expect(await broker.token(asks(), NEVER)).toMatchObject({
      refusal: { problem: 'not-signed-in', detail: expect.stringMatching(/^No server is set up\. /) },
    });
    for (const wanted of [{ account: 'work' }, { server: 'https://login.example.org' }])
      expect(await broker.token(asks(wanted), NEVER)).toMatchObject({
        refusal: { problem: 'unknown-account', detail: expect.stringMatching(/^There is no account\. Sign in first/) },
      });
    const misconfigured = await brokerOver({ accounts: 0, policyProblem: { file: '/etc/companion/config.json' } });
    expect(await misconfigured.broker.token(asks(), NEVER)).toMatchObject({
      refusal: { problem: 'not-allowed-by-policy', detail: expect.stringContaining('/etc/companion/config.json') },
    });
  });

  it('while the list of accounts cannot be read: that is the reason, and not that there is no account', async () => {
    const { broker } = await brokerOver({ accounts: 0, listTrouble: 'accounts.json cannot be read.' });
    expect(await broker.token(asks(), NEVER)).toMatchObject({
      refusal: { problem: 'storage-unreadable', detail: expect.stringContaining('accounts.json') },
    });
    expect(await broker.remove({ tool: 'a', account: 'a', server: null, host: null })).toMatchObject({
      problem: 'storage-unreadable',
    });
  });

  it('for a tool that was denied and asks every second for an hour: it costs a few questions, and nothing grows', async () => {
    const user = fakeUser();
    user.always = 'no';
    const { broker, clock, grants, record, refreshes } = await signedIn({ user });
    const [writes, sleepers] = [record.writes, clock.sleepers()];
    for (let second = 0; second < 3_600; second += 1) {
      expect(problemOf(await broker.token(asks({ reason: `${second}` }), NEVER))).toBe('declined');
      await clock.advance(1_000);
    }
    expect(user.asked).toHaveLength(6);
    // This is the write for the sign-in itself.
    expect(refreshes()).toBe(2);
    expect(grants.events.all()).toHaveLength(500);
    // All refusals within a minute cause only one write.
    expect(record.writes - writes).toBeLessThanOrEqual(60);
    expect(clock.sleepers() - sleepers).toBeLessThanOrEqual(1);
  });

  it('while local tools are off, and none for a tool that the administrator does not name', async () => {
    const { broker, setting, user } = await signedIn({ allowedTools: ['git'] });
    expect(await broker.token(asks(), NEVER)).toMatchObject({
      refusal: {
        problem: 'not-allowed-by-policy',
        detail: 'The administrator of this computer does not allow this tool.',
      },
    });
    expect(tokenOf(await broker.token(asks({ tool: 'git' }), NEVER))).toBe(TOKENS.access_token);
    setting.localTools = 'off';
    expect(await broker.token(asks({ tool: 'git' }), NEVER)).toMatchObject({
      refusal: { problem: 'tools-off', detail: 'Local tools are off in the settings of Transparenc Companion.' },
    });
    expect(user.asked).toHaveLength(1);
  });

  it('for an account or a server that is not there', async () => {
    const { broker } = await signedIn();
    expect(problemOf(await broker.token(asks({ account: 'work' }), NEVER))).toBe('unknown-account');
    expect(problemOf(await broker.token(asks({ server: 'https://other.example.org' }), NEVER))).toBe('unknown-account');
    expect(
      tokenOf(await broker.token(asks({ account: 'Ada', server: 'https://login.example.org' }), NEVER)),
    ).not.toBeNull();
  });

  it('for an account that is not there, or one of several: the response names those that there are', async () => {
    const { broker } = await brokerOver({ accounts: 2 });
    const detailOf = (account: string | null) => broker.token(asks({ account }), NEVER);
    expect(await detailOf('work')).toMatchObject({
      refusal: {
        problem: 'unknown-account',
        detail: 'No account matches. The accounts are login.example.org, a2.',
      },
    });
    expect(await detailOf(null)).toMatchObject({
      refusal: {
        problem: 'ambiguous-account',
        detail: 'Several accounts match: login.example.org, a2. Name one with the field account.',
      },
    });
  });

  it('once the app quits: callers who wait for an answer learn that, too', async () => {
    const made = await signedIn({ user: fakeUser() });
    const waiting = made.broker.token(asks(), NEVER);
    await settle();
    made.stop();
    expect(problemOf(await waiting)).toBe('shutting-down');
    expect(problemOf(await made.broker.token(asks(), NEVER))).toBe('shutting-down');
  });

  it('before the sign-in was read: a request waits for that', async () => {
    const vault = memoryVault(stored());
    const read = Promise.withResolvers<typeof vault.stored>();
    vault.load = () => read.promise;
    const user = fakeUser();
    user.always = 'once';
    const { broker, session, clock } = await brokerOver({ vault, user });
    void session.start();
    const waiting = broker.token(asks(), NEVER);
    await clock.advance(15_000);
    expect(broker.accounts()[0]?.state).toBe('waiting-for-keyring');
    read.resolve(stored());
    expect(tokenOf(await waiting)).toBe(TOKENS.access_token);
    // The next refresh is planned, and the next write of the history: the wait itself leaves no timer.
    expect(clock.sleepers()).toBe(2);
  });

  it('while a keyring stays locked: the request is answered after a while', async () => {
    const vault = memoryVault(stored());
    vault.load = () => new Promise(() => undefined);
    const { broker, session, clock } = await brokerOver({ vault });
    void session.start();
    const waiting = broker.token(asks(), NEVER);
    await clock.advance(21_000);
    expect(problemOf(await waiting)).toBe('storage-unreadable');
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
    expect(await asked).toMatchObject({ kind: 'refused', refusal: { problem: 'no-consent' } });
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
    expect(await asked).toMatchObject({ kind: 'token', issued: { accessToken: 'access-secret-new' } });
  });
});

describe('consent', () => {
  it('is asked for once and then remembered, for this tool and this host alone', async () => {
    const { broker, user } = await signedIn();
    await broker.token(asks({ tool: 'git', host: 'git.example.org' }), NEVER);
    await broker.token(asks({ tool: 'git', host: 'git.example.org' }), NEVER);
    expect(user.asked).toHaveLength(1);
    await broker.token(asks({ tool: 'git', host: 'evil.example.org' }), NEVER);
    await broker.token(asks({ tool: 'git' }), NEVER);
    await broker.token(asks({ tool: 'hub', host: 'git.example.org' }), NEVER);
    expect(user.asked).toHaveLength(4);
  });

  it('given once is not remembered', async () => {
    const user = fakeUser();
    user.always = 'once';
    const { broker } = await signedIn({ user });
    expect(tokenOf(await broker.token(asks(), NEVER))).not.toBeNull();
    expect(tokenOf(await broker.token(asks(), NEVER))).not.toBeNull();
    expect(user.asked).toHaveLength(2);
    expect(broker.grants()).toEqual([]);
  });

  it('is one question for a hundred callers, whose answer is for all of them', async () => {
    const made = await signedIn({ user: fakeUser() });
    const waiting = Array.from({ length: 100 }, () => made.broker.token(asks(), NEVER));
    await settle();
    expect(made.user.asked).toHaveLength(1);
    made.user.answer('until-lock');
    expect(new Set((await Promise.all(waiting)).map(tokenOf))).toEqual(new Set([TOKENS.access_token]));
    expect(made.refreshes()).toBe(1);
    expect(made.broker.grants()).toMatchObject([{ tool: 'backup', uses: 100 }]);
  });

  it('doesn’t keep other callers from a token while it waits, because it takes up no slot', async () => {
    const made = await signedIn({ user: fakeUser() });
    await made.grants.open({ identity: null, signedInAt: 1 });
    await made.grants.add({ tool: 'known', accountId: 'a1', host: null }, 'always');
    for (let n = 0; n < 200; n += 1) void made.broker.token(asks({ tool: `new ${n}` }), NEVER);
    await settle();
    expect(tokenOf(await made.broker.token(asks({ tool: 'known' }), NEVER))).toBe(TOKENS.access_token);
  });

  it('is not asked for before someone is signed in', async () => {
    const { broker, user } = await signedIn({ vault: memoryVault() });
    await broker.token(asks(), NEVER);
    expect(user.asked).toEqual([]);
  });

  it('ends with a sign-out', async () => {
    const { broker, session, grants } = await signedIn();
    await broker.token(asks(), NEVER);
    expect(broker.grants()).toHaveLength(1);
    await session.signOut();
    grants.end();
    expect(broker.grants()).toEqual([]);
  });
});

it('waits with no more than two thousand others: the next one is asked to try again', async () => {
  const { broker, world } = await signedIn();
  await broker.allow(asks(), NEVER);
  world.on('/token', () => new Promise<Response>(() => undefined));
  for (let n = 0; n < 64 + 2_048; n += 1) void broker.token(asks(), NEVER);
  await settle();
  expect(await broker.token(asks(), NEVER)).toEqual({
    kind: 'refused',
    refusal: {
      problem: 'busy',
      detail: 'Too many requests are waiting. Try again in a moment.',
      retryAfterMs: 1_000,
    },
  });
});

describe('a tool that is allowed in advance', () => {
  it('is asked about once, and gets tokens without a question from then on', async () => {
    const { broker, user } = await signedIn();
    for (let times = 0; times < 2; times += 1)
      expect(await broker.allow(asks(), NEVER)).toEqual({ kind: 'allowed', duration: 'always' });
    expect(tokenOf(await broker.token(asks(), NEVER))).not.toBeNull();
    expect(user.asked).toHaveLength(1);
  });

  it('once is not allowed in advance', async () => {
    const user = fakeUser();
    user.always = 'once';
    const { broker } = await signedIn({ user });
    expect(await broker.allow(asks(), NEVER)).toMatchObject({
      refusal: { problem: 'declined', detail: 'It was not allowed in advance.' },
    });
  });

  it('is refused if the user says no, and if no one is signed in', async () => {
    const user = fakeUser();
    user.always = 'no';
    const { broker } = await signedIn({ user });
    expect(await broker.allow(asks(), NEVER)).toMatchObject({ kind: 'refused', refusal: { problem: 'declined' } });
    const signedOut = await signedIn({ vault: memoryVault({ kind: 'absent' }) });
    expect(await signedOut.broker.allow(asks(), NEVER)).toMatchObject({
      kind: 'refused',
      refusal: { problem: 'not-signed-in' },
    });
  });

  it('may be removed, and is asked about again', async () => {
    const { broker, user, record } = await signedIn();
    await broker.allow(asks(), NEVER);
    expect(await broker.remove({ tool: 'backup', account: null, server: null, host: null })).toBe(1);
    expect(JSON.stringify(record.record)).not.toContain('"grants":[{');
    await broker.token(asks(), NEVER);
    expect(user.asked).toHaveLength(2);
  });
});

describe('removing what a tool was allowed', () => {
  const everything = { tool: 'backup', account: null, server: null, host: null };

  it('goes by the name as every command does, and by the server', async () => {
    const { broker } = await signedIn();
    await broker.allow(asks(), NEVER);
    expect(await broker.remove({ ...everything, server: 'https://login.other.example' })).toBe(0);
    expect(await broker.remove({ ...everything, account: ACCOUNT.name.toUpperCase() })).toBe(1);
  });

  it('leaves every other tool, host and server alone', async () => {
    const { broker } = await signedIn();
    for (const [tool, host] of [
      ['backup', null],
      ['backup', 'a.example'],
      ['backup', 'b.example'],
      ['git', 'a.example'],
    ] as const)
      await broker.allow(asks({ tool, host }), NEVER);
    const left = () => broker.grants().map(({ tool, host }) => `${tool} ${host}`);
    expect(await broker.remove({ ...everything, host: 'a.example' })).toBe(1);
    expect(left()).toEqual(['backup null', 'backup b.example', 'git a.example']);
    expect(await broker.removeGrant({ tool: 'git', accountId: ACCOUNT.id, host: 'a.example' })).toBe(1);
    expect(left()).toEqual(['backup null', 'backup b.example']);
    expect(await broker.remove({ ...everything, server: ACCOUNT.server })).toBe(2);
    expect(left()).toEqual([]);
  });

  it('is refused while the list of accounts can’t be read, because the grants are unknown', async () => {
    const { broker } = await brokerOver({ accounts: 0, listTrouble: 'accounts.json' });
    expect(await broker.remove(everything)).toEqual({ problem: 'storage-unreadable', detail: 'accounts.json' });
  });

  it('is refused for an account that there is not: the tool is still allowed', async () => {
    const { broker } = await signedIn();
    await broker.allow(asks(), NEVER);
    expect(await broker.remove({ ...everything, account: 'wrok' })).toMatchObject({ problem: 'unknown-account' });
    expect(broker.grants()).toHaveLength(1);
  });
});

describe('the log of an organization', () => {
  it('records each new consent and its duration, and nothing for an earlier one', async () => {
    const made = await signedIn({ user: fakeUser() });
    for (const answer of ['once', 'until-lock', 'always'] as const) {
      const asked = made.broker.token(asks({ tool: answer, host: 'git.example.org' }), NEVER);
      await settle();
      made.user.answer(answer);
      await asked;
    }
    await made.broker.token(asks({ tool: 'always', host: 'git.example.org' }), NEVER);
    expect(made.told).toEqual(
      ['once', 'until-lock', 'always'].map((answer) => ({
        event: 'consent-given',
        tool: answer,
        host: 'git.example.org',
        duration: answer,
      })),
    );
  });

  it('gets one line for a hundred callers of one answer that is remembered', async () => {
    const made = await signedIn({ user: fakeUser() });
    const waiting = Array.from({ length: 100 }, () => made.broker.token(asks(), NEVER));
    await settle();
    made.user.answer('until-lock');
    await Promise.all(waiting);
    expect(made.told).toHaveLength(1);
  });

  it('gets nothing of a refusal', async () => {
    const made = await signedIn({ user: fakeUser() });
    const asked = made.broker.token(asks(), NEVER);
    await settle();
    made.user.answer('no');
    await asked;
    expect(made.told).toEqual([]);
  });

  it('records consent given in advance, and consent that the user removed', async () => {
    const { broker, told } = await signedIn();
    await broker.allow(asks(), NEVER);
    await broker.remove({ tool: 'backup', account: null, server: null, host: null });
    await broker.remove({ tool: 'backup', account: null, server: null, host: null });
    expect(told).toEqual([
      { event: 'consent-given', tool: 'backup', host: null, duration: 'always' },
      { event: 'consent-withdrawn', reason: 'removed', tool: 'backup', host: null },
    ]);
  });

  it('records only the consents that a locked screen has ended', async () => {
    const { grants } = await signedIn();
    await grants.open({ identity: null, signedInAt: 1 });
    await grants.add({ tool: 'kept', accountId: 'a1', host: null }, 'always');
    await grants.add({ tool: 'for now', accountId: 'a1', host: null }, 'until-lock');
    expect(grants.locked()).toMatchObject([{ tool: 'for now' }]);
    expect(grants.locked()).toEqual([]);
    expect(grants.list()).toMatchObject([{ tool: 'kept' }]);
  });
});

describe('a token that a server rejected', () => {
  it('is refreshed once, at most every ten minutes, and the next caller gets the new one', async () => {
    const { broker, world, refreshes, clock } = await signedIn();
    await broker.token(asks(), NEVER);
    await clock.advance(60_000);
    world.on('/token', () => Response.json({ ...TOKENS, access_token: 'access-2', refresh_token: 'refresh-2' }));
    for (let n = 0; n < 50; n += 1) broker.reportRejected(asks());
    expect(tokenOf(await broker.token(asks(), NEVER))).toBe('access-2');
    await clock.advance(9 * 60_000);
    broker.reportRejected(asks());
    await settle();
    expect(refreshes()).toBe(2);
    await clock.advance(60_000);
    broker.reportRejected(asks());
    await settle();
    expect(refreshes()).toBe(3);
  });

  it('is refreshed at most every ten minutes, even if each report comes to a separate run', async () => {
    const user = fakeUser();
    user.always = 'always';
    const record = memoryRecord();
    const vault = memoryVault(stored());
    /** Runs a command without a running app, this many minutes after the start of the test. */
    const report = async (minutes: number) => {
      const run = await signedIn({ user, record, vault });
      await run.clock.advance(minutes * 60_000);
      await run.broker.token(asks(), NEVER);
      const before = run.refreshes();
      run.broker.reportRejected(asks());
      await settle();
      await run.grants.flush();
      return run.refreshes() - before;
    };
    expect([await report(1), await report(2), await report(10), await report(11)]).toEqual([1, 0, 0, 1]);
    // The clock was set back in between, so the time since then is unknown.
    expect(await report(5)).toBe(1);
  });

  it('is not refreshed once the app quits', async () => {
    const made = await signedIn();
    await made.broker.token(asks(), NEVER);
    await made.clock.advance(60_000);
    made.stop();
    made.broker.reportRejected(asks());
    await settle();
    expect(made.refreshes()).toBe(1);
  });

  it('is not doubted by a tool that was not allowed to have one', async () => {
    const { broker, refreshes, clock } = await signedIn();
    await broker.token(asks(), NEVER);
    await clock.advance(60_000);
    broker.reportRejected(asks({ tool: 'stranger' }));
    await settle();
    expect(refreshes()).toBe(1);
  });
});

describe('the history', () => {
  it('contains tools and problems, but no tokens and no texts of the caller', async () => {
    const { broker, grants } = await signedIn({ record: memoryRecord() });
    await broker.token(asks({ reason: 'words of the caller', folder: '/home/ada/secret' }), NEVER);
    await broker.token(asks({ account: 'none', reason: 'words of the caller' }), NEVER);
    expect(grants.events.all().map(({ tool, what, problem }) => [tool, what, problem])).toEqual([
      ['backup', 'refused', 'unknown-account'],
      ['backup', 'token', null],
      ['backup', 'allowed', null],
    ]);
    expect(JSON.stringify(grants.events.all())).not.toMatch(/secret|words/);
  });

  it('contains what the user did not allow, and no permission for once', async () => {
    const user = fakeUser();
    user.always = 'once';
    const { broker, grants } = await signedIn({ user });
    await broker.token(asks(), NEVER);
    user.always = 'no';
    await broker.token(asks(), NEVER);
    expect(grants.events.all().map(({ what, problem }) => [what, problem])).toEqual([
      ['refused', 'declined'],
      ['token', null],
    ]);
  });

  it('ends at 500 lines', async () => {
    const { broker, grants } = await signedIn();
    for (let n = 0; n < 600; n += 1) await broker.token(asks(), NEVER);
    expect(grants.events.all()).toHaveLength(500);
  });
});

it.each([
  [1, false],
  [2, true],
])('of %i accounts, the question names the one that is meant: %s', async (accounts, expected) => {
  const { broker, user } = await signedIn({ accounts });
  await broker.token(asks({ account: 'a1' }), NEVER);
  expect(user.asked).toMatchObject([{ severalAccounts: expected, account: { user: 'Ada' } }]);
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
    refusal: { problem: 'no-consent', detail: 'The user has removed this tool in the meantime. Ask again.' },
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
