/** Notifications for users who aren't looking at the window: once for each event, and no others. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createNotifications, type NotificationParts } from '../../../main/desktop/notifications.ts';
import type { SessionState, Updates } from '../../../preload/api.ts';
import { english } from '../../harness/messages.ts';
import { accountView, NO_TOOLS, ACCOUNT_ID as ONLY, settings, snapshot } from '../../renderer/snapshots.ts';
import { consentView } from '../../renderer/tools.ts';
import { allMessages } from '../messages.ts';
import { awaitingApproval, signedIn, snapshotOf } from './parts.ts';

const account = { name: 'ada@example.org', server: 'login.example.org' };
const needsYou: SessionState = { kind: 'needs-you', because: { kind: 'ran-out', at: 1 }, account };
const loading: SessionState = { kind: 'loading', keyring: 'quick' };
const unreadable: SessionState = { kind: 'storage-unreadable', trouble: 'keyring-locked' };

/** The notifications that were shown while the session went through `states`. */
const en = await allMessages({ language: 'en', systemLocale: 'en-GB' });

function reported(states: readonly SessionState[], { isOpen = false, isSupported = true, wanted = true } = {}) {
  const shown: (EventEmitter & { title: string; body: string; open: boolean })[] = [];
  class Notification extends EventEmitter {
    readonly title: string;
    readonly body: string;
    open = false;
    constructor(options: { title: string; body: string }) {
      super();
      ({ title: this.title, body: this.body } = options);
    }
    show() {
      this.open = true;
      shown.push(this);
    }
    close() {
      this.open = false;
    }
    static isSupported() {
      return isSupported;
    }
  }
  const commands: string[] = [];
  const logged: string[] = [];
  const notices = createNotifications({
    Notification: Notification as unknown as NotificationParts['Notification'],
    words: () => en,
    commands: {
      signInAgain: (account) => commands.push(`sign in ${account}`),
      showAccount: (account) => commands.push(`show ${account}`),
      show: () => commands.push('show'),
      answerTool: () => commands.push('answer tool'),
    },
    isOpen: () => isOpen,
    log: (event) => logged.push(event),
  });
  const follow = (state: SessionState) =>
    notices.follow({ ...snapshotOf(state), settings: settings({ notifications: wanted }) });
  const notifyUpdate = (updates: Updates) =>
    notices.notifyUpdate({ ...snapshotOf(signedIn()), updates, settings: settings({ notifications: wanted }) });
  states.forEach(follow);
  return { shown, commands, logged, notices, follow, notifyUpdate };
}

describe('a notification', () => {
  it('comes once when a person is needed, names the account and the server, and leads to a code', () => {
    const { shown, commands } = reported([signedIn(), needsYou, needsYou, needsYou]);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.title).toBe('Please sign in again');
    expect(shown[0]?.body).toContain('ada@example.org at login.example.org');
    shown[0]?.emit('click');
    expect(commands).toEqual([`sign in ${ONLY}`]);
  });

  it('comes, too, if the sign-in ends while a failed attempt to renew it by hand is still shown', () => {
    const failed: SessionState = {
      kind: 'failed',
      failure: { kind: 'unreachable', because: { why: 'offline', code: 'x' }, during: 'asking' },
      signedInAs: account,
    };
    expect(reported([signedIn(), failed, needsYou]).shown.map(({ title }) => title)).toEqual(['Please sign in again']);
  });

  it('comes again for another end, and closes when it is over', () => {
    const { shown } = reported([signedIn(), needsYou, signedIn(), needsYou, signedIn()]);
    expect(shown.map(({ open }) => open)).toEqual([false, false]);
  });

  it.each<[string, readonly SessionState[]]>([
    ['a start that finds what an earlier run told', [loading, needsYou]],
    ['an attempt to sign in again that was given up', [needsYou, { kind: 'requesting-code' }, needsYou]],
    ['what goes well', [loading, signedIn(), { kind: 'signing-out' }, { kind: 'signed-out', because: null }]],
    ['trouble that ends nothing', [signedIn(), signedIn()]],
    ['a keyring that the user has just tried to open', [signedIn(), unreadable, unreadable]],
  ])('does not come for %s', (_, states) => {
    expect(reported(states).shown).toEqual([]);
  });

  it('comes when a sign-in succeeds while the window is closed, and goes when that is over', () => {
    const { shown, commands, follow } = reported([awaitingApproval(), signedIn(), signedIn()]);
    expect(shown.map(({ title }) => title)).toEqual([english.signedIn.title]);
    expect(shown[0]?.body).toBe('Signed in as Ada at login.example.org.');
    shown[0]?.emit('click');
    expect(commands).toEqual(['show']);
    expect(shown[0]?.open).toBe(true);
    follow({ kind: 'signing-out' });
    expect(shown[0]?.open).toBe(false);
  });

  it.each<[string, Parameters<typeof reported>[1]]>([
    ['in a window that is open', { isOpen: true }],
    ['when notifications are off', { wanted: false }],
  ])('does not come for a sign-in that succeeds %s', (_, options) => {
    expect(reported([awaitingApproval(), signedIn()], options).shown).toEqual([]);
  });

  it('comes at a start without a window that finds a locked keyring, and leads to the window', () => {
    const { shown, commands } = reported([loading, unreadable]);
    expect(shown.map(({ title }) => title)).toEqual(['The keyring is locked']);
    shown[0]?.emit('click');
    expect(commands).toEqual(['show']);
    expect(reported([loading, unreadable], { isOpen: true }).shown).toEqual([]);
  });

  it('that is not wanted does not come', () => {
    expect(reported([signedIn(), needsYou], { wanted: false }).shown).toEqual([]);
    expect(reported([loading, unreadable], { wanted: false }).shown).toEqual([]);
  });

  it('that a desktop does not show is no fault', () => {
    expect(reported([signedIn(), needsYou], { isSupported: false }).shown).toEqual([]);
    const { shown, logged } = reported([signedIn(), needsYou]);
    shown[0]?.emit('failed', {}, 'not signed');
    expect(logged).toEqual(['notification: failed']);
  });
});

describe('the notification of a tool that asks', () => {
  const { question } = consentView();
  const asking = (id: string, notifications = true) => ({
    ...snapshotOf(signedIn()),
    settings: settings({ notifications }),
    tools: { ...NO_TOOLS, question: { ...question, id } },
  });

  it('comes once for each question, leads to it, and goes with it', () => {
    const { shown, commands, notices } = reported([signedIn()]);
    for (const id of ['q1', 'q1', 'q2']) notices.follow(asking(id));
    expect(shown.map(({ title, open }) => [title, open])).toEqual([
      ['“backup” wants to use your sign-in', false],
      ['“backup” wants to use your sign-in', true],
    ]);
    shown[1]?.emit('click');
    expect(commands).toEqual(['answer tool']);
    notices.follow(snapshotOf(signedIn()));
    expect(shown[1]?.open).toBe(false);
  });

  it('that is not wanted does not come', () => {
    const { shown, notices } = reported([signedIn()]);
    notices.follow(asking('q1', false));
    expect(shown).toEqual([]);
  });
});

describe('the notification of an update', () => {
  const toGet: Updates = { kind: 'to-get', version: '1.1.0', isOffered: true };

  it('names it, leads to the window, and stays even if more is notified or goes well', () => {
    const { shown, commands, follow, notifyUpdate } = reported([signedIn(), needsYou]);
    notifyUpdate(toGet);
    expect(shown[1]).toMatchObject({
      title: 'Transparenc Companion',
      body: english.updates.toGet({ version: '1.1.0' }),
    });
    expect(shown.map(({ open }) => open)).toEqual([true, true]);
    follow(signedIn());
    expect(shown.map(({ open }) => open)).toEqual([false, true]);
    shown[1]?.emit('click');
    expect(commands).toEqual(['show']);
  });

  it('takes the place of an older one', () => {
    const { shown, notifyUpdate } = reported([signedIn()]);
    notifyUpdate(toGet);
    notifyUpdate({ kind: 'to-install', version: '1.1.1', isOffered: true });
    expect(shown.map(({ open, body }) => [open, body.includes('1.1.1')])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('does not come if a window shows it, or if notifications are off', () => {
    for (const circumstances of [{ isOpen: true }, { wanted: false }, { isSupported: false }]) {
      const { shown, notifyUpdate } = reported([signedIn()], circumstances);
      notifyUpdate(toGet);
      expect(shown).toEqual([]);
    }
  });
});

describe('of several accounts', () => {
  const name = (at: number) => ['Customer', 'Work'][at] ?? '';
  const id = (at: number) => `${at}`.repeat(16);
  const of = (...sessions: readonly SessionState[]) => {
    const accounts = sessions.map((session, at) => accountView({ id: id(at), name: name(at), session }));
    return snapshot(sessions[0] ?? loading, { accounts, account: null });
  };
  const follow = (...snapshots: ReturnType<typeof of>[]) => {
    const all = reported([]);
    snapshots.forEach(all.notices.follow);
    return all;
  };

  it('there is one for each account and event, which names the account and leads to its code', () => {
    const both = of(signedIn(), signedIn());
    const { shown, commands } = follow(
      both,
      of(needsYou, signedIn()),
      of(needsYou, signedIn()),
      of(needsYou, needsYou),
    );
    expect(shown.map(({ title }) => title)).toEqual(['Customer: Please sign in again', 'Work: Please sign in again']);
    shown[1]?.emit('click');
    expect(commands).toEqual([`sign in ${id(1)}`]);
  });

  it('one that is over closes, and leaves those of others', () => {
    const { shown } = follow(of(signedIn(), signedIn()), of(needsYou, needsYou), of(signedIn(), needsYou));
    expect(shown.map(({ open }) => open)).toEqual([false, true]);
  });

  it('those of an account that was removed close', () => {
    const { shown } = follow(of(signedIn(), signedIn()), of(signedIn(), needsYou), of(signedIn()));
    expect(shown.map(({ title, open }) => [title, open])).toEqual([['Work: Please sign in again', false]]);
  });

  it('a sign-in that succeeds while the window is closed is announced by name', () => {
    const { shown, commands } = follow(of(signedIn(), awaitingApproval()), of(signedIn(), signedIn()));
    expect(shown.map(({ title }) => title)).toEqual(['Work: You’re signed in']);
    shown[0]?.emit('click');
    expect(commands).toEqual([`show ${id(1)}`]);
  });

  it('that someone else approved is announced while the window is closed, and leads to the question', () => {
    const someoneElse: SessionState = {
      kind: 'someone-else',
      expected: account,
      approvedBy: account,
      approver: { kind: 'someone-else' },
      was: 'signed-in',
    };
    const { shown, commands } = follow(of(awaitingApproval(), signedIn()), of(someoneElse, signedIn()));
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      ['Customer: Someone else approved the code', 'Nothing has changed yet. Click to decide.'],
    ]);
    shown[0]?.emit('click');
    expect(commands).toEqual([`show ${id(0)}`]);
    // An open window shows it, and an earlier run has announced what a start finds.
    const open = reported([], { isOpen: true });
    for (const each of [of(awaitingApproval(), signedIn()), of(someoneElse, signedIn())]) open.notices.follow(each);
    expect(open.shown).toEqual([]);
    expect(follow(of(loading, signedIn()), of(someoneElse, signedIn())).shown).toEqual([]);
  });
});
