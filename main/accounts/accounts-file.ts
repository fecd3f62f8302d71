/**
 * The list of accounts that users have added or named, in `accounts.json`. It holds no secrets: each account has a vault for its
 * tokens, with a copy of the list's entry beside it. A profile with a single unnamed account has no such file.
 *
 * Like those of the vault, the stored names are a contract with later versions. A change raises `FORMAT`.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import type { StorageTrouble } from '../../preload/api.ts';
import { moveAside, readIfExists, removeDurably, writeDurably } from '../files/durable.ts';
import { StorageError, troubleOf } from '../files/storage-error.ts';
import { ServerFieldsSchema } from '../settings/server-fields.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { accountCopiesIn } from './account-copies.ts';
import { nameProblem, normalizedName } from './names.ts';

const FORMAT = 1;

const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));

/** What the list stores about one account. */
const Entry = v.object({
  id: Id,
  /** Null: named after its server. */
  name: v.nullable(v.string()),
  /** The name of its vault in the folder of all vaults, never a path; null: derived from its ID or its binding. */
  vault: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}([0-9a-f]{16})?$/))),
  /** Null: settings or policy name the server. */
  server: v.nullable(ServerFieldsSchema),
  /** If this is a sign-in by someone else that the user has to decide on: the account it was meant for. Null: it is an account. */
  insteadOf: v.nullable(Id),
  /** No one has signed in to it yet. A start that finds no sign-in in its vault forgets it. */
  isNew: v.optional(v.literal(true)),
  /** Its name in the administrator's list, if that has several accounts with the same server and client. */
  listedAs: v.optional(v.string()),
});
export type AccountRecord = v.InferOutput<typeof Entry>;

export type LoadedAccounts =
  | { readonly kind: 'records'; readonly records: readonly AccountRecord[] }
  /** The file may be intact but can't be used now or by this version, so nothing may be changed. */
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

export type AccountsFile = ReturnType<typeof accountsFileIn>;

const File = v.pipe(v.string(), v.parseJson(), v.object({ format: v.literal(FORMAT), accounts: v.array(v.unknown()) }));
const AnyFormat = v.pipe(v.string(), v.parseJson(), v.object({ format: v.number() }));

/** Whether a file of this name in the profile is a damaged list that was set aside. */
export function setAsideList(name: string): boolean {
  return name.startsWith('accounts.json.damaged-');
}

/** Explains to commands and support why there is no account. */
export function whyUnreadable(trouble: StorageTrouble): string {
  return trouble === 'newer-version'
    ? 'A newer version of Transparenc Companion wrote accounts.json, the list of accounts. Update this one.'
    : `The list of accounts, accounts.json in the profile, cannot be read (${trouble}).`;
}

/** The list in the profile's folder. Reads nothing yet. */
export function accountsFileIn(profile: string) {
  const file = join(profile, 'accounts.json');
  const copies = accountCopiesIn(join(profile, 'vault'));
  const turn = createSerialQueue();
  /** Entries that this version can't use. They stay in the file unchanged. */
  let unusable: readonly unknown[] = [];
  /** Why the file must not be replaced; null if it may be. */
  let unreadable: StorageTrouble | null = null;

  async function load(): Promise<LoadedAccounts> {
    const { found, isDamaged, isListed } = await look();
    unreadable = found.kind === 'unreadable' ? found.trouble : null;
    if (found.kind === 'unreadable') return found;
    if (isDamaged) await moveAside(file, 'damaged');
    ({ unusable } = found);
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
    const accounts = [...records, ...unusable];
    // Delete the copies first. Without the list, they would be used in its place.
    if (accounts.length === 0) await copies.write([]);
    if (accounts.length === 0) return removeDurably(file);
    await writeDurably(file, `${JSON.stringify({ format: FORMAT, accounts }, null, 2)}\n`);
    // The list is saved, even if there is no room for the copies.
    await copies.write(records).catch(() => undefined);
  }

  return {
    /**
     * Never rejects. If the file is gone, the copies of the entries are used; if it's damaged, it is set aside first. A damaged
     * file without any copies stays in place and counts as unreadable, so it doesn't look as if there were no accounts.
     */
    load: (): Promise<LoadedAccounts> =>
      turn(load).catch((error: unknown) => {
        unreadable = troubleOf(error);
        return { kind: 'unreadable', trouble: unreadable };
      }),
    /** What a start would load. Changes nothing. Never rejects. */
    inspect: async (): Promise<LoadedAccounts> => (await look()).found,
    /** Replaces the records durably. Rejects with the system's error or StorageError, and the old ones are then intact. */
    save: (records: readonly AccountRecord[]) => turn(() => save(records)),
  };
}

type Sorted = Extract<LoadedAccounts, { kind: 'records' }> & { readonly unusable: readonly unknown[] };

/** A file's content, if it's good enough to use. */
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
    bytes = await readIfExists(file);
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

/** Puts accounts first: after a kill, two copies may name the same vault, and it belongs to the account. */
function accountsFirst(entries: readonly unknown[]): readonly unknown[] {
  const isAccount = (entry: unknown) => v.is(v.object({ insteadOf: v.null() }), entry);
  return [...entries.filter(isAccount), ...entries.filter((entry) => !isAccount(entry))];
}

/** Keeps only the first entry for each ID and vault, because two would consume each other's tokens. Drops unusable names. */
function sorted(read: Usable): Sorted | Extract<Usable, { kind: 'unreadable' }> {
  if (read.kind === 'unreadable') return read;
  const records: AccountRecord[] = [];
  const unusable: unknown[] = [];
  for (const entry of read.entries) {
    const parsed = v.safeParse(Entry, entry);
    const repeats = (record: AccountRecord) =>
      records.some((other) => other.id === record.id || ownVault(other) === ownVault(record));
    if (!parsed.success || repeats(parsed.output)) {
      unusable.push(entry);
      continue;
    }
    const { name, ...record } = parsed.output;
    const taken = records.flatMap((other) => other.name ?? []);
    const normalized = name === null ? null : normalizedName(name);
    records.push({
      ...record,
      name: normalized !== null && nameProblem(normalized, taken) === null ? normalized : null,
    });
  }
  return { kind: 'records', records, unusable };
}

/** The name of its vault, by the record alone. */
function ownVault({ id, vault }: AccountRecord): string {
  return vault ?? id;
}
