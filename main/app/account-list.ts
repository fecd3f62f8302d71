/** The accounts of this computer while the app runs: what users do with them. Each is signed in or not, whatever the others are. */
import { setImmediate } from 'node:timers/promises';
import type {
  AccountId,
  AddAccountProblem,
  LockedBy,
  NameProblem,
  SomeoneElseAnswer,
  StorageTrouble,
} from '../../preload/api.ts';
import { newAccountId } from '../accounts/account-id.ts';
import type { ConfiguredAccount } from '../accounts/configured.ts';
import { defaultName, tidyName, wrongName } from '../accounts/names.ts';
import type { Identity } from '../oauth/id-token.ts';
import type { Server } from '../oauth/protocol.ts';
import type { Session } from '../session/types.ts';
import type { ServerFieldValues } from '../settings/server-fields.ts';
import type { ToolRecord } from '../vault/types.ts';
import {
  blankRecord,
  changedIn,
  createEntries,
  type EntriesParts,
  type Entry,
  hostOf,
  MOST_ACCOUNTS,
  without,
} from './account-entries.ts';
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

export interface AccountList {
  /** In a fixed order. */
  all(): readonly Account[];
  /** Why the list cannot be read: then there is no account, and nothing is changed. */
  trouble(): StorageTrouble | null;
  /** Reads the list once more, if it could not be read. */
  readAgain(): Promise<void>;
  /** Every session that was opened: one that is not listed any more may still have something to finish. */
  sessions(): readonly Session[];
  /** Whether the profile holds more than one account, questions included. */
  hasSeveral(): boolean;
  /** The settings name other accounts from now on. */
  configure(configured: readonly ConfiguredAccount[]): void;
  /** Reads what each account has stored: the first one at once, the others one after the other once `idle` resolves. */
  start(idle?: Promise<unknown>): Promise<void>;
  /** Each account's server, and the name of its vault: for an examination, which opens it by itself. */
  vaults(): readonly { readonly server: Server; readonly vault: string }[];
  /** Reads what one account has stored, and what someone else approved for it. */
  read(id: AccountId): Promise<void>;
  /** Adds an account that no one is signed in to yet. */
  add(fields: ServerFieldValues, name: string | null): Promise<AccountId | AddAccountProblem>;
  /** Asks for a code, and ends any other code. Resolves with the account that it has led to; null: it was only just added, and is gone. */
  signIn(id: AccountId): Promise<AccountId | null>;
  /** Leaves a failure. Resolves as `signIn` does. */
  dismiss(id: AccountId): Promise<AccountId | null>;
  /** Ends the sign-in here and on the server, and one of someone else that waits for an answer. The account stays listed. */
  signOut(id: AccountId): Promise<unknown>;
  rename(id: AccountId, name: string): Promise<NameProblem | null>;
  /** Ends the sign-in here and on the server, and forgets the account unless that failed. */
  remove(id: AccountId): Promise<void>;
  answer(id: AccountId, answer: SomeoneElseAnswer): Promise<void>;
}

export interface AccountListParts extends EntriesParts {
  /** Reads the list once more: `loaded` has it then. */
  readonly load: () => Promise<unknown>;
  /** The settings name the server of their account no more. Resolves with the accounts that are still configured; rejects if that cannot be saved. */
  readonly unconfigure: () => Promise<readonly ConfiguredAccount[]>;
}

/** Opens the sessions, and reads nothing before `start()`. */
export function createAccountList(parts: AccountListParts): AccountList {
  const { changed } = parts;
  const entries = createEntries(parts, {
    mayBeAnothers,
    onSomeoneElse: (account, approved) => someoneElse.hold(account, approved),
  });
  const { find, insteadOf, change, vaultOf } = entries;
  const outcomes = createOutcomes(entries);
  const { end, leftOf, renew, accountOf } = outcomes;
  const someoneElse = createSomeoneElse({ ...parts, ...outcomes, entries, settled });
  const { questionOf, answer, review, discard } = someoneElse;

  function namesBeside(id: AccountId): readonly string[] {
    return [...entries.names()].filter(([other]) => other !== id).map(([, name]) => name);
  }

  /** An account that was only just added may turn out to be one that is there. */
  function mayBeAnothers(account: Entry, person: Identity | null): boolean {
    if (account.record.isNew) return false;
    if (person) return accountOf(person, account) !== undefined;
    const { baseUrl, clientId } = account.server;
    return entries
      .now()
      .accounts.some(
        ({ record, server, opened }) =>
          record.id !== account.record.id &&
          server.clientId === clientId &&
          opened.session.identity()?.issuer === baseUrl,
      );
  }

  /** What a sign-in of this account has led to. */
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
    const name = defaultName(hostOf(entry.server), resting.account.name, namesBeside(id));
    await change(
      ({ accounts }) => ({
        accounts: changedIn(accounts, id, (now) => {
          const { isNew: _, ...record } = now.record;
          return { ...now, record: { ...record, name: record.name ?? name } };
        }),
      }),
      true,
    );
    return id;
  }

  async function remove(id: AccountId): Promise<void> {
    if (find(id)?.configured?.lockedBy) return;
    for (const other of insteadOf(id)) await discard(other);
    const entry = find(id);
    if (!entry || !(await end(entry))) return;
    if (entry.configured) {
      const configured = await parts.unconfigure().catch(() => null);
      if (!configured) return;
      // Its name goes with it.
      await change(({ accounts }) => ({ accounts: changedIn(accounts, id, (now) => named(now, null)) }), true);
      entries.configure(configured);
    }
    await change(
      ({ accounts, others }) => ({
        accounts: without(accounts, id),
        others: [...others, ...leftOf(entry)],
      }),
      true,
    );
  }

  function trouble(): StorageTrouble | null {
    const loaded = parts.loaded();
    return loaded.kind === 'unreadable' ? loaded.trouble : null;
  }

  async function start(idle?: Promise<unknown>): Promise<void> {
    void entries.saveConfigured();
    const { accounts, others } = entries.now();
    const [first, ...rest] = accounts;
    const started: Promise<unknown>[] = [first?.opened.session.start() ?? Promise.resolve()];
    await idle;
    for (const { opened } of rest) {
      started.push(opened.session.start());
      // Decrypting takes milliseconds each time: what a window waits for goes between.
      await setImmediate();
    }
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
    async add(fields, typed) {
      const name = typed === null ? null : tidyName(typed);
      const problem = name === null ? null : wrongName(name, [...entries.names().values()]);
      if (problem) return { kind: 'name', problem };
      if (entries.now().accounts.length >= MOST_ACCOUNTS) return { kind: 'too-many' };
      const entry = entries.open({ ...blankRecord(newAccountId()), name, server: fields, isNew: true });
      if (!entry || !parts.mayAdd(entry.server)) return { kind: 'server', problem: 'locked' };
      const isSaved = await change(({ accounts }) => ({ accounts: [...accounts, entry] }));
      if (!isSaved) return { kind: 'server', problem: 'not-saved' };
      await entry.opened.session.start();
      return entry.record.id;
    },
    async signIn(id) {
      const entry = find(id);
      if (!entry || questionOf(id)) return id;
      for (const other of entries.now().accounts) if (other.opened !== entry.opened) other.opened.session.cancel();
      await entry.opened.session.signIn();
      return settled(id);
    },
    dismiss(id) {
      find(id)?.opened.session.dismiss();
      return settled(id);
    },
    signOut: (id) => Promise.all([find(id)?.opened.session.signOut(), ...insteadOf(id).map(discard)]),
    async rename(id, typed) {
      const entry = find(id);
      if (!entry || (entry.configured && entry.configured.name !== null)) return 'locked';
      const name = tidyName(typed);
      const problem = wrongName(name, namesBeside(id));
      if (problem) return problem;
      const isSaved = await change(({ accounts }) => ({
        accounts: changedIn(accounts, id, (now) => named(now, name)),
      }));
      return isSaved ? null : 'not-saved';
    },
    remove,
    answer,
  };
}

function named(entry: Entry, name: string | null): Entry {
  return { ...entry, record: { ...entry.record, name } };
}
