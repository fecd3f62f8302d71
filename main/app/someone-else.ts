/** Someone approved who may not be the account's person: their sign-in is stored separately until the server or the user has identified them. */
import type { AccountId, SomeoneElseAnswer } from '../../preload/api.ts';
import { newAccountId } from '../accounts/account-id.ts';
import { isSamePerson } from '../oauth/id-token.ts';
import type { Approved, Session } from '../session/types.ts';
import { unlessAborted } from '../time/clock.ts';
import type { AccountEntries, EntriesParts } from './account-entries.ts';
import { blankRecord, changedIn, type Entry, MOST_ACCOUNTS, settledEntry, without } from './account-entry.ts';
import type { Outcomes } from './account-outcomes.ts';

/** What the user is asked about. */
export interface Question {
  /** The sign-in that waits for the answer. */
  readonly session: Session;
  /** Another account of the person who approved; null: they have none. */
  readonly theirs: AccountId | null;
}

export type SomeoneElse = ReturnType<typeof createSomeoneElse>;

export function createSomeoneElse(
  parts: Pick<EntriesParts, 'mayAdd' | 'changed'> & Outcomes & { readonly entries: AccountEntries },
) {
  const { entries, mayAdd, changed, end, leftOf, goOnWith, renew, forget, accountOf, settled } = parts;
  const { find, insteadOf, change } = entries;
  /** Accounts whose question is being answered: a second answer would be about what the first one has changed. */
  const answering = new Set<AccountId>();
  /** Sign-ins whose person is being found out, by their ids. */
  const holding = new Map<AccountId, Promise<void>>();
  /** What ends those that are not kept yet, and the accounts for which they were approved. */
  const cancelling = new Map<AbortController, AccountId>();

  function pendingOf(id: AccountId): Entry | undefined {
    return insteadOf(id).find(
      ({ record, opened }) => !holding.has(record.id) && opened.session.resting().kind === 'signed-in',
    );
  }

  /** Nothing is asked about it, and nothing ends it, until `work` is done. */
  function whileHolding({ record: { id } }: Entry, work: Promise<void>): Promise<void> {
    const held = work.finally(() => {
      holding.delete(id);
      changed();
    });
    holding.set(id, held);
    return held;
  }

  async function store(account: Entry, other: Entry, approved: Approved, cancelled: AbortSignal): Promise<void> {
    const { session } = other.opened;
    await session.start();
    // On disk before the tokens are: after a kill the question is asked, or there is nothing to ask about.
    await change(({ others }) => ({ others: [...others, other] }), true);
    await unlessAborted(session.adopt(approved), cancelled).catch(() => undefined);
    if (cancelled.aborted) {
      await session.signOut();
      return endTheirs(other);
    }
    const isOwn = await settleOn(account.record.id, other);
    if (isOwn !== 'not-kept') return;
    // There is no room to store it separately: the account keeps it in memory, beside what it has on disk.
    await forget(other, null);
    await find(account.record.id)?.opened.session.adopt(approved);
  }

  /** Renews the account if it is its own person's sign-in; else the user is asked. */
  async function settleOn(id: AccountId, other: Entry): Promise<'renewed' | 'asked' | 'ended' | 'not-kept'> {
    const account = find(id);
    if (!account) {
      // It was removed while they approved: no one would be asked about them.
      await endTheirs(other);
      return 'ended';
    }
    const expected = account.opened.session.identity();
    const person = other.opened.session.identity();
    const isOwn = expected ? isSamePerson(expected, person) === true : accountOf(person, account) === undefined;
    if (isOwn) return (await renew(account, other)) ? 'renewed' : 'not-kept';
    await change(({ others }) => ({ others: changedIn(others, other.record.id, settledEntry) }), true);
    return 'asked';
  }

  /** Ends their sign-in, here and on the server. */
  async function discard(other: Entry): Promise<void> {
    await holding.get(other.record.id);
    await endTheirs(other);
  }

  async function endTheirs(other: Entry): Promise<void> {
    const left = (await end(other)) ? leftOf(other) : [other];
    await change(({ others }) => ({ others: [...without(others, other.record.id), ...left] }), true);
  }

  async function keep(account: Entry, other: Entry): Promise<void> {
    const { id } = other.record;
    const theirs = accountOf(other.opened.session.identity(), account);
    if (theirs) return void (await renew(theirs, other));
    if (!mayAdd(other.server) || entries.now().accounts.length >= MOST_ACCOUNTS) return;
    const kept: Entry = { ...other, record: { ...other.record, insteadOf: null, isNew: true } };
    const isSaved = await change(({ accounts, others }) => ({
      accounts: [...accounts, kept],
      others: without(others, id),
    }));
    if (isSaved) await settled(id);
  }

  async function replace(account: Entry, other: Entry): Promise<void> {
    // One person would have two accounts.
    if (accountOf(other.opened.session.identity(), account)) return;
    if (!(await end(account))) return;
    await change(({ accounts, others }) => ({
      accounts: changedIn(accounts, account.record.id, (now) => goOnWith(now, other)),
      others: [...without(others, other.record.id), ...leftOf(account)],
    }));
  }

  function carryOut(answer: SomeoneElseAnswer, account: Entry, other: Entry): Promise<void> {
    switch (answer) {
      case 'keep':
        return keep(account, other);
      case 'replace':
        return replace(account, other);
      case 'discard':
        return discard(other);
      default:
        return answer satisfies never;
    }
  }

  return {
    discard,
    /** Null: nothing, or it cannot be read now. */
    questionOf(id: AccountId): Question | null {
      const account = find(id);
      const other = account && pendingOf(id);
      if (!other) return null;
      const { session } = other.opened;
      return { session, theirs: accountOf(session.identity(), account)?.record.id ?? null };
    },
    /**
     * Stores a sign-in in a vault of its own, and finds out whose it is. Nothing of the account changes before that is known.
     * Resolves then, or at once if it is cancelled.
     */
    async hold(account: Entry, approved: Approved): Promise<void> {
      const { fields, record } = account;
      const other = entries.open({
        ...blankRecord(newAccountId()),
        server: fields,
        insteadOf: record.id,
        isNew: true,
      });
      if (!other) return;
      const cancel = new AbortController();
      cancelling.set(cancel, record.id);
      const { signal } = cancel;
      const stored = whileHolding(other, store(account, other, approved, signal));
      try {
        await unlessAborted(stored, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        cancelling.delete(cancel);
      }
    },
    /** Ends what was approved for an account while the server is asked whose it is: here, and on the server. */
    cancel(id: AccountId) {
      for (const [cancel, of] of cancelling) if (of === id) cancel.abort();
    },
    async answer(id: AccountId, given: SomeoneElseAnswer): Promise<void> {
      const account = find(id);
      const other = pendingOf(id);
      if (!account || !other || answering.has(id)) return;
      answering.add(id);
      try {
        await carryOut(given, account, other);
      } finally {
        answering.delete(id);
      }
    },
    /** At a start: they are asked about as long as their sign-in lives, and what is still to be revoked stays until it was. */
    async review(other: Entry): Promise<void> {
      const { session } = other.opened;
      const { id, insteadOf, isNew } = other.record;
      await session.start();
      const state = session.resting();
      const { kind } = state;
      const isSuperseded = insteadOf === id && (kind === 'signed-in' || kind === 'needs-you');
      // What the server refuses to renew at the moment has not ended.
      const hasEnded = kind === 'needs-you' && state.because.kind !== 'refused';
      if (isSuperseded || hasEnded) return forget(other, session.identity());
      if (kind === 'signed-out' && (await session.revokePending()) === 'nothing')
        return void (await change(({ others }) => ({ others: without(others, id) }), true));
      if (kind !== 'signed-in' || !isNew || insteadOf === null) return changed();
      // The app was killed before it was known whose it is.
      await whileHolding(
        other,
        session.identify().then(async () => void (await settleOn(insteadOf, other))),
      );
    },
  };
}
