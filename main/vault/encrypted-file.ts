/** Reads and writes one encrypted copy of a session with electron-store. */
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type ElectronStore from 'electron-store';
import type { StorageTrouble } from '../../preload/api.ts';
import { readIfExists, syncFile } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { codeOf } from '../system/error-name.ts';
import { isNewer } from './format.ts';
import { type Copy, decodeCopy, encodeCopy } from './session-format.ts';
import { type Binding, VaultError } from './types.ts';

export type ReadCopy =
  | { readonly kind: 'absent' }
  /** `bytes`: the encrypted file. */
  | { readonly kind: 'copy'; readonly copy: Copy; readonly bytes: Buffer }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** Reads a copy. Changes nothing. A copy with a binding other than `binding` counts as damaged. */
export async function readCopy(file: string, secret: Buffer, binding: Binding): Promise<ReadCopy> {
  let value: unknown;
  let bytes: Buffer | null;
  try {
    bytes = await readIfExists(file);
    if (bytes === null) return { kind: 'absent' };
    value = await readStore(file, secret);
  } catch (error) {
    // electron-store's own errors have no code, and all mean that the file can't be decrypted.
    return { kind: 'unreadable', trouble: codeOf(error) === '' ? 'damaged' : troubleOf(error) };
  }
  if (isNewer(value)) return { kind: 'unreadable', trouble: 'newer-version' };
  const known = decodeCopy(value);
  if (!known || !isDeepStrictEqual(known.binding, binding) || leadsElsewhere(known.copy, binding))
    return { kind: 'unreadable', trouble: 'damaged' };
  return { kind: 'copy', copy: known.copy, bytes };
}

/** Whether the stored endpoints are at another origin, to which tokens are never sent (R7). */
function leadsElsewhere({ session }: Copy, { baseUrl }: Binding): boolean {
  const { origin } = new URL(baseUrl);
  return Object.values(session.endpoints ?? {}).some((url) => !URL.canParse(url) || new URL(url).origin !== origin);
}

/** Writes a copy to a new file and reads it back. Returns the file's bytes. */
export async function writeCopy(file: string, secret: Buffer, binding: Binding, copy: Copy): Promise<Buffer> {
  const record = encodeCopy(copy, binding);
  const expected = decodeCopy(record);
  const store = await storeAt(file, secret);
  store.store = record;
  // In a Snap, electron-store writes in place and without fsync.
  await syncFile(file);
  const bytes = await readIfExists(file);
  // A full disk may truncate the file without an error. Writing has emptied the store's cache, so this reads the file.
  if (!bytes || !expected || !isDeepStrictEqual(decodeCopy(store.store), expected)) throw new VaultError('io');
  return bytes;
}

/**
 * Opens a store for writing. Its constructor decrypts an existing file, which costs a key derivation (3-4 ms), as does each
 * assignment to `store` and the first read after it.
 */
export async function storeAt(file: string, secret: Buffer): Promise<ElectronStore<Record<string, unknown>>> {
  const Store = await loadStore();
  return new Store<Record<string, unknown>>(optionsFor(file, secret));
}

/** Reads a store's content with a single key derivation, in the constructor. The property `store` would read the file again. */
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

/** Imports electron-store only when needed, because its schema compiler would delay the first paint. */
async function loadStore(): Promise<typeof ElectronStore> {
  return (await import('electron-store')).default;
}

function optionsFor(file: string, secret: Buffer) {
  return {
    cwd: dirname(file),
    name: basename(file),
    fileExtension: '',
    // Unlike the default algorithm, it detects tampering and doesn't accept plaintext files.
    encryptionAlgorithm: 'aes-256-gcm',
    encryptionKey: secret,
    configFileMode: 0o600,
    cache: true,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
  } as const;
}
