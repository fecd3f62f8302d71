/**
 * The list of the accounts that users have added or named, in `accounts.json`. It holds no secret: each account's tokens lie
 * in a vault of its own, and a copy of its entry beside that. A profile with one account that no one has named has no such file.
 *
 * The stored names are a contract with later versions, as those of the vault are. A change raises `FORMAT`.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { AccountId, StorageTrouble } from '../../preload/api.ts';
import { moveAside, readIfThere, removeDurably, writeDurably } from '../files/durable.ts';
import { StorageError, troubleOf } from '../files/storage-error.ts';
import { SERVER_FIELDS, type ServerFieldValues } from '../settings/server-fields.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { accountCopiesIn } from './account-copies.ts';
import { tidyName, wrongName } from './names.ts';

const FORMAT = 1;

/** What is stored about one account. */
export interface AccountRecord {
  readonly id: AccountId;
  /** Null: called after its server. */
  readonly name: string | null;
  /** The name of its vault's folder; null: the one that its id or its binding gives. */
  readonly vault: string | null;
  /** Null: the settings or the administrator name the server. */
  readonly server: ServerFieldValues | null;
  /** The account in whose place someone else has signed in, until the user decides what to do with it; null: it is an account. */
  readonly insteadOf: AccountId | null;
  /** No one has signed in to it yet: a start that finds no sign-in in its vault forgets it. */
  readonly isNew?: true | undefined;
  /** The administrator's name to which it belongs, since they list several of its server and client. */
  readonly listedAs?: string | undefined;
}

export type LoadedAccounts =
  | { readonly kind: 'records'; readonly records: readonly AccountRecord[] }
  /** What lies there is whole, and cannot be used now or by this version: nothing may be changed. */
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

export interface AccountsFile {
  /**
   * Never rejects. If the file is damaged it is set aside, and the copies of the entries are used, as they are if it has gone. A
   * damaged file without any copy stays where it is, and is unreadable, so that it does not look as if there were no accounts.
   */
  load(): Promise<LoadedAccounts>;
  /** What a start would load, and changes nothing. Never rejects. */
  inspect(): Promise<LoadedAccounts>;
  /** Replaces the records, durably. Rejects with the system's error or StorageError: the old ones are then whole. */
  save(records: readonly AccountRecord[]): Promise<void>;
}

const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const Server = v.object({
  serverUrl: SERVER_FIELDS.serverUrl,
  clientId: v.optional(SERVER_FIELDS.clientId),
  scope: v.optional(SERVER_FIELDS.scope),
  deviceAuthorizationPath: v.optional(SERVER_FIELDS.deviceAuthorizationPath),
  tokenPath: v.optional(SERVER_FIELDS.tokenPath),
});
/** `vault` is a name within the folder of all vaults: never a path. */
const Entry: v.GenericSchema<unknown, AccountRecord> = v.object({
  id: Id,
  name: v.nullable(v.string()),
  vault: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}([0-9a-f]{16})?$/))),
  server: v.nullable(Server),
  insteadOf: v.nullable(Id),
  isNew: v.optional(v.literal(true)),
  listedAs: v.optional(v.string()),
});
const File = v.pipe(v.string(), v.parseJson(), v.object({ format: v.literal(FORMAT), accounts: v.array(v.unknown()) }));
const AnyFormat = v.pipe(v.string(), v.parseJson(), v.object({ format: v.number() }));

/** Whether a file of this name in the profile is a list that was damaged, and is set aside. */
export function setAsideList(name: string): boolean {
  return name.startsWith('accounts.json.damaged-');
}

/** Why there is no account, for commands and support. */
export function whyUnreadable(trouble: StorageTrouble): string {
  return trouble === 'newer-version'
    ? 'A newer version of Transparenc Companion wrote accounts.json, the list of accounts. Update this one.'
    : `The list of accounts, accounts.json in the profile, cannot be read (${trouble}).`;
}

/** The list in the profile's folder. Reads nothing yet. */
export function accountsFileIn(profile: string): AccountsFile {
  const file = join(profile, 'accounts.json');
  const copies = accountCopiesIn(join(profile, 'vault'));
  const turn = createSerialQueue();
  /** Entries that this version cannot use. They stay in the file as they are. */
  let strange: readonly unknown[] = [];
  /** Why what lies there must not be replaced; null: it may be. */
  let unreadable: StorageTrouble | null = null;

  async function load(): Promise<LoadedAccounts> {
    const { found, isDamaged, isListed } = await look();
    unreadable = found.kind === 'unreadable' ? found.trouble : null;
    if (found.kind === 'unreadable') return found;
    if (isDamaged) await moveAside(file, 'damaged');
    ({ strange } = found);
    // A kill, or a full disk, may have come between the list and its copies.
    if (isListed) await copies.write(found.records).catch(() => undefined);
    return { kind: 'records', records: found.records };
  }

  async function look() {
    const current = await read(file);
    if (isUsable(current)) return { found: sorted(current), isDamaged: false, isListed: true };
    const isDamaged = current.kind === 'damaged';
    const entries = accountsFirst(await copies.read());
    const isLost = isDamaged && entries.length === 0;
    const found: Usable = isLost ? { kind: 'unreadable', trouble: 'damaged' } : { kind: 'entries', entries };
    return { found: sorted(found), isDamaged, isListed: false };
  }

  async function save(records: readonly AccountRecord[]): Promise<void> {
    if (unreadable) throw new StorageError(unreadable);
    const accounts = [...records, ...strange];
    // The copies first: alone, they would be taken for the list.
    if (accounts.length === 0) await copies.write([]);
    if (accounts.length === 0) return removeDurably(file);
    await writeDurably(file, `${JSON.stringify({ format: FORMAT, accounts }, null, 2)}\n`);
    // The list is saved by now, even if there is no room for the copies.
    await copies.write(records).catch(() => undefined);
  }

  return {
    load: () =>
      turn(load).catch((error: unknown) => {
        unreadable = troubleOf(error);
        return { kind: 'unreadable', trouble: unreadable };
      }),
    inspect: async () => (await look()).found,
    save: (records) => turn(() => save(records)),
  };
}

type Sorted = Extract<LoadedAccounts, { kind: 'records' }> & { readonly strange: readonly unknown[] };

/** What a file holds that this run can go by. */
type Usable =
  | { readonly kind: 'entries'; readonly entries: readonly unknown[] }
  | Extract<LoadedAccounts, { kind: 'unreadable' }>;

type Read = Usable | { readonly kind: 'absent' | 'damaged' };

function isUsable(read: Read): read is Usable {
  return read.kind !== 'absent' && read.kind !== 'damaged';
}

async function read(file: string): Promise<Read> {
  let bytes: Buffer | null;
  try {
    bytes = await readIfThere(file);
  } catch (error) {
    const trouble = troubleOf(error);
    return trouble === 'damaged' ? { kind: 'damaged' } : { kind: 'unreadable', trouble };
  }
  if (bytes === null) return { kind: 'absent' };
  const text = bytes.toString('utf8');
  const known = v.safeParse(File, text);
  if (known.success) return { kind: 'entries', entries: known.output.accounts };
  const any = v.safeParse(AnyFormat, text);
  const isNewer = any.success && any.output.format > FORMAT;
  return isNewer ? { kind: 'unreadable', trouble: 'newer-version' } : { kind: 'damaged' };
}

/** A kill may have left the copy of a sign-in whose vault has become an account's own since: the account has it. */
function accountsFirst(entries: readonly unknown[]): readonly unknown[] {
  const isAccount = (entry: unknown) => v.is(v.object({ insteadOf: v.null() }), entry);
  return [...entries.filter(isAccount), ...entries.filter((entry) => !isAccount(entry))];
}

/** Two accounts of one id or one vault would take each other's tokens, so the first counts. A name that cannot be used is left out. */
function sorted(read: Usable): Sorted | Extract<Usable, { kind: 'unreadable' }> {
  if (read.kind === 'unreadable') return read;
  const records: AccountRecord[] = [];
  const strange: unknown[] = [];
  for (const entry of read.entries) {
    const parsed = v.safeParse(Entry, entry);
    const repeats = (record: AccountRecord) =>
      records.some((other) => other.id === record.id || ownVault(other) === ownVault(record));
    if (!parsed.success || repeats(parsed.output)) {
      strange.push(entry);
      continue;
    }
    const { name, ...record } = parsed.output;
    const taken = records.flatMap((other) => other.name ?? []);
    const tidy = name === null ? null : tidyName(name);
    records.push({ ...record, name: tidy !== null && wrongName(tidy, taken) === null ? tidy : null });
  }
  return { kind: 'records', records, strange };
}

/** The name of its vault, if the record gives one. */
function ownVault({ id, vault }: AccountRecord): string {
  return vault ?? id;
}
