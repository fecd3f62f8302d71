/**
 * Sign-ins by someone who may not be the account's person.
 * They are stored separately until the server or the user identifies them.
 */
import type { AccountId, SomeoneElseAnswer } from '../../../preload/api.ts';
import { newAccountId } from '../../accounts/account-id.ts';
import { isSamePerson } from '../../oauth/id-token.ts';
import type { Session } from '../../session/session.ts';
import type { Approved } from '../../session/types.ts';
import { unlessAborted } from '../../time/clock.ts';
import type { AccountEntries, EntriesParts } from './account-entries.ts';
import { blankRecord, changedIn, type Entry, MOST_ACCOUNTS, without, withoutNewMark } from './account-entry.ts';
import type { Outcomes } from './account-outcomes.ts';

/** A sign-in that the user has to decide on. */
export interface OpenQuestion {
  /** The sign-in by someone else. */
  readonly session: Session;
  /** Another account of the person who approved; null if they have none. */
  readonly theirs: AccountId | null;
}

export type SomeoneElse = ReturnType<typeof createSomeoneElse>;

export function createSomeoneElse(
  parts: Pick<EntriesParts, 'mayAdd' | 'changed'> & Outcomes & { readonly entries: AccountEntries },
) {
  const { entries, mayAdd, changed, end, leftOf, withSessionOf, renew, forget, accountOf, completeNewAccount } = parts;
  const { find, insteadOf, change } = entries;
  /** Accounts whose answer is being carried out. A second answer would apply to an outdated question. */
  const answering = new Set<AccountId>();
  /** Sign-ins whose person is being identified, by their ids. */
  const holding = new Map<AccountId, Promise<void>>();
  /** Cancels the sign-ins whose person is not known yet, each with the account that it was approved for. */
  const canceling = new Map<AbortController, AccountId>();

  function pendingOf(id: AccountId): Entry | undefined {
    return insteadOf(id).find(
      ({ record, opened }) => !holding.has(record.id) && opened.session.ownState().kind === 'signed-in',
    );
  }

  /** Until `work` is done, the user isn't asked about this sign-in, nothing ends it, and quitting waits. */
  function whileHolding({ record: { id }, opened }: Entry, work: Promise<void>): Promise<void> {
    const held = opened.session.track(
      work.finally(() => {
        holding.delete(id);
        changed();
      }),
    );
    holding.set(id, held);
    return held;
  }

  async function store(account: Entry, other: Entry, approved: Approved, canceled: AbortSignal): Promise<void> {
    const { session } = other.opened;
    await session.start();
    // List it before its tokens are on disk, so that tokens which survive a kill always lead to the question.
    await change(({ others }) => ({ others: [...others, other] }), true);
    await unlessAborted(session.adopt(approved), canceled).catch(() => undefined);
    if (canceled.aborted) {
      await session.signOut();
      return endTheirs(other);
    }
    const outcome = await settleOn(account.record.id, other);
    if (outcome !== 'not-kept') return;
    // There was no room to store it separately, so the account keeps it in memory and leaves its files unchanged.
    await forget(other, null);
    await find(account.record.id)?.opened.session.adopt(approved);
  }

  /** Renews the account if the sign-in is by its own person; otherwise asks the user. */
  async function settleOn(id: AccountId, other: Entry): Promise<'renewed' | 'asked' | 'ended' | 'not-kept'> {
    const account = find(id);
    if (!account) {
      // The account was removed meanwhile, so there is no question to ask.
      await endTheirs(other);
      return 'ended';
    }
    const expected = account.opened.session.identity();
    const person = other.opened.session.identity();
    const isOwn = expected ? isSamePerson(expected, person) === true : accountOf(person, account) === undefined;
    if (isOwn) return (await renew(account, other)) ? 'renewed' : 'not-kept';
    await change(({ others }) => ({ others: changedIn(others, other.record.id, withoutNewMark) }), true);
    return 'asked';
  }

  /** Ends their sign-in, here and on the server. */
  async function discard(other: Entry): Promise<void> {
    await holding.get(other.record.id);
    await endTheirs(other);
  }

  async function endTheirs(other: Entry): Promise<void> {
    const left = (await end(other)) ? leftOf(other) : [other];
    // A cancellation may have ended it before, or it may be the account's own by now. A vault must not be listed twice.
    const isListed = (others: readonly Entry[]) => others.some(({ record }) => record.id === other.record.id);
    await change(
      ({ others }) => (isListed(others) ? { others: [...without(others, other.record.id), ...left] } : {}),
      true,
    );
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
    if (isSaved) await completeNewAccount(id);
  }

  async function replace(account: Entry, other: Entry): Promise<void> {
    // Otherwise one person would have two accounts.
    if (accountOf(other.opened.session.identity(), account)) return;
    if (!(await end(account))) return;
    await change(({ accounts, others }) => ({
      accounts: changedIn(accounts, account.record.id, (now) => withSessionOf(now, other)),
      others: [...without(others, other.record.id), ...leftOf(account)],
    }));
  }

  /** How each answer is carried out. */
  const answers: Readonly<Record<SomeoneElseAnswer, (account: Entry, other: Entry) => Promise<void>>> = {
    keep,
    replace,
    discard: (_account, other) => discard(other),
  };

  return {
    discard,
    /** The sign-in to decide on; null if there is none, or it can't be read now. */
    questionOf(id: AccountId): OpenQuestion | null {
      const account = find(id);
      const other = account && pendingOf(id);
      if (!other) return null;
      const { session } = other.opened;
      return { session, theirs: accountOf(session.identity(), account)?.record.id ?? null };
    },
    /**
     * Stores a sign-in in a vault of its own and identifies its person. The account doesn't change before that. Resolves when it
     * is identified, or at once if it is canceled.
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
      canceling.set(cancel, record.id);
      const { signal } = cancel;
      const stored = whileHolding(other, store(account, other, approved, signal));
      try {
        await unlessAborted(stored, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        canceling.delete(cancel);
      }
    },
    /** Ends, here and on the server, a sign-in for an account whose person is still being identified. */
    cancel(id: AccountId) {
      for (const [cancel, of] of canceling) if (of === id) cancel.abort();
    },
    async answer(id: AccountId, given: SomeoneElseAnswer): Promise<void> {
      const account = find(id);
      const other = pendingOf(id);
      if (!account || !other || answering.has(id)) return;
      answering.add(id);
      try {
        await answers[given](account, other);
      } finally {
        answering.delete(id);
      }
    },
    /** At a start: asks again about a sign-in that is still valid, and keeps one that still has to be revoked. */
    async review(other: Entry): Promise<void> {
      const { session } = other.opened;
      const { id, insteadOf, isNew } = other.record;
      await session.start();
      const state = session.ownState();
      const { kind } = state;
      const isSuperseded = insteadOf === id && (kind === 'signed-in' || kind === 'needs-you');
      // A sign-in that the server refuses to renew at the moment has not ended.
      const hasEnded = kind === 'needs-you' && state.because.kind !== 'refused';
      if (isSuperseded || hasEnded) return forget(other, session.identity());
      if (kind === 'signed-out' && (await session.revokePending()) === 'nothing')
        return void (await change(({ others }) => ({ others: without(others, id) }), true));
      if (kind !== 'signed-in' || !isNew || insteadOf === null) return changed();
      // The app was killed before the person was identified.
      await whileHolding(
        other,
        session.identify().then(async () => void (await settleOn(insteadOf, other))),
      );
    },
  };
}
