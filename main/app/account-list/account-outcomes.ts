/** How the sign-in of an account ends, what is left of it, and how another one takes its place. */
import type { AccountId } from '../../../preload/api.ts';
import { newAccountId } from '../../accounts/account-id.ts';
import type { AccountRecord } from '../../accounts/accounts-file.ts';
import { defaultName } from '../../accounts/names.ts';
import { type Identity, isSamePerson } from '../../oauth/id-token.ts';
import { isObject } from '../../oauth/protocol.ts';
import type { AccountEntries } from './account-entries.ts';
import { changedIn, type Entry, hostOf, named, namesBeside, settledEntry, without } from './account-entry.ts';

export type Outcomes = ReturnType<typeof createOutcomes>;

export function createOutcomes({ vaultOf, now, find, names, change }: AccountEntries) {
  /** The account goes on with another sign-in, whose vault becomes its own. Nothing is moved. */
  function goOnWith(account: Entry, other: Entry): Entry {
    return { ...account, record: { ...account.record, vault: vaultOf(other) }, opened: other.opened };
  }

  /** An entry in place of itself is not an account: a start forgets or revokes what it finds of it. */
  function inPlaceOfItself(entry: Entry): Entry {
    const id = newAccountId();
    const record: AccountRecord = { id, name: null, vault: vaultOf(entry), server: entry.fields, insteadOf: id };
    return { ...entry, record, configured: null };
  }

  /** Forgets a sign-in that another one of this person has replaced. What is still to be revoked of it stays listed. */
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
   * The account's own person has signed in again, and that sign-in is stored separately: the account goes on with it, and
   * the earlier one is forgotten. False: something only memory holds must not take the place of what is on disk.
   */
  async function renew(account: Entry, other: Entry): Promise<boolean> {
    if (!mayReplace(account, other)) return false;
    // What tools were allowed belongs to the account.
    const record = await account.opened.tools.read();
    if (isObject(record)) await other.opened.tools.write(record);
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
  }

  /** Whether someone who signs in to this account has another one, or may have: null means that they are not known yet. */
  function mayBeAnothers(account: Entry, person: Identity | null): boolean {
    // One that was only just added may turn out to be one that is there.
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

  /** What a sign-in of this account has led to: it is named, is found to be another one, or (null) was only just added, and is gone. */
  async function settled(id: AccountId): Promise<AccountId | null> {
    const entry = find(id);
    if (!entry?.record.isNew) return entry ? id : null;
    const { session } = entry.opened;
    const resting = session.resting();
    if (resting.kind === 'signed-out' && session.state().kind === 'signed-out') {
      await change(({ accounts }) => ({ accounts: without(accounts, id) }), true);
      return null;
    }
    if (resting.kind !== 'signed-in' && resting.kind !== 'needs-you') return id;
    const theirs = accountOf(session.identity(), entry);
    // An account is a person at a server: this one is signed in again, and not listed twice.
    if (theirs) return (await renew(theirs, entry)) ? theirs.record.id : id;
    const name = defaultName(hostOf(entry.server), resting.account.name, namesBeside(names(), id));
    await change(
      ({ accounts }) => ({
        accounts: changedIn(accounts, id, (it) => named(settledEntry(it), it.record.name ?? name)),
      }),
      true,
    );
    return id;
  }

  return {
    settled,
    mayBeAnothers,
    goOnWith,
    forget,
    renew,
    accountOf,
    /** Ends a sign-in here and on the server. False: it could not be deleted here, and stays listed. */
    async end({ opened: { session } }: Entry): Promise<boolean> {
      if (session.resting().kind !== 'signed-out') await session.signOut();
      return session.state().kind !== 'failed';
    },
    /** What is left of a sign-in that has ended: a token that could not be revoked then is revoked later. */
    leftOf(entry: Entry): readonly Entry[] {
      const state = entry.opened.session.resting();
      const because = state.kind === 'signed-out' ? state.because : null;
      const isLeft = because?.kind === 'signed-out-here' && because.server === 'later';
      return isLeft ? [inPlaceOfItself(entry)] : [];
    },
  };
}

/** Whether nothing would be lost with the process that would not have been lost before. */
function mayReplace({ opened: before }: Entry, { opened: after }: Entry): boolean {
  const isKept = after.session.endingWithProgram() === null;
  const isUnread = before.session.resting().kind === 'storage-unreadable';
  const hadNone = before.session.holder() === null || before.session.endingWithProgram() !== null;
  return !isUnread && after.session.holder() !== null && (isKept || hadNone);
}
