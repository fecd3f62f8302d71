/** The accounts while the app runs, and what users can do with them. Each is signed in or out independently of the others. */
import { setImmediate } from 'node:timers/promises';
import type { AccountId, LockedBy, StorageTrouble } from '../../../preload/api.ts';
import type { ConfiguredAccount } from '../../accounts/configured.ts';
import type { Server } from '../../oauth/protocol.ts';
import type { Session } from '../../session/session.ts';
import type { ServerFieldValues } from '../../settings/server-fields.ts';
import type { ToolRecord } from '../../vault/types.ts';
import { type AccountChangesParts, createAccountChanges } from './account-changes.ts';
import { createEntries, type EntriesParts } from './account-entries.ts';
import type { Entry } from './account-entry.ts';
import { createOutcomes } from './account-outcomes.ts';
import { createSomeoneElse, type OpenQuestion } from './someone-else.ts';

/** An account as the rest of the app sees it. */
export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly server: Server;
  readonly fields: ServerFieldValues;
  /** Who configured it, if users can't remove it; else null. */
  readonly lockedBy: LockedBy | null;
  readonly session: Session;
  readonly tools: ToolRecord;
  /**
   * A sign-in by someone else that the user has to decide on; null if there is none, or it can't be read now. `theirs`: the name
   * of that person's other account.
   */
  readonly question: (Pick<OpenQuestion, 'session'> & { readonly theirs: string | null }) | null;
}

export type AccountList = ReturnType<typeof createAccountList>;

interface AccountListParts extends EntriesParts, AccountChangesParts {
  /** Reads the list again; `loaded` then returns it. */
  readonly load: () => Promise<unknown>;
}

/** Opens the sessions, but reads nothing before `start()`. */
export function createAccountList(parts: AccountListParts) {
  const { changed } = parts;
  const entries = createEntries(parts, {
    mayBeAnothers: (account, person) => outcomes.mayBeAnothers(account, person),
    onSomeoneElse: (account, approved) => someoneElse.hold(account, approved),
  });
  const { find, insteadOf, vaultOf } = entries;
  const outcomes = createOutcomes(entries);
  const { completeNewAccount } = outcomes;
  const someoneElse = createSomeoneElse({ ...parts, ...outcomes, entries });
  const { questionOf, answer, review, discard } = someoneElse;

  /** Why the list can't be read; there are no accounts then, and nothing is changed. */
  function trouble(): StorageTrouble | null {
    const loaded = parts.loaded();
    return loaded.kind === 'unreadable' ? loaded.trouble : null;
  }

  /** Reads each account's stored sign-in: a single one at once, several one after another once `idle` resolves. */
  async function start(idle?: Promise<unknown>): Promise<void> {
    void entries.saveConfigured();
    const { accounts, others } = entries.now();
    const started: Promise<unknown>[] = [];
    // A single account's screen shows what is stored, while a list can be drawn before that is read.
    if (accounts.length > 1) await idle;
    for (const { opened } of accounts) {
      started.push(opened.session.start());
      // Decrypting takes milliseconds each time, so let work that a window waits for run in between.
      await setImmediate();
    }
    // A single account is ready for `--sign-in` before there is a page.
    if (others.length > 0) await idle;
    await Promise.all([...started, ...others.map(review)]);
    for (const { record } of accounts) await completeNewAccount(record.id);
  }

  return {
    trouble,
    start,
    /** Reads the list again, if it could not be read. */
    async readAgain(): Promise<void> {
      if (!trouble()) return;
      await parts.load();
      entries.load();
      changed();
      await start();
    },
    hasSeveral: entries.hasSeveral,
    sessions: entries.sessions,
    /** The account that a session belongs to, or that someone else signed in for; null if it belongs to no account any more. */
    ownerOf(session: Session): AccountId | null {
      const { accounts, others } = entries.now();
      const fits = ({ opened }: Entry) => opened.session === session;
      const insteadOf = others.find(fits)?.record.insteadOf ?? null;
      return (accounts.find(fits) ?? (insteadOf === null ? undefined : find(insteadOf)))?.record.id ?? null;
    },
    /** Replaces the configured accounts, after the settings have changed. */
    configure(configured: readonly ConfiguredAccount[]): void {
      entries.configure(configured);
      changed();
    },
    /** In a fixed order. */
    all(): readonly Account[] {
      const names = entries.names();
      return entries.now().accounts.map(({ record: { id }, configured, server, fields, opened }) => {
        const question = questionOf(id);
        return {
          id,
          name: names.get(id) ?? '',
          server,
          fields,
          lockedBy: configured?.lockedBy ?? null,
          ...opened,
          question: question && {
            session: question.session,
            theirs: question.theirs && (names.get(question.theirs) ?? null),
          },
        };
      });
    },
    /** Each account's server and the name of its vault, for diagnostics. */
    vaults: () => entries.now().accounts.map((entry) => ({ server: entry.server, vault: vaultOf(entry) })),
    /** Reads one account's stored sign-in, and any by someone else for it. */
    async read(id: AccountId): Promise<void> {
      await entries.saveConfigured();
      await Promise.all([find(id)?.opened.session.start(), ...insteadOf(id).map(review)]);
      // An earlier run may have been killed while it dealt with a new sign-in.
      if (find(id)?.opened.session.ownState().kind !== 'signed-out') await completeNewAccount(id);
    },
    /**
     * Requests a code, and cancels any other.
     * Resolves with the account that is signed in as a result; null if a new account was dropped again.
     */
    async signIn(id: AccountId): Promise<AccountId | null> {
      const entry = find(id);
      if (!entry || questionOf(id)) return id;
      for (const other of entries.now().accounts) if (other.opened !== entry.opened) other.opened.session.cancel();
      await entry.opened.session.signIn();
      return completeNewAccount(id);
    },
    /** Cancels a sign-in in progress, even one that was approved while the server is being asked who approved it. */
    cancel(id: AccountId): void {
      find(id)?.opened.session.cancel();
      someoneElse.cancel(id);
    },
    /** Dismisses a failure. Resolves as `signIn` does. */
    dismiss: outcomes.dismiss,
    /** Ends the sign-in here and on the server, and any by someone else that awaits a decision. The account stays listed. */
    signOut(id: AccountId): Promise<unknown> {
      // One that is not listed yet would sign the account in again.
      someoneElse.cancel(id);
      return Promise.all([find(id)?.opened.session.signOut(), ...insteadOf(id).map(discard)]);
    },
    ...createAccountChanges(parts, entries, outcomes, someoneElse),
    answer,
  };
}
