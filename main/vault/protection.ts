/** Determines whether a keychain protects anything, and why it can't unwrap a key. */
import type { StorageTrouble } from '../../preload/api.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import type { KeyFile } from './key-file.ts';
import type { Keychain } from './options.ts';

/** `weak`: every program that runs as this user can unwrap the key. `none`: no key can be wrapped now. */
type Protection = 'keychain' | 'weak' | 'none';

/** Calls the keychain one at a time, so that at most one password prompt is open. */
export function oneAtATime(keychain: Keychain): Keychain {
  const turn = createSerialQueue();
  return {
    name: keychain.name,
    platform: keychain.platform,
    available: () => turn(() => keychain.available()),
    wrap: (plain) => turn(() => keychain.wrap(plain)),
    unwrap: (wrapped) => turn(() => keychain.unwrap(wrapped)),
    lasts: () => keychain.lasts(),
  };
}

/**
 * What would protect a key that is wrapped now. On Linux, `available()` proves nothing, because Chromium falls back to a key
 * from its source code. So this wraps and unwraps a test value.
 */
export async function protectionNow(keychain: Keychain): Promise<Protection> {
  const isAvailable = await keychain.available().catch(() => false);
  const wrapped = isAvailable ? await wrapChecked(keychain, CANARY) : null;
  return wrapped ? protectionOf(wrapped, keychain.platform) : 'none';
}

/** Wraps a text; null if the keychain can't, or can't unwrap the result. */
export async function wrapChecked(keychain: Keychain, plain: string): Promise<Buffer | null> {
  try {
    const wrapped = await keychain.wrap(plain);
    return (await keychain.unwrap(wrapped)).result === plain ? wrapped : null;
  } catch {
    return null;
  }
}

const CANARY = 'canary';

/** The keychain's name if the desktop is unknown. */
export const UNNAMED_KEYRING = 'the keyring';

/** On Linux, Chromium prefixes what it wraps: `v10` for the fallback key, `v11` for the Secret Service, `v12` for the portal. */
export function protectionOf(wrapped: Buffer, platform: NodeJS.Platform): 'keychain' | 'weak' {
  return platform === 'linux' && wrapped.subarray(0, 3).toString('latin1') === 'v10' ? 'weak' : 'keychain';
}

/** Whether the keyring causes the problem, so that another keyring or unlocking it may help. */
export function isOfKeyring(trouble: StorageTrouble): boolean {
  return trouble === 'no-keyring' || trouble === 'keyring-locked' || trouble === 'keyring-changed';
}

/**
 * Why a key could not be unwrapped, as far as known. On Linux, a keyring whose password prompt was dismissed looks like a
 * missing one, because Chromium then has only its fallback key.
 */
export async function unwrapTrouble(keychain: Keychain, file: KeyFile, error: unknown): Promise<StorageTrouble> {
  // Over SSH the desktop is unknown, which doesn't mean that it has changed.
  const desktopChanged =
    ![file.keychainName, UNNAMED_KEYRING].includes(keychain.name) && file.keychainName !== UNNAMED_KEYRING;
  // Electron's message if the keychain is locked or its prompt was refused.
  if (error instanceof Error && error.message.includes('temporarily unavailable'))
    return desktopChanged ? 'keyring-changed' : 'keyring-locked';
  const now = await protectionNow(keychain);
  switch (now) {
    case 'keychain':
      return 'keyring-changed';
    case 'weak':
      return desktopChanged ? 'keyring-changed' : 'no-keyring';
    case 'none':
      return 'keyring-locked';
    default:
      return now satisfies never;
  }
}
