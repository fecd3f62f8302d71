/** An account with its session, and lists of them: pure data, and what follows from it. */
import type { AccountId } from '../../../preload/api.ts';
import type { AccountRecord } from '../../accounts/accounts-file.ts';
import type { ConfiguredAccount } from '../../accounts/configured.ts';
import { defaultName, wrongName } from '../../accounts/names.ts';
import type { Server } from '../../oauth/protocol.ts';
import type { Session } from '../../session/types.ts';
import type { ServerFieldValues } from '../../settings/server-fields.ts';
import type { ToolRecord } from '../../vault/types.ts';

/** Enough for anyone, and few enough for a list and a menu. */
export const MOST_ACCOUNTS = 20;

/** A session with what lies beside it in its vault. */
export interface OpenedSession {
  readonly session: Session;
  readonly tools: ToolRecord;
  /** The profile has several accounts from now on, or one again, which the vault notes durably. Rejects if it cannot. */
  noteAccounts(): Promise<void>;
}

/** An account, or a sign-in beside the accounts, with the session that it has now. */
export interface Entry {
  readonly record: AccountRecord;
  readonly configured: ConfiguredAccount | null;
  readonly fields: ServerFieldValues;
  readonly server: Server;
  readonly opened: OpenedSession;
}

/** Both lists at once: an entry may pass from one to the other. */
export interface Entries {
  readonly accounts: readonly Entry[];
  /**
   * What someone else approved, in place of an account, until the user answers; and what was removed and is still to be
   * revoked: those are in place of themselves.
   */
  readonly others: readonly Entry[];
}

/** What each account is called. */
export function namesOf(accounts: readonly Entry[]): ReadonlyMap<AccountId, string> {
  const named = new Map<AccountId, string>();
  for (const { record, configured } of accounts) if (configured?.name) named.set(record.id, configured.name);
  // A name that the administrator has given to another account since is that account's.
  for (const { record, configured } of accounts)
    if (!configured?.name && record.name !== null && wrongName(record.name, [...named.values()]) === null)
      named.set(record.id, record.name);
  for (const { record, server } of accounts)
    if (!named.has(record.id)) named.set(record.id, defaultName(hostOf(server), null, [...named.values()]));
  return named;
}

/** What the others are called. */
export function namesBeside(names: ReadonlyMap<AccountId, string>, id: AccountId): readonly string[] {
  return [...names].filter(([other]) => other !== id).map(([, name]) => name);
}

/** Whether there is more than one account, questions included. */
export function areSeveral({ accounts, others }: Entries): boolean {
  return accounts.length > 1 || [...accounts, ...others].some(({ record }) => record.server !== null);
}

/** What is kept of an account that the settings name, until more is known. */
export function blankRecord(id: AccountId): AccountRecord {
  return { id, name: null, vault: null, server: null, insteadOf: null };
}

export function without(list: readonly Entry[], id: AccountId): readonly Entry[] {
  return list.filter(({ record }) => record.id !== id);
}

export function changedIn(list: readonly Entry[], id: AccountId, change: (entry: Entry) => Entry): readonly Entry[] {
  return list.map((entry) => (entry.record.id === id ? change(entry) : entry));
}

export function hostOf({ baseUrl }: Server): string {
  return new URL(baseUrl).host;
}

/** Whether a record holds anything that is not known without it. */
export function isWorthKeeping({ name, vault, server, listedAs }: AccountRecord): boolean {
  return name !== null || vault !== null || server !== null || listedAs !== undefined;
}

/** Belongs to a name of the administrator's list from now on. */
export function claimed(record: AccountRecord, { listedAs }: ConfiguredAccount): AccountRecord {
  return listedAs === null ? record : { ...record, listedAs };
}

/** Someone has signed in to it: a start that finds no sign-in of it does not forget it any more. */
export function settledEntry(entry: Entry): Entry {
  const { isNew: _, ...record } = entry.record;
  return { ...entry, record };
}

/** `name`: null if it is called after its server. */
export function named(entry: Entry, name: string | null): Entry {
  return { ...entry, record: { ...entry.record, name } };
}
