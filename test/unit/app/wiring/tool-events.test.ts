/** The accounts as local tools see them: events in all of them, and the organization's log. */
import { expect, it } from 'vitest';
import type { Account } from '../../../../main/app/account-list/account-list.ts';
import { createToolSessions } from '../../../../main/app/wiring/tool-sessions.ts';
import type { Audit } from '../../../../main/audit/audit.ts';
import type { TokenHolder } from '../../../../main/session/types.ts';
import type { ToolEvent } from '../../../../preload/api.ts';
import { lateClock, memoryRecord } from '../../local-tools/parts.ts';

const holder = (name: string) => ({ name, identity: `https://${name}.example ${name}-subject` }) as TokenHolder;

function account(id: string, who: TokenHolder | null): Account {
  return {
    id,
    name: `name-${id}`,
    server: { baseUrl: `https://${id}.example/sso`, clientId: 'desk' },
    session: {
      holder: () => who,
      identity: () => who && { issuer: `https://${who.name}.example`, subject: `${who.name}-subject` },
      ownState: () => ({ kind: who ? 'signed-in' : 'signed-out', because: null }),
    },
    tools: memoryRecord(),
  } as unknown as Account;
}

async function sessionsOf(...accounts: Account[]) {
  const noted: unknown[] = [];
  const audit: Pick<Audit, 'note'> = {
    async note(event, of) {
      noted.push([event, of]);
    },
  };
  const sessions = createToolSessions({
    accounts: () => accounts,
    clock: await lateClock(),
    audit: audit as Audit,
    onChange: () => undefined,
  });
  await sessions.follow();
  return { sessions, noted };
}

const event = (at: number, tool: string): ToolEvent => ({
  at,
  tool,
  accountId: 'a',
  host: null,
  what: 'token',
  problem: null,
});

it('shows the events of all accounts, the newest first, and not without end', async () => {
  const { sessions } = await sessionsOf(account('a', holder('ada')), account('b', holder('bob')));
  const [a, b] = sessions.all();
  for (const at of [1, 4, 5]) a?.grants.events.note(event(at, 'of-a'));
  for (const at of [2, 3, 6]) b?.grants.events.note(event(at, 'of-b'));
  expect(sessions.events().map(({ at, tool }) => `${at} ${tool}`)).toEqual([
    '6 of-b',
    '5 of-a',
    '4 of-a',
    '3 of-b',
    '2 of-b',
    '1 of-a',
  ]);
  for (let at = 10; at < 600; at += 1) (at % 2 ? a : b)?.grants.events.note(event(at, 'backup'));
  expect(sessions.events()).toHaveLength(500);
  expect(sessions.events()[0]?.at).toBe(599);
});

it('names each account by its name, its server and its person', async () => {
  const { sessions } = await sessionsOf(account('a', holder('ada')), account('b', null));
  expect(sessions.all().map((each) => each.account)).toEqual([
    { id: 'a', name: 'name-a', host: 'a.example/sso', server: 'https://a.example/sso', user: 'ada' },
    { id: 'b', name: 'name-b', host: 'b.example/sso', server: 'https://b.example/sso', user: null },
  ]);
});

it('records the person and account for the organization, with the server’s identifiers', async () => {
  const [a, b] = [account('a', holder('ada')), account('b', null)];
  const { sessions, noted } = await sessionsOf(a, b);
  const withdrawn = { event: 'consent-withdrawn', reason: 'ended', tool: 'git', host: null } as const;
  sessions.note(withdrawn, a.session);
  sessions.note(withdrawn, b.session);
  sessions.note(withdrawn, account('c', holder('cleo')).session);
  expect(noted).toEqual([
    [withdrawn, { id: 'a', name: 'ada', subject: 'ada-subject', server: 'https://a.example/sso', clientId: 'desk' }],
    [withdrawn, { id: 'b', name: null, subject: null, server: 'https://b.example/sso', clientId: 'desk' }],
  ]);
});

it('records for the organization which consents a locked screen has ended', async () => {
  const { sessions, noted } = await sessionsOf(account('a', holder('ada')));
  const grants = sessions.all()[0]?.grants;
  await grants?.add({ tool: 'kept', accountId: 'a', host: null }, 'always');
  await grants?.add({ tool: 'for now', accountId: 'a', host: null }, 'until-lock');
  for (let times = 0; times < 2; times += 1) sessions.locked();
  const withdrawn = { event: 'consent-withdrawn', reason: 'ended', tool: 'for now', host: null };
  expect(noted).toEqual([[withdrawn, expect.objectContaining({ id: 'a', name: 'ada' })]]);
  expect(grants?.list()).toMatchObject([{ tool: 'kept' }]);
});

it('writes events to the disk, separately for each account', async () => {
  const [a, b] = [account('a', holder('ada')), account('b', holder('bob'))];
  const { sessions } = await sessionsOf(a, b);
  expect(sessions.isDirty()).toBe(false);
  sessions.all()[0]?.grants.events.note(event(1, 'backup'));
  expect(sessions.isDirty()).toBe(true);
  await sessions.flush();
  expect(sessions.isDirty()).toBe(false);
  const written = [a, b].map(({ tools }) => JSON.stringify(tools));
  expect(written.map((text) => text.includes('backup'))).toEqual([true, false]);
});
