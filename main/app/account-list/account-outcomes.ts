/** What happens when an account's sign-in ends or another takes its place, and what is left of it. */
import type { AccountId } from '../../../preload/api.ts';
import { newAccountId } from '../../accounts/account-id.ts';
import type { AccountRecord } from '../../accounts/accounts-file.ts';
import { defaultName } from '../../accounts/names.ts';
import { type Identity, isSamePerson } from '../../oauth/id-token.ts';
import { isObject } from '../../oauth/protocol.ts';
import type { AccountEntries } from './account-entries.ts';
import { changedIn, type Entry, hostOf, named, namesBeside, without, withoutNewMark } from './account-entry.ts';

export type Outcomes = ReturnType<typeof createOutcomes>;

export function createOutcomes({ vaultOf, now, find, names, change, wasLoaded }: AccountEntries) {
  /** The account with another sign-in, whose vault becomes its own. No file is moved. */
  function withSessionOf(account: Entry, other: Entry): Entry {
    return { ...account, record: { ...account.record, vault: vaultOf(other) }, opened: other.opened };
  }

  /** An entry that names itself in `insteadOf` is not an account: the next start forgets or revokes it. */
  function inPlaceOfItself(entry: Entry): Entry {
    const id = newAccountId();
    const record: AccountRecord = { id, name: null, vault: vaultOf(entry), server: entry.fields, insteadOf: id };
    return { ...entry, record, configured: null };
  }

  /** Forgets a sign-in that was replaced by another of the same person. It stays listed if something still has to be revoked. */
  async function forget({ record, opened: { session } }: Entry, person: Identity | null) {
    await session.forget(person);
    if ((await session.revokePending()) !== 'nothing') return;
    await change(({ others }) => ({ others: without(others, record.id) }), true);
  }

  /** Another account of this person at the same server. */
  function accountOf(person: Identity | null, beside: Entry): Entry | undefined {
    return now().accounts.find(
      ({ record, server, opened }) =>
        record.id !== beside.record.id &&
        server.clientId === beside.server.clientId &&
        isSamePerson(person, opened.session.identity()) === true,
    );
  }

  /**
   * The account's own person signed in again, and that sign-in is stored separately: the account adopts it, and the earlier one
   * is forgotten. False: a sign-in that exists only in memory must not replace one on disk.
   */
  async function renew(account: Entry, other: Entry): Promise<boolean> {
    if (!mayReplace(account, other)) return false;
    // What tools were allowed stays with the account.
    const record = await account.opened.tools.read();
    if (isObject(record)) await other.opened.tools.write(record);
    const left = inPlaceOfItself(account);
    const isSaved = await change(
      ({ accounts, others }) => ({
        accounts: changedIn(without(accounts, other.record.id), account.record.id, (it) => withSessionOf(it, other)),
        others: [...without(others, other.record.id), left],
      }),
      true,
    );
    // The next start will find the earlier sign-in and replace it again.
    if (!isSaved) void left.opened.session.finish();
    else await forget(left, other.opened.session.identity());
    return true;
  }

  /** Whether the person who signs in to this account has, or may have, another account. A null person is not identified yet. */
  function mayBeAnothers(account: Entry, person: Identity | null): boolean {
    // A new account may turn out to be an existing one.
    if (account.record.isNew) return false;
    if (person) return accountOf(person, account) !== undefined;
    const { baseUrl, clientId } = account.server;
    return now().accounts.some(
      ({ record, server, opened }) =>
        record.id !== account.record.id &&
        server.clientId === clientId &&
        opened.session.identity()?.issuer === baseUrl,
    );
  }

  /**
   * Completes a new account after a sign-in.
   * Resolves with its id, the id of the existing account it turned out to be, or null if it was dropped.
   */
  async function completeNewAccount(id: AccountId): Promise<AccountId | null> {
    const entry = find(id);
    if (!entry?.record.isNew) return entry ? id : null;
    const { session } = entry.opened;
    const own = session.ownState();
    // In a vault that can't be read, only an earlier run can have stored a sign-in.
    const isUnused = own.kind === 'signed-out' || (own.kind === 'storage-unreadable' && !wasLoaded(id));
    if (isUnused && session.state().kind === own.kind) {
      await change(({ accounts }) => ({ accounts: without(accounts, id) }), true);
      return null;
    }
    if (own.kind !== 'signed-in' && own.kind !== 'needs-you') return id;
    const theirs = accountOf(session.identity(), entry);
    // An account is one person at one server: renew the existing one instead of listing it twice.
    if (theirs) return (await renew(theirs, entry)) ? theirs.record.id : id;
    const name = defaultName(hostOf(entry.server), own.account.name, namesBeside(names(), id));
    await change(
      ({ accounts }) => ({
        accounts: changedIn(accounts, id, (it) => named(withoutNewMark(it), it.record.name ?? name)),
      }),
      true,
    );
    return id;
  }

  return {
    completeNewAccount,
    /** Dismisses a failure. Resolves as `completeNewAccount` does. */
    dismiss(id: AccountId): Promise<AccountId | null> {
      find(id)?.opened.session.dismiss();
      return completeNewAccount(id);
    },
    mayBeAnothers,
    withSessionOf,
    forget,
    renew,
    accountOf,
    /** Ends a sign-in here and on the server. False: it could not be deleted here and stays listed. */
    async end({ opened: { session } }: Entry): Promise<boolean> {
      // A code of this account may still be waiting, and its tokens would arrive in a vault that no list names.
      session.cancel();
      // If that uncovers nothing, it was approved, and its tokens are being stored.
      const { kind } = session.state();
      if (session.ownState().kind !== 'signed-out' || kind === 'awaiting-approval') await session.signOut();
      return session.state().kind !== 'failed';
    },
    /** What is left of a sign-in that has ended: a token that still has to be revoked. */
    leftOf(entry: Entry): readonly Entry[] {
      const state = entry.opened.session.ownState();
      const because = state.kind === 'signed-out' ? state.because : null;
      const isLeft = because?.kind === 'signed-out-here' && because.server === 'later';
      return isLeft ? [inPlaceOfItself(entry)] : [];
    },
  };
}

/** Whether the replacement is at least as durable as the sign-in it replaces. */
function mayReplace({ opened: before }: Entry, { opened: after }: Entry): boolean {
  const isKept = after.session.endingWithProgram() === null;
  const isUnread = before.session.ownState().kind === 'storage-unreadable';
  const hadNone = before.session.holder() === null || before.session.endingWithProgram() !== null;
  return !isUnread && after.session.holder() !== null && (isKept || hadNone);
}
