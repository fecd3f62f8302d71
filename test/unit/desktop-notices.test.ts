/** What a person is told who looks elsewhere: once for each event, and nothing else. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createNotices, type NoticeParts } from '../../main/desktop/notices.ts';
import type { SessionState } from '../../preload/api.ts';
import { words } from '../../renderer/i18n/words.ts';
import { preferences } from '../renderer/snapshots.ts';
import { signedIn, snapshotOf } from './desktop-parts.ts';

const account = { name: 'ada@example.org', server: 'login.example.org' };
const needsYou: SessionState = { kind: 'needs-you', because: { kind: 'ran-out', at: 1 }, account };
const loading: SessionState = { kind: 'loading', keyring: 'quick' };
const unreadable: SessionState = { kind: 'storage-unreadable', trouble: 'keyring-locked' };

/** What was shown while the session went through `states`. */
const en = await words({ language: 'en', systemLocale: 'en-GB' });

function told(states: readonly SessionState[], { isOpen = false, isSupported = true, wanted = true } = {}) {
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
  const notices = createNotices({
    Notification: Notification as unknown as NoticeParts['Notification'],
    words: () => en,
    commands: { signInAgain: () => commands.push('sign in'), show: () => commands.push('show') },
    isOpen: () => isOpen,
    log: (event) => logged.push(event),
  });
  for (const state of states)
    notices.follow({ ...snapshotOf(state), preferences: preferences({ notifications: wanted }) });
  return { shown, commands, logged };
}

describe('a notification', () => {
  it('comes once when a person is needed, names the account and the server, and leads to a code', () => {
    const { shown, commands } = told([signedIn(), needsYou, needsYou, needsYou]);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.title).toBe('Please sign in again');
    expect(shown[0]?.body).toContain('ada@example.org at login.example.org');
    shown[0]?.emit('click');
    expect(commands).toEqual(['sign in']);
  });

  it('comes again for another end, and closes when it is over', () => {
    const { shown } = told([signedIn(), needsYou, signedIn(), needsYou, signedIn()]);
    expect(shown.map(({ open }) => open)).toEqual([false, false]);
  });

  it.each<[string, readonly SessionState[]]>([
    ['a start that finds what an earlier run told', [loading, needsYou]],
    ['an attempt to sign in again that was given up', [needsYou, { kind: 'requesting-code' }, needsYou]],
    ['what goes well', [loading, signedIn(), { kind: 'signing-out' }, { kind: 'signed-out', because: null }]],
    ['trouble that ends nothing', [signedIn(), signedIn()]],
  ])('does not come for %s', (_, states) => {
    expect(told(states).shown).toEqual([]);
  });

  it('comes at a start without a window that finds a locked keyring, and leads to the window', () => {
    const { shown, commands } = told([loading, unreadable]);
    expect(shown.map(({ title }) => title)).toEqual(['The keyring is locked']);
    shown[0]?.emit('click');
    expect(commands).toEqual(['show']);
    expect(told([loading, unreadable], { isOpen: true }).shown).toEqual([]);
  });

  it('that is not wanted does not come', () => {
    expect(told([signedIn(), needsYou], { wanted: false }).shown).toEqual([]);
    expect(told([loading, unreadable], { wanted: false }).shown).toEqual([]);
  });

  it('that a desktop does not show is no fault', () => {
    expect(told([signedIn(), needsYou], { isSupported: false }).shown).toEqual([]);
    const { shown, logged } = told([signedIn(), needsYou]);
    shown[0]?.emit('failed', {}, 'not signed');
    expect(logged).toEqual(['notification: failed']);
  });
});
