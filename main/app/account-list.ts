/** The accounts of this computer while the app runs: what users do with them. Each is signed in or not, whatever the others are. */
import { setImmediate } from 'node:timers/promises';
import type { AccountId, LockedBy, SomeoneElseAnswer, StorageTrouble } from '../../preload/api.ts';
import type { ConfiguredAccount } from '../accounts/configured.ts';
import type { Server } from '../oauth/protocol.ts';
import type { Session } from '../session/types.ts';
import type { ServerFieldValues } from '../settings/server-fields.ts';
import type { ToolRecord } from '../vault/types.ts';
import { type AccountChanges, type AccountChangesParts, createAccountChanges } from './account-changes.ts';
import { createEntries, type EntriesParts } from './account-entries.ts';
import type { Entry } from './account-entry.ts';
import { createOutcomes } from './account-outcomes.ts';
import { createSomeoneElse, type Question } from './someone-else.ts';

/** An account as the rest of the app sees it. */
export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly server: Server;
  readonly fields: ServerFieldValues;
  /** Who set it up, if users cannot remove it; else null. */
  readonly lockedBy: LockedBy | null;
  readonly session: Session;
  readonly tools: ToolRecord;
  /**
   * What someone signed in with in its place, until the user answers; null: no one has, or it cannot be read now. `theirs`: the
   * name of another account of that person.
   */
  readonly question: (Pick<Question, 'session'> & { readonly theirs: string | null }) | null;
}

export interface AccountList extends AccountChanges {
  /** In a fixed order. */
  all(): readonly Account[];
  /** Why the list cannot be read: then there is no account, and nothing is changed. */
  trouble(): StorageTrouble | null;
  /** Reads the list once more, if it could not be read. */
  readAgain(): Promise<void>;
  /** Every session that is open: one that is not listed any more may still have something to finish. */
  sessions(): readonly Session[];
  /** The account of a session, or in whose place someone has signed in; null: what it has belongs to no account any more. */
  ownerOf(session: Session): AccountId | null;
  /** Whether the profile holds more than one account, questions included. */
  hasSeveral(): boolean;
  /** The settings name other accounts from now on. */
  configure(configured: readonly ConfiguredAccount[]): void;
  /** Reads what each account has stored: the only one at once, several one after the other once `idle` resolves. */
  start(idle?: Promise<unknown>): Promise<void>;
  /** Each account's server, and the name of its vault: for an examination, which opens it by itself. */
  vaults(): readonly { readonly server: Server; readonly vault: string }[];
  /** Reads what one account has stored, and what someone else approved for it. */
  read(id: AccountId): Promise<void>;
  /** Asks for a code, and ends any other code. Resolves with the account that it has led to; null: it was only just added, and is gone. */
  signIn(id: AccountId): Promise<AccountId | null>;
  /** Ends a sign-in that is under way, even if it was approved and the server is being asked by whom. */
  cancel(id: AccountId): void;
  /** Leaves a failure. Resolves as `signIn` does. */
  dismiss(id: AccountId): Promise<AccountId | null>;
  /** Ends the sign-in here and on the server, and one of someone else that waits for an answer. The account stays listed. */
  signOut(id: AccountId): Promise<unknown>;
  answer(id: AccountId, answer: SomeoneElseAnswer): Promise<void>;
}

export interface AccountListParts extends EntriesParts, AccountChangesParts {
  /** Reads the list once more: `loaded` has it then. */
  readonly load: () => Promise<unknown>;
}

/** Opens the sessions, and reads nothing before `start()`. */
export function createAccountList(parts: AccountListParts): AccountList {
  const { changed } = parts;
  const entries = createEntries(parts, {
    mayBeAnothers: (account, person) => outcomes.mayBeAnothers(account, person),
    onSomeoneElse: (account, approved) => someoneElse.hold(account, approved),
  });
  const { find, insteadOf, vaultOf } = entries;
  const outcomes = createOutcomes(entries);
  const { settled } = outcomes;
  const someoneElse = createSomeoneElse({ ...parts, ...outcomes, entries });
  const { questionOf, answer, review, discard } = someoneElse;

  function trouble(): StorageTrouble | null {
    const loaded = parts.loaded();
    return loaded.kind === 'unreadable' ? loaded.trouble : null;
  }

  async function start(idle?: Promise<unknown>): Promise<void> {
    void entries.saveConfigured();
    const { accounts, others } = entries.now();
    const started: Promise<unknown>[] = [];
    // The screen of one account shows what is stored; a list is drawn without it.
    if (accounts.length > 1) await idle;
    for (const { opened } of accounts) {
      started.push(opened.session.start());
      // Decrypting takes milliseconds each time, so what a window waits for runs in between.
      await setImmediate();
    }
    await idle;
    await Promise.all([...started, ...others.map(review)]);
    for (const { record } of accounts) await settled(record.id);
  }

  return {
    trouble,
    start,
    async readAgain() {
      if (!trouble()) return;
      await parts.load();
      entries.load();
      changed();
      await start();
    },
    hasSeveral: entries.hasSeveral,
    sessions: entries.sessions,
    ownerOf(session) {
      const { accounts, others } = entries.now();
      const fits = ({ opened }: Entry) => opened.session === session;
      const insteadOf = others.find(fits)?.record.insteadOf ?? null;
      return (accounts.find(fits) ?? (insteadOf === null ? undefined : find(insteadOf)))?.record.id ?? null;
    },
    configure(configured) {
      entries.configure(configured);
      changed();
    },
    all() {
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
    vaults: () => entries.now().accounts.map((entry) => ({ server: entry.server, vault: vaultOf(entry) })),
    async read(id) {
      await entries.saveConfigured();
      await Promise.all([find(id)?.opened.session.start(), ...insteadOf(id).map(review)]);
      // An earlier run may have been killed before it was done with a new sign-in.
      if (find(id)?.opened.session.resting().kind !== 'signed-out') await settled(id);
    },
    async signIn(id) {
      const entry = find(id);
      if (!entry || questionOf(id)) return id;
      for (const other of entries.now().accounts) if (other.opened !== entry.opened) other.opened.session.cancel();
      await entry.opened.session.signIn();
      return settled(id);
    },
    cancel(id) {
      find(id)?.opened.session.cancel();
      someoneElse.cancel(id);
    },
    dismiss(id) {
      find(id)?.opened.session.dismiss();
      return settled(id);
    },
    signOut: (id) => Promise.all([find(id)?.opened.session.signOut(), ...insteadOf(id).map(discard)]),
    ...createAccountChanges(parts, entries, outcomes, someoneElse),
    answer,
  };
}
