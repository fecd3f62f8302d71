/** The vault's own key: 32 random bytes that the system's keychain wraps, in a separate file. */
import { randomBytes } from 'node:crypto';
import type { Kept, StorageTrouble } from '../../preload/api.ts';
import { exists, moveAside, readIfExists, statIfExists, writeDurably } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { type KeyFile, type ParsedKeyFile, parseKeyFile, printKeyFile } from './key-file.ts';
import type { VaultLayout } from './layout.ts';
import { hashedMachineId } from './machine-id.ts';
import type { Keychain } from './options.ts';
import { protectionNow, protectionOf, unwrapTrouble, wrapChecked } from './protection.ts';
import { VaultError } from './types.ts';

/** The unwrapped key. Secret. */
export interface Key {
  readonly secret: Buffer;
  readonly file: KeyFile;
  /** If the key is weakly wrapped: the name of a keyring that could wrap it now, as of when it was opened. */
  readonly better: string | null;
}

type OpenedKey =
  /** An empty vault, without key and session. */
  | { readonly kind: 'absent' }
  /** `improved`: the key file to write, if the keychain asked to wrap the key again or the machine ID was missing. */
  | { readonly kind: 'key'; readonly key: Key; readonly improved: KeyFile | null }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** What it takes to open a key. */
export interface KeyParts {
  readonly layout: VaultLayout;
  readonly keychain: Keychain;
  readonly machineId: () => Promise<string | null> | string | null;
}

/** The path of a key file, and whether single-account versions of the app may use it. */
export interface KeyFileParts {
  readonly layout: VaultLayout;
  readonly severalAccounts: () => boolean;
}

/** How a sign-in encrypted with this key is kept. */
export function keptBy({ file, better }: Key, { name }: Keychain): Kept {
  return file.protection === 'weak' ? { kind: 'weak', better } : { kind: 'keychain', name };
}

/** Reads the key file without using the keychain. */
export async function readKeyFile(
  layout: VaultLayout,
): Promise<Exclude<OpenedKey, { kind: 'key' }> | Extract<ParsedKeyFile, { kind: 'key' }>> {
  try {
    const folder = await statIfExists(layout.folder);
    if (!folder) return { kind: 'absent' };
    if (!folder.isDirectory()) return { kind: 'unreadable', trouble: 'damaged' };
    const bytes = await readIfExists(layout.key);
    if (bytes) return parseKeyFile(bytes.toString('utf8'));
    const orphaned = (await exists(layout.current)) || (await exists(layout.previous));
    return orphaned ? { kind: 'unreadable', trouble: 'damaged' } : { kind: 'absent' };
  } catch (error) {
    return { kind: 'unreadable', trouble: troubleOf(error) };
  }
}

/** Opens the key. Writes nothing. Doesn't use the keychain if the key is already `known`. */
export async function openKey(parts: KeyParts, known: Key | null): Promise<OpenedKey> {
  const { layout, keychain } = parts;
  const read = await readKeyFile(layout);
  if (read.kind !== 'key') return read;
  // Don't trust the protection that the file states; the wrapped bytes prove it.
  const file = { ...read.file, protection: protectionOf(read.file.wrappedKey, keychain.platform) };
  if (known?.file.wrappedKey.equals(file.wrappedKey)) return { kind: 'key', key: known, improved: null };
  // Using a token on two computers would sign both out, so don't even try to open it.
  const machine = hashedMachineId(await parts.machineId());
  if (machine !== null && file.machineIdHash !== null && machine !== file.machineIdHash)
    return { kind: 'unreadable', trouble: 'other-computer' };
  let unwrapped: Awaited<ReturnType<Keychain['unwrap']>>;
  try {
    unwrapped = await keychain.unwrap(file.wrappedKey);
  } catch (error) {
    return { kind: 'unreadable', trouble: await unwrapTrouble(keychain, file, error) };
  }
  const secret = Buffer.from(unwrapped.result, 'base64');
  if (secret.length !== KEY_BYTES) return { kind: 'unreadable', trouble: 'keyring-changed' };
  const isWeak = file.protection === 'weak';
  const better = isWeak && (await protectionNow(keychain)) === 'keychain' ? keychain.name : null;
  // Users chose weak protection, perhaps because they also use the profile without a
  // keyring. So stronger protection is only offered.
  const rewrapped = unwrapped.shouldReEncrypt && !isWeak ? await wrap(parts, secret) : null;
  const stronger = rewrapped?.protection === 'keychain' ? rewrapped : null;
  const isNamed = file.machineIdHash === null && machine !== null;
  const improved = stronger || isNamed ? { ...(stronger ?? file), machineIdHash: machine ?? file.machineIdHash } : null;
  return { kind: 'key', key: { secret, file, better }, improved };
}

/**
 * Makes a key for an empty vault. Writes nothing. Null if there is no keyring and the user has not chosen to do without.
 * Rejects with VaultError if the keychain passes the test and then fails.
 */
export async function makeKey(parts: KeyParts, keepWithoutKeyring: boolean): Promise<Key | null> {
  if ((await protectionNow(parts.keychain)) === 'none') return null;
  const secret = randomBytes(KEY_BYTES);
  const file = await wrap(parts, secret);
  if (!file) throw new VaultError('keyring-locked');
  return file.protection === 'weak' && !keepWithoutKeyring ? null : { secret, file, better: null };
}

/** Wraps the same key with the current keyring. Writes nothing. Rejects with VaultError if there is none. */
export async function protectKey(parts: KeyParts, { secret, file }: Key): Promise<Key> {
  const wrapped = await wrap(parts, secret);
  if (!wrapped) throw new VaultError('keyring-locked');
  if (wrapped.protection === 'weak') throw new VaultError('no-keyring');
  return { secret, file: { ...wrapped, machineIdHash: wrapped.machineIdHash ?? file.machineIdHash }, better: null };
}

/**
 * Makes sure the key's file is intact before anything is encrypted with the key. A new key has no file yet, and a file may be
 * deleted or damaged while the app runs.
 */
export async function keepKeyFile(place: KeyFileParts, { file }: Key): Promise<void> {
  const { layout } = place;
  const existing = await readKeyFile(layout);
  if (existing.kind === 'key' && existing.file.wrappedKey.equals(file.wrappedKey)) return;
  if (existing.kind === 'unreadable' && existing.trouble !== 'damaged') throw new VaultError(existing.trouble);
  if (await exists(layout.key)) await moveAside(layout.key, 'damaged');
  await replaceKeyFile(place, file);
}

/** Replaces the key's file by another wrapping of the same key, in one step. If it rejects, the old file still works. */
export async function replaceKeyFile({ layout, severalAccounts }: KeyFileParts, file: KeyFile): Promise<void> {
  await writeDurably(layout.key, printKeyFile(file, severalAccounts()));
}

const KEY_BYTES = 32;

/** Wraps a key; null if the keychain can't, or can't unwrap the result. */
async function wrap(parts: KeyParts, secret: Buffer): Promise<KeyFile | null> {
  const { keychain, machineId } = parts;
  const wrappedKey = await wrapChecked(keychain, secret.toString('base64'));
  if (!wrappedKey) return null;
  const protection = protectionOf(wrappedKey, keychain.platform);
  return { protection, keychainName: keychain.name, machineIdHash: hashedMachineId(await machineId()), wrappedKey };
}
