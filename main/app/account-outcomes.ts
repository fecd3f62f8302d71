/** How the sign-in of an account ends, what is left of it, and how another one takes its place. */
import { newAccountId } from '../accounts/account-id.ts';
import type { AccountRecord } from '../accounts/accounts-file.ts';
import { type Identity, isSamePerson } from '../oauth/id-token.ts';
import { type AccountEntries, changedIn, type Entry, without } from './account-entries.ts';

export interface Outcomes {
  /** Ends a sign-in here and on the server. False: it could not be deleted here, and stays listed. */
  end(entry: Entry): Promise<boolean>;
  /** What is left of a sign-in that has ended: a token that could not be revoked then is revoked later. */
  leftOf(entry: Entry): readonly Entry[];
  /** The account goes on with another sign-in, whose vault becomes its own. Nothing is moved. */
  goOnWith(account: Entry, other: Entry): Entry;
  /**
   * The account's own person has signed in again, and that sign-in is stored separately: the account goes on with it, and
   * the earlier one is forgotten. False: something only memory holds must not take the place of what is on disk.
   */
  renew(account: Entry, other: Entry): Promise<boolean>;
  /** Forgets a sign-in that another one of this person has replaced. What is still to be revoked of it stays listed. */
  forget(superseded: Entry, person: Identity | null): Promise<void>;
  /** Another account of this person at the same server. */
  accountOf(person: Identity | null, beside: Entry): Entry | undefined;
}

export function createOutcomes({ vaultOf, now, change }: AccountEntries): Outcomes {
  function goOnWith(account: Entry, other: Entry): Entry {
    return { ...account, record: { ...account.record, vault: vaultOf(other) }, opened: other.opened };
  }

  /** In place of itself, it is no account: what a start finds of it is forgotten, or revoked. */
  function inPlaceOfItself(entry: Entry): Entry {
    const id = newAccountId();
    const record: AccountRecord = { id, name: null, vault: vaultOf(entry), server: entry.fields, insteadOf: id };
    return { ...entry, record, configured: null };
  }

  async function forget({ record, opened: { session } }: Entry, person: Identity | null) {
    await session.forget(person);
    if ((await session.revokePending()) !== 'nothing') return;
    await change(({ others }) => ({ others: without(others, record.id) }), true);
  }

  return {
    goOnWith,
    forget,
    async end({ opened: { session } }) {
      if (session.resting().kind !== 'signed-out') await session.signOut();
      return session.state().kind !== 'failed';
    },
    leftOf(entry) {
      const state = entry.opened.session.resting();
      const because = state.kind === 'signed-out' ? state.because : null;
      const isLeft = because?.kind === 'signed-out-here' && because.server === 'later';
      return isLeft ? [inPlaceOfItself(entry)] : [];
    },
    async renew(account, other) {
      if (!mayReplace(account, other)) return false;
      const left = inPlaceOfItself(account);
      const isSaved = await change(
        ({ accounts, others }) => ({
          accounts: changedIn(without(accounts, other.record.id), account.record.id, (it) => goOnWith(it, other)),
          others: [...without(others, other.record.id), left],
        }),
        true,
      );
      // The next start finds the earlier sign-in, and renews it again.
      if (!isSaved) void left.opened.session.finish();
      else await forget(left, other.opened.session.identity());
      return true;
    },
    accountOf(person, beside) {
      return now().accounts.find(
        ({ record, server, opened }) =>
          record.id !== beside.record.id &&
          server.clientId === beside.server.clientId &&
          isSamePerson(person, opened.session.identity()) === true,
      );
    },
  };
}

/** Whether nothing would be lost with the process that would not have been lost before. */
function mayReplace({ opened: before }: Entry, { opened: after }: Entry): boolean {
  const isKept = after.session.endingWithProgram() === null;
  const isUnread = before.session.resting().kind === 'storage-unreadable';
  const hadNone = before.session.holder() === null || before.session.endingWithProgram() !== null;
  return !isUnread && (isKept || hadNone);
}
