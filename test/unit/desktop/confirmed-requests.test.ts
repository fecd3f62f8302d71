/** Actions that main confirms with the user, whatever a page claims. */
import { describe, expect, it } from 'vitest';
import type { Confirmation } from '../../../main/desktop/confirmation.ts';
import { createConfirmedRequests } from '../../../main/desktop/confirmed-requests.ts';
import type { Snapshot } from '../../../preload/api.ts';
import { accountView, failed, settings, signedIn } from '../../renderer/snapshots.ts';
import { allMessages } from '../messages.ts';

const ID = accountView({}).id;
const english = await allMessages({ language: 'en', systemLocale: 'en-GB' });

function main(now: Snapshot, confirms = true) {
  const questions: Confirmation[] = [];
  const done: unknown[] = [];
  let redrawn = 0;
  const note =
    (name: string) =>
    (...given: readonly unknown[]) => {
      done.push([name, ...given]);
      return null;
    };
  const requests = createConfirmedRequests({
    snapshot: () => now,
    requests: {
      signOut: (account) => void note('signOut')(account),
      removeAccount: (account) => void note('removeAccount')(account),
      changeSetting: (change) => note('changeSetting')(change),
    },
    changed: () => redrawn++,
    confirm: async (question) => {
      questions.push(question);
      return confirms;
    },
    words: () => english,
  });
  return { ...requests, questions, done, redrawn: () => redrawn };
}

describe('signing out', () => {
  it('is confirmed first, with the computer by its name', async () => {
    const it = main(signedIn());
    await it.signOut(ID);
    expect(it.questions.map(({ message }) => message)).toEqual([english.signedIn.question(signedIn())]);
    expect(it.done).toEqual([['signOut', ID]]);
  });

  it('does not happen if the user declines', async () => {
    const it = main(signedIn(), false);
    await it.signOut(ID);
    expect(it.done).toEqual([]);
  });

  it('is not confirmed again if its files could not be deleted', async () => {
    const it = main(failed({ kind: 'not-deleted', trouble: 'io', server: 'ended' }));
    await it.signOut(ID);
    expect([it.questions, it.done]).toEqual([[], [['signOut', ID]]]);
  });
});

describe('removing an account', () => {
  it('does not happen to the only one', async () => {
    const it = main(signedIn());
    await it.removeAccount(ID);
    expect([it.questions, it.done]).toEqual([[], []]);
  });

  it('is confirmed with its name, if there are several', async () => {
    const other = accountView({ id: 'ffffffffffffffff', name: 'work' });
    const it = main({ ...signedIn(), accounts: [accountView({}), other] });
    await it.removeAccount(other.id);
    expect(it.questions[0]?.message).toBe(english.accounts.removeQuestion({ account: 'work' }));
    expect(it.done).toEqual([['removeAccount', other.id]]);
  });
});

describe('staying signed in without a keyring', () => {
  const on = { name: 'keepWithoutKeyring', value: true } as const;

  it('is confirmed first', async () => {
    const it = main(signedIn());
    expect(await it.changeSetting(on)).toBeNull();
    expect(it.questions.map(({ message }) => message)).toEqual([english.settings.keepWeakly]);
    expect(it.done).toEqual([['changeSetting', on]]);
  });

  it('changes nothing if the user declines, and the page’s switch goes back', async () => {
    const it = main(signedIn(), false);
    expect(await it.changeSetting(on)).toEqual({ kind: 'declined' });
    expect([it.done, it.redrawn()]).toEqual([[], 1]);
  });

  it.each([
    ['to switch it off', { ...on, value: false }, signedIn()],
    ['if it is on already', on, { ...signedIn(), settings: settings({ keepWithoutKeyring: true }) }],
    [
      'if it is locked: that is refused without a question',
      on,
      {
        ...signedIn(),
        settings: { ...settings(), keepWithoutKeyring: { value: false, lockedBy: 'administrator' } },
      } as const,
    ],
    ['for any other setting', { name: 'theme', value: 'dark' } as const, signedIn()],
  ])('needs no confirmation %s', async (_, change, now) => {
    const it = main(now, false);
    await it.changeSetting(change);
    expect([it.questions, it.done]).toEqual([[], [['changeSetting', change]]]);
  });
});
