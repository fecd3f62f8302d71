/** Why a tool gets no token. */
import { describe, expect, it } from 'vitest';
import { settle } from '../fake-clock.ts';
import { memoryVault, stored, TOKENS } from '../session/parts.ts';
import { asks, brokerOver, fakeUser, NEVER } from './parts.ts';
import { problemOf, signedIn, tokenOf } from './signed-in-broker.ts';

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
      problem: 'not-signed-in',
      detail: expect.stringContaining('No one is signed in'),
    });
    await signingOut;
  });

  it('without an account: none is set up, or the administrator’s file that names it cannot be used', async () => {
    const { broker } = await brokerOver({ accounts: 0 });
    expect(await broker.token(asks(), NEVER)).toMatchObject({
      problem: 'not-signed-in',
      detail: expect.stringMatching(/^No server is set up\. .* "login" with --add-account and --server-url\.$/),
    });
    for (const wanted of [{ account: 'work' }, { server: 'https://login.example.org' }])
      expect(await broker.token(asks(wanted), NEVER)).toMatchObject({
        problem: 'unknown-account',
        detail: expect.stringMatching(/^There is no account\. Sign in first/),
      });
    const misconfigured = await brokerOver({ accounts: 0, policyProblem: { file: '/etc/companion/config.json' } });
    expect(await misconfigured.broker.token(asks(), NEVER)).toMatchObject({
      problem: 'not-allowed-by-policy',
      detail: expect.stringContaining('/etc/companion/config.json'),
    });
  });

  it('while the list of accounts cannot be read: that is the reason, and not that there is no account', async () => {
    const { broker } = await brokerOver({ accounts: 0, listTrouble: 'accounts.json cannot be read.' });
    expect(await broker.token(asks(), NEVER)).toMatchObject({
      problem: 'storage-unreadable',
      detail: expect.stringContaining('accounts.json'),
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
      problem: 'not-allowed-by-policy',
      detail: 'The administrator of this computer does not allow this tool.',
    });
    expect(tokenOf(await broker.token(asks({ tool: 'git' }), NEVER))).toBe(TOKENS.access_token);
    setting.localTools = 'off';
    expect(await broker.token(asks({ tool: 'git' }), NEVER)).toMatchObject({
      problem: 'tools-off',
      detail: 'Local tools are off in the settings of Transparenc Companion.',
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

  it('for an account that does not exist, or one of several: the response names the existing ones', async () => {
    const { broker } = await brokerOver({ accounts: 2 });
    const detailOf = (account: string | null) => broker.token(asks({ account }), NEVER);
    expect(await detailOf('work')).toMatchObject({
      problem: 'unknown-account',
      detail: 'No account matches. Existing accounts: login.example.org, a2.',
    });
    expect(await detailOf(null)).toMatchObject({
      problem: 'ambiguous-account',
      detail: 'Several accounts match: login.example.org, a2. Name one with the field account.',
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

it('waits with no more than two thousand others: the next one is asked to try again', async () => {
  const { broker, world } = await signedIn();
  await broker.allow(asks(), NEVER);
  world.on('/token', () => new Promise<Response>(() => undefined));
  for (let n = 0; n < 64 + 2_048; n += 1) void broker.token(asks(), NEVER);
  await settle();
  expect(await broker.token(asks(), NEVER)).toEqual({
    problem: 'busy',
    detail: 'Too many requests are waiting. Try again in a moment.',
    retryAfterMs: 1_000,
  });
});
