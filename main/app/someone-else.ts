/** Someone else approved when an account was to be renewed: their sign-in is stored separately until the user answers. */
import type { AccountId, SomeoneElseAnswer } from '../../preload/api.ts';
import { newAccountId } from '../accounts/account-id.ts';
import type { Approved } from '../session/types.ts';
import {
  type AccountEntries,
  blankRecord,
  changedIn,
  type EntriesParts,
  type Entry,
  MOST_ACCOUNTS,
  without,
} from './account-entries.ts';
import type { Outcomes } from './account-outcomes.ts';

export interface SomeoneElse {
  /** Stores their sign-in in a vault of its own. Nothing of the account changes. */
  hold(account: Entry, approved: Approved): Promise<void>;
  /** What the user is asked about; undefined: nothing, or it cannot be read now. */
  questionOf(id: AccountId): Entry | undefined;
  answer(id: AccountId, answer: SomeoneElseAnswer): Promise<void>;
  /** Ends their sign-in, here and on the server. */
  discard(other: Entry): Promise<void>;
  /** At a start: they are asked about as long as their sign-in lives, and what is still to be revoked stays until it was. */
  review(other: Entry): Promise<void>;
}

export function createSomeoneElse(
  parts: Pick<EntriesParts, 'mayAdd' | 'changed'> &
    Outcomes & {
      readonly entries: AccountEntries;
      /** An account that someone has just signed in to is named, or found to be there already. */
      readonly settled: (id: AccountId) => Promise<unknown>;
    },
): SomeoneElse {
  const { entries, mayAdd, changed, end, leftOf, goOnWith, settled } = parts;
  const { find, insteadOf, change } = entries;
  /** Accounts whose question is being answered: a second answer would be about what the first one has changed. */
  const answering = new Set<AccountId>();

  const questionOf = (id: AccountId) =>
    insteadOf(id).find(({ opened }) => opened.session.resting().kind === 'signed-in');

  async function discard(other: Entry): Promise<void> {
    const left = (await end(other)) ? leftOf(other) : [other];
    await change(({ others }) => ({ others: [...without(others, other.record.id), ...left] }), true);
  }

  async function keep(other: Entry): Promise<void> {
    const { id } = other.record;
    if (!mayAdd(other.server) || entries.now().accounts.length >= MOST_ACCOUNTS) return;
    const kept: Entry = { ...other, record: { ...other.record, insteadOf: null, isNew: true } };
    const isSaved = await change(({ accounts, others }) => ({
      accounts: [...accounts, kept],
      others: without(others, id),
    }));
    if (isSaved) await settled(id);
  }

  async function replace(account: Entry, other: Entry): Promise<void> {
    if (!(await end(account))) return;
    await change(({ accounts, others }) => ({
      accounts: changedIn(accounts, account.record.id, (now) => goOnWith(now, other)),
      others: [...without(others, other.record.id), ...leftOf(account)],
    }));
  }

  function carryOut(answer: SomeoneElseAnswer, account: Entry, other: Entry): Promise<void> {
    switch (answer) {
      case 'keep':
        return keep(other);
      case 'replace':
        return replace(account, other);
      case 'discard':
        return discard(other);
      default:
        return answer satisfies never;
    }
  }

  return {
    questionOf,
    discard,
    async hold({ fields, record }, approved) {
      const other = entries.open({ ...blankRecord(newAccountId()), server: fields, insteadOf: record.id });
      if (!other) return;
      await other.opened.session.start();
      // On disk before the tokens are: after a kill the question is asked, or there is nothing to ask about.
      await change(({ others }) => ({ others: [...others, other] }), true);
      await other.opened.session.adopt(approved);
      changed();
    },
    async answer(id, given) {
      const account = find(id);
      const other = questionOf(id);
      if (!account || !other || answering.has(id)) return;
      answering.add(id);
      try {
        await carryOut(given, account, other);
      } finally {
        answering.delete(id);
      }
    },
    async review(other) {
      const { session } = other.opened;
      await session.start();
      const state = session.resting();
      const { kind } = state;
      // What the server refuses to renew at the moment has not ended.
      if (kind === 'needs-you' && state.because.kind !== 'refused') await session.forget();
      else if (kind !== 'signed-out' || (await session.revokePending()) !== 'nothing') return changed();
      await change(({ others }) => ({ others: without(others, other.record.id) }), true);
    },
  };
}
