/** Adding, naming and removing accounts. */
import type { AccountId, AddAccountProblem, NameProblem } from '../../../preload/api.ts';
import { newAccountId } from '../../accounts/account-id.ts';
import type { ConfiguredAccount } from '../../accounts/configured.ts';
import { nameProblem, normalizedName } from '../../accounts/names.ts';
import type { ServerFieldValues } from '../../settings/server-fields.ts';
import type { AccountEntries, EntriesParts } from './account-entries.ts';
import { blankRecord, changedIn, MOST_ACCOUNTS, named, namesBeside, without } from './account-entry.ts';
import type { Outcomes } from './account-outcomes.ts';
import type { SomeoneElse } from './someone-else.ts';

export interface AccountChangesParts extends Pick<EntriesParts, 'mayAdd'> {
  /**
   * Removes the server from the user's settings.
   * Resolves with the accounts that are still configured; rejects if the change can't be saved.
   */
  readonly unconfigure: () => Promise<readonly ConfiguredAccount[]>;
}

export function createAccountChanges(
  { mayAdd, unconfigure }: AccountChangesParts,
  { now, find, insteadOf, names, open, configure, change }: AccountEntries,
  { end, leftOf, dismiss }: Pick<Outcomes, 'end' | 'leftOf' | 'dismiss'>,
  { discard }: Pick<SomeoneElse, 'discard'>,
) {
  return {
    /** Adds an account without signing in. */
    async add(fields: ServerFieldValues, typed: string | null): Promise<AccountId | AddAccountProblem> {
      // This may be a retry, which must be able to have the same name and must not leave an account for each failure.
      for (const { record, opened } of now().accounts)
        if (record.isNew && opened.session.state().kind === 'failed') await dismiss(record.id);
      const name = typed === null ? null : normalizedName(typed);
      const problem = name === null ? null : nameProblem(name, [...names().values()]);
      if (problem) return { kind: 'name', problem };
      if (now().accounts.length >= MOST_ACCOUNTS) return { kind: 'too-many' };
      const entry = open({ ...blankRecord(newAccountId()), name, server: fields, isNew: true });
      if (!entry || !mayAdd(entry.server)) return { kind: 'server', problem: 'locked' };
      const isSaved = await change(({ accounts }) => ({ accounts: [...accounts, entry] }));
      if (!isSaved) return { kind: 'server', problem: 'not-saved' };
      await entry.opened.session.start();
      return entry.record.id;
    },
    async rename(id: AccountId, typed: string): Promise<NameProblem | null> {
      const entry = find(id);
      if (!entry || (entry.configured && entry.configured.name !== null)) return 'locked';
      const name = normalizedName(typed);
      const problem = nameProblem(name, namesBeside(names(), id));
      if (problem) return problem;
      const isSaved = await change(({ accounts }) => ({ accounts: changedIn(accounts, id, (it) => named(it, name)) }));
      return isSaved ? null : 'not-saved';
    },
    /** Ends the sign-in here and on the server, then forgets the account unless that failed. */
    async remove(id: AccountId): Promise<void> {
      if (find(id)?.configured?.lockedBy) return;
      for (const other of insteadOf(id)) await discard(other);
      const entry = find(id);
      if (!entry || !(await end(entry))) return;
      // Someone may have approved meanwhile.
      for (const other of insteadOf(id)) await discard(other);
      if (entry.configured) {
        const configured = await unconfigure().catch(() => null);
        if (!configured) return;
        // Forget the user's name for it as well.
        await change(({ accounts }) => ({ accounts: changedIn(accounts, id, (it) => named(it, null)) }), true);
        configure(configured);
      }
      await change(
        ({ accounts, others }) => ({ accounts: without(accounts, id), others: [...others, ...leftOf(entry)] }),
        true,
      );
    },
  };
}
