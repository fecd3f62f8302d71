/** What users are asked before a tool gets a token, what is remembered of it, and how they take it back. */
import { describe, expect, it } from 'vitest';
import { settle } from '../fake-clock.ts';
import { memoryVault, TOKENS } from '../session/parts.ts';
import { ACCOUNT, asks, brokerOver, fakeUser, NEVER } from './parts.ts';
import { signedIn, tokenOf } from './signed-in-broker.ts';

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

  it('that no one can be asked for is refused with the command that allows this tool to use this account on this host', async () => {
    const { broker } = await signedIn({ user: fakeUser({ there: false }), accounts: 2 });
    expect(
      await broker.token(asks({ tool: 'git', host: 'git.example.org', account: ACCOUNT.name }), NEVER),
    ).toMatchObject({
      problem: 'no-consent',
      detail: expect.stringMatching(`: tools allow git --account=${ACCOUNT.name} --host=git.example.org$`),
    });
  });

  it('is not asked for before someone is signed in', async () => {
    const { broker, user } = await signedIn({ vault: memoryVault() });
    await broker.token(asks(), NEVER);
    expect(user.asked).toEqual([]);
  });
});

describe('a tool that is allowed in advance', () => {
  it('is asked about once, and gets tokens without a question from then on', async () => {
    const { broker, user } = await signedIn();
    for (let times = 0; times < 2; times += 1) expect(await broker.allow(asks(), NEVER)).toBe('always');
    expect(tokenOf(await broker.token(asks(), NEVER))).not.toBeNull();
    expect(user.asked).toHaveLength(1);
  });

  it('once is not allowed in advance', async () => {
    const user = fakeUser();
    user.always = 'once';
    const { broker } = await signedIn({ user });
    expect(await broker.allow(asks(), NEVER)).toMatchObject({
      problem: 'declined',
      detail: 'It was not allowed in advance.',
    });
  });

  it('is refused if the user says no, and if no one is signed in', async () => {
    const user = fakeUser();
    user.always = 'no';
    const { broker } = await signedIn({ user });
    expect(await broker.allow(asks(), NEVER)).toMatchObject({ problem: 'declined' });
    const signedOut = await signedIn({ vault: memoryVault({ kind: 'absent' }) });
    expect(await signedOut.broker.allow(asks(), NEVER)).toMatchObject({ problem: 'not-signed-in' });
  });

  it('may be removed, and is asked about again', async () => {
    const { broker, user, record } = await signedIn();
    await broker.allow(asks(), NEVER);
    expect(await broker.remove({ tool: 'backup', account: null, server: null, host: null })).toBe(1);
    expect(record.record).toMatchObject({ grants: [] });
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

  it('of one account leaves those of the others alone', async () => {
    const { broker } = await signedIn({ accounts: 2 });
    for (const account of ['a1', 'a2']) await broker.allow(asks({ account }), NEVER);
    expect(await broker.remove({ ...everything, account: 'a2' })).toBe(1);
    expect(broker.grants()).toMatchObject([{ accountId: 'a1' }]);
  });

  it('is refused while the list of accounts can’t be read, because the grants are unknown', async () => {
    const { broker } = await brokerOver({ accounts: 0, listTrouble: 'accounts.json' });
    expect(await broker.remove(everything)).toEqual({ problem: 'storage-unreadable', detail: 'accounts.json' });
  });

  it('is refused for an account that does not exist; the tool is still allowed', async () => {
    const { broker } = await signedIn();
    await broker.allow(asks(), NEVER);
    expect(await broker.remove({ ...everything, account: 'wrok' })).toMatchObject({ problem: 'unknown-account' });
    expect(broker.grants()).toHaveLength(1);
  });
});

it.each([
  [1, false],
  [2, true],
])(
  'of %i accounts, the question is about the one that is meant, and names it: %s',
  async (accounts, severalAccounts) => {
    const { broker, user } = await signedIn({ accounts });
    await broker.token(asks({ account: 'a1' }), NEVER);
    expect(user.asked).toMatchObject([{ account: { id: 'a1', user: 'Ada' }, severalAccounts }]);
  },
);
