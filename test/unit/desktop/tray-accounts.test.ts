/** The tray of several accounts: the worst state, and a line for each account. */
import { describe, expect, it } from 'vitest';
import { markOf } from '../../../main/desktop/tray-icons.ts';
import { type Line, linesOf, stateOf } from '../../../main/desktop/tray-menu.ts';
import type { AccountView, SessionState, Snapshot } from '../../../preload/api.ts';
import { accountView, NO_TOOLS, snapshot } from '../../renderer/snapshots.ts';
import { consentView } from '../../renderer/tools.ts';
import { allMessages } from '../messages.ts';
import { awaitingApproval, signedIn } from './parts.ts';

const en = await allMessages({ language: 'en', systemLocale: 'en-GB' });
const OFFLINE = { kind: 'retrying', because: { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' } } as const;
const ended: SessionState = {
  kind: 'needs-you',
  because: { kind: 'ran-out', at: 1 },
  account: { name: 'ada', server: 'login.example.org' },
};
const signedOut: SessionState = { kind: 'signed-out', because: null };
const someoneElse: SessionState = {
  kind: 'someone-else',
  expected: { name: 'ada', server: 'login.example.org' },
  approvedBy: { name: 'grace', server: 'login.example.org' },
  approver: { kind: 'someone-else' },
  was: 'signed-in',
};

function of(...sessions: readonly (readonly [name: string, session: SessionState])[]): Snapshot {
  const accounts = sessions.map(([name, session], at) => account(name, session, at));
  return snapshot(accounts[0]?.session ?? { kind: 'no-server' }, { accounts, account: null });
}
function account(name: string, session: SessionState, at: number): AccountView {
  return accountView({ id: `${at}`.repeat(16), name, session });
}
const tray = (now: Snapshot) => ({ mark: markOf(now), state: stateOf(now, en) });
const menu = (now: Snapshot) => linesOf(now, stateOf(now, en), en);
const labels = (lines: readonly Line[]) => lines.map((line) => (line.kind === 'separator' ? '' : line.label));
const beneath = (now: Snapshot, name: string) =>
  menu(now).flatMap((line) => (line.kind === 'submenu' && line.label === name ? line.lines : []));

describe('icon and tooltip show the worst', () => {
  it.each<[string, readonly (readonly [string, SessionState])[], string, string]>([
    [
      'all is well',
      [
        ['Home', signedIn()],
        ['Work', signedIn()],
      ],
      'ok',
      '2 accounts signed in',
    ],
    [
      'one is in trouble',
      [
        ['Work', signedIn({ connection: OFFLINE })],
        ['Home', signedIn()],
      ],
      'ok',
      'Work: Signed in, but the server can’t be reached',
    ],
    [
      'one has a code',
      [
        ['Test', awaitingApproval()],
        ['Work', signedIn()],
      ],
      'working',
      'Test: Waiting for your phone',
    ],
    [
      'the second of two has ended',
      [
        ['Work', signedIn()],
        ['Customer', ended],
      ],
      'attention',
      'Customer: Please sign in again',
    ],
    [
      'one has ended',
      [
        ['Customer', ended],
        ['Test', awaitingApproval()],
        ['Work', signedIn()],
      ],
      'attention',
      'Customer: Please sign in again',
    ],
    [
      'someone else approved one',
      [
        ['Work', someoneElse],
        ['Home', signedIn()],
      ],
      'attention',
      'Work: Someone else approved the code',
    ],
    [
      'one is signed out',
      [
        ['Old', signedOut],
        ['Work', signedIn()],
      ],
      'ok',
      '1 account signed in',
    ],
    [
      'one is signed out, and another has ended',
      [
        ['Customer', ended],
        ['Old', signedOut],
        ['Work', signedIn()],
      ],
      'attention',
      'Customer: Please sign in again',
    ],
    [
      'all are signed out',
      [
        ['Old', signedOut],
        ['Work', signedOut],
      ],
      'attention',
      'Not signed in',
    ],
    [
      'several need the user',
      [
        ['Customer', ended],
        ['Work', someoneElse],
        ['Home', signedIn()],
      ],
      'attention',
      '2 accounts need your attention',
    ],
  ])('%s', (_, accounts, mark, state) => {
    expect(tray(of(...accounts))).toEqual({ mark, state });
  });

  it('a tool that waits for an answer comes before every account', () => {
    const asking = {
      ...of(['Work', signedIn()], ['Home', signedIn()]),
      tools: { ...NO_TOOLS, question: consentView().question },
    };
    expect(tray(asking)).toEqual({ mark: 'attention', state: '“backup” wants to use your sign-in' });
  });
});

describe('the menu', () => {
  it('has one line for each account, worst first, and signs out none of them at the top', () => {
    expect(labels(menu(of(['Home', signedIn()], ['Work', signedIn()])))).toEqual([
      '2 accounts signed in',
      '',
      'Home',
      'Work',
      '',
      'Show',
      'Tools',
      'Settings',
      'Start at login',
      '',
      'Quit',
    ]);
  });

  it('offers each account’s actions below its line', () => {
    const now = of(['Customer', ended], ['Old', signedOut], ['Work', signedIn()]);
    expect(labels(beneath(now, 'Customer'))).toEqual([
      'Please sign in again',
      '',
      'Sign in again…',
      'Show',
      'Sign out',
    ]);
    expect(labels(beneath(now, 'Old'))).toEqual(['Not signed in', '', 'Sign in…', 'Show']);
    expect(labels(beneath(now, 'Work'))).toEqual(['Signed in', '', 'Sign in again…', 'Show', 'Sign out']);
  });

  it('means that account in everything beneath its line', () => {
    const now = of(['Customer', ended], ['Work', signedIn()]);
    for (const name of ['Customer', 'Work']) {
      const ids = beneath(now, name).flatMap((line) => (line.kind === 'command' ? [line.account] : []));
      expect(new Set(ids)).toEqual(new Set([now.accounts.find((each) => each.name === name)?.id]));
    }
  });

  it('shows the account, and asks before it signs out', () => {
    const now = of(['Work', signedIn()], ['Home', signedIn()]);
    const done = beneath(now, 'Work').flatMap((line) => (line.kind === 'command' ? [[line.label, line.commands]] : []));
    expect(done).toEqual([
      ['Sign in again…', expect.anything()],
      ['Show', ['showAccount']],
      ['Sign out', expect.anything()],
    ]);
  });

  it('signs in to an ended account with one click, and copies a waiting code', () => {
    const now = of(['Customer', ended], ['Test', awaitingApproval()], ['Work', signedIn()]);
    expect(menu(now).slice(2, 6)).toEqual([
      { kind: 'command', label: 'Sign in to Customer…', commands: ['signIn', 'show'], account: '0000000000000000' },
      { kind: 'command', label: 'Copy code', commands: ['copyCode'], account: '1111111111111111' },
      { kind: 'command', label: 'Open page', commands: ['openInBrowser'], account: '1111111111111111' },
      { kind: 'separator' },
    ]);
  });

  it('stays short at the top if many have ended: the others are one step further', () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    const shown = labels(menu(of(...names.map((name) => [name, ended] as const))));
    expect(shown.filter((label) => label.startsWith('Sign in to'))).toEqual(
      ['A', 'B', 'C'].map((name) => `Sign in to ${name}…`),
    );
    expect(shown).toEqual(expect.arrayContaining(names));
  });

  it('counts accounts, not lines: a code keeps both of its lines', () => {
    const shown = labels(menu(of(['A', ended], ['B', ended], ['Test', awaitingApproval()])));
    expect(shown.slice(2, 6)).toEqual(['Sign in to A…', 'Sign in to B…', 'Copy code', 'Open page']);
  });

  it('offers no update while any account has a code', () => {
    const updates = { kind: 'to-get', version: '1.1.0', isOffered: true } as const;
    const shown = (now: Snapshot) => labels(menu({ ...now, updates })).join();
    expect(shown(of(['Work', signedIn()], ['Home', signedIn()]))).toContain('1.1.0');
    expect(shown(of(['Work', signedIn()], ['Test', awaitingApproval()]))).not.toContain('1.1.0');
  });
});
