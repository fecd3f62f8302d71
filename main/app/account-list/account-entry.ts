/** An account with its session, and pure functions on lists of accounts. */
import type { AccountId } from '../../../preload/api.ts';
import type { AccountRecord } from '../../accounts/accounts-file.ts';
import type { ConfiguredAccount } from '../../accounts/configured.ts';
import { defaultName, nameProblem } from '../../accounts/names.ts';
import type { Server } from '../../oauth/protocol.ts';
import type { Session } from '../../session/session.ts';
import type { ServerFieldValues } from '../../settings/server-fields.ts';
import type { ToolRecord } from '../../vault/types.ts';

/** More than anyone needs, and few enough for a list and a menu. */
export const MOST_ACCOUNTS = 20;

/** A session, and the other records in its vault. */
export interface OpenedSession {
  readonly session: Session;
  readonly tools: ToolRecord;
  /** Notes durably in the vault whether the profile has several accounts. Rejects if that fails. */
  noteAccounts(): Promise<void>;
}

/** An account, or a sign-in stored separately, with its current session. */
export interface Entry {
  readonly record: AccountRecord;
  readonly configured: ConfiguredAccount | null;
  readonly fields: ServerFieldValues;
  readonly server: Server;
  readonly opened: OpenedSession;
}

/** Both lists together, because an entry may move from one to the other. */
export interface Entries {
  readonly accounts: readonly Entry[];
  /**
   * Sign-ins that are not accounts: those by someone else until the user decides, and removed ones that still have to be revoked.
   * The latter name themselves in `insteadOf`.
   */
  readonly others: readonly Entry[];
}

/** The display name of each account. */
export function namesOf(accounts: readonly Entry[]): ReadonlyMap<AccountId, string> {
  const named = new Map<AccountId, string>();
  for (const { record, configured } of accounts) if (configured?.name) named.set(record.id, configured.name);
  // If the administrator has since given a name to another account, that account has it.
  for (const { record, configured } of accounts)
    if (!configured?.name && record.name !== null && nameProblem(record.name, [...named.values()]) === null)
      named.set(record.id, record.name);
  for (const { record, server } of accounts)
    if (!named.has(record.id)) named.set(record.id, defaultName(hostOf(server), null, [...named.values()]));
  return named;
}

/** The names of all other accounts. */
export function namesBeside(names: ReadonlyMap<AccountId, string>, id: AccountId): readonly string[] {
  return [...names].filter(([other]) => other !== id).map(([, name]) => name);
}

/** Whether there is more than one sign-in, including any by someone else. */
export function areSeveral({ accounts, others }: Entries): boolean {
  return accounts.length > 1 || [...accounts, ...others].some(({ record }) => record.server !== null);
}

/** The record of an account before anything is known about it. */
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

/** Whether a record holds anything that the settings don't. */
export function isWorthKeeping({ name, vault, server, listedAs }: AccountRecord): boolean {
  return name !== null || vault !== null || server !== null || listedAs !== undefined;
}

/** The record, tied to its name in the administrator's list. */
export function claimed(record: AccountRecord, { listedAs }: ConfiguredAccount): AccountRecord {
  return listedAs === null ? record : { ...record, listedAs };
}

/**
 * Gives an account that only a flag names a name in the list if the user has added another one at its server. Once it's signed
 * out, the list alone shows that it is there.
 */
export function withFlagsListed(accounts: readonly Entry[]): readonly Entry[] {
  const names = namesOf(accounts);
  return accounts.map((entry) =>
    isUnlisted(entry, accounts) ? named(entry, names.get(entry.record.id) ?? null) : entry,
  );
}

/** Whether the list has to name this account, which only a flag names. Not if no one has signed in to it. */
export function isUnlisted({ record, configured, server, opened }: Entry, accounts: readonly Entry[]): boolean {
  if (configured?.lockedBy !== 'flag' || record.name !== null) return false;
  const isUsed = opened.session.ownState().kind !== 'signed-out';
  const isBeside = (other: Entry) =>
    !other.configured &&
    !other.record.isNew &&
    other.server.baseUrl === server.baseUrl &&
    other.server.clientId === server.clientId;
  return isUsed && accounts.some(isBeside);
}

/** The entry after a sign-in: from now on a start keeps it even if it finds no sign-in in its vault. */
export function withoutNewMark(entry: Entry): Entry {
  const { isNew: _, ...record } = entry.record;
  return { ...entry, record };
}

/** @param name null: named after its server */
export function named(entry: Entry, name: string | null): Entry {
  return { ...entry, record: { ...entry.record, name } };
}
