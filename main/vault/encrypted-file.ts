/** One encrypted copy of a session, kept by electron-store. */
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type ElectronStore from 'electron-store';
import type { StorageTrouble } from '../../preload/api.ts';
import { readIfThere, syncFile } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { codeOf } from '../system/error-name.ts';
import { isNewer } from './format.ts';
import { type Copy, decodeCopy, encodeCopy } from './session-format.ts';
import { type Binding, VaultError } from './types.ts';

export type ReadCopy =
  | { readonly kind: 'absent' }
  /** `bytes` is the file as it lies there, encrypted. */
  | { readonly kind: 'copy'; readonly copy: Copy; readonly bytes: Buffer }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** Reads a copy, and changes nothing. A copy that names another binding than `binding` is damaged. */
export async function readCopy(file: string, secret: Buffer, binding: Binding): Promise<ReadCopy> {
  let value: unknown;
  let bytes: Buffer | null;
  try {
    bytes = await readIfThere(file);
    if (bytes === null) return { kind: 'absent' };
    value = await readStore(file, secret);
  } catch (error) {
    // electron-store's own errors have no code: they all mean that the file does not decrypt to what was written.
    return { kind: 'unreadable', trouble: codeOf(error) === '' ? 'damaged' : troubleOf(error) };
  }
  if (isNewer(value)) return { kind: 'unreadable', trouble: 'newer-version' };
  const known = decodeCopy(value);
  if (!known || !isDeepStrictEqual(known.binding, binding) || leadsElsewhere(known.copy, binding))
    return { kind: 'unreadable', trouble: 'damaged' };
  return { kind: 'copy', copy: known.copy, bytes };
}

/** A token is never sent to another origin, even if a file names one (R7). */
function leadsElsewhere({ session }: Copy, { baseUrl }: Binding): boolean {
  const { origin } = new URL(baseUrl);
  return Object.values(session.endpoints ?? {}).some((url) => !URL.canParse(url) || new URL(url).origin !== origin);
}

/** Writes a copy to a file that is not there yet, and reads it back. Returns the file's bytes. */
export async function writeCopy(file: string, secret: Buffer, binding: Binding, copy: Copy): Promise<Buffer> {
  const record = encodeCopy(copy, binding);
  const expected = decodeCopy(record);
  const store = await storeAt(file, secret);
  store.store = record;
  // In a Snap electron-store writes in place and without fsync.
  await syncFile(file);
  const bytes = await readIfThere(file);
  // A disk that fills up may take a part of the file without an error. Writing emptied the store's cache: this reads the file.
  if (!bytes || !expected || !isDeepStrictEqual(decodeCopy(store.store), expected)) throw new VaultError('io');
  return bytes;
}

/**
 * Opens a store for writing. Constructing it reads and decrypts the file, if there is one, which derives a key (3-4 ms);
 * so does each assignment to `store`, and the first read of `store` after that.
 */
export async function storeAt(file: string, secret: Buffer): Promise<ElectronStore<Record<string, unknown>>> {
  const Store = await loadStore();
  return new Store<Record<string, unknown>>(optionsFor(file, secret));
}

/** A store's content, for one key derivation: its constructor reads the file, and `store` would read it once more. */
export async function readStore(file: string, secret: Buffer): Promise<unknown> {
  const Store = await loadStore();
  let value: unknown;
  new Store<Record<string, unknown>>({
    ...optionsFor(file, secret),
    deserialize(text) {
      const parsed: Record<string, unknown> = JSON.parse(text);
      value = parsed;
      return parsed;
    },
  });
  return value;
}

/** Imported only when there is something to read or write: its schema compiler costs more than the first paint may. */
async function loadStore(): Promise<typeof ElectronStore> {
  return (await import('electron-store')).default;
}

function optionsFor(file: string, secret: Buffer) {
  return {
    cwd: dirname(file),
    name: basename(file),
    fileExtension: '',
    // It detects tampering; the default algorithm does not, and accepts a plaintext file.
    encryptionAlgorithm: 'aes-256-gcm',
    encryptionKey: secret,
    configFileMode: 0o600,
    cache: true,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
  } as const;
}
