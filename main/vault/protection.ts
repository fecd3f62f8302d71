/** What is known about a keychain from outside: whether it protects anything, and why it does not respond. */
import type { StorageTrouble } from '../../preload/api.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import type { KeyFile } from './key-file.ts';
import type { Keychain } from './options.ts';

/** `weak`: any program of this user can unwrap; `none`: nothing can be wrapped now. */
export type Protection = 'keychain' | 'weak' | 'none';

/** A keychain may ask for a password, and two prompts at once are one too many: a call waits for the one before. */
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
 * What would protect a key that is wrapped now. `available()` proves nothing on Linux, because Chromium
 * falls back to a key that is in its source: so a canary goes in and must come out again.
 */
export async function protectionNow(keychain: Keychain): Promise<Protection> {
  try {
    if (!(await keychain.available())) return 'none';
    const wrapped = await keychain.wrap(CANARY);
    const { result } = await keychain.unwrap(wrapped);
    return result === CANARY ? protectionOf(wrapped, keychain.platform) : 'none';
  } catch {
    return 'none';
  }
}

const CANARY = 'canary';

/** The name of a keychain whose desktop is unknown. */
export const UNNAMED_KEYRING = 'the keyring';

/** Chromium marks what it wrapped on Linux by its key: `v10` is the fallback, `v11` the Secret Service, `v12` the portal. */
export function protectionOf(wrapped: Buffer, platform: NodeJS.Platform): 'keychain' | 'weak' {
  return platform === 'linux' && wrapped.subarray(0, 3).toString('latin1') === 'v10' ? 'weak' : 'keychain';
}

/** Whether a keyring is in the way, which may be another one or open later. */
export function isOfKeyring(trouble: StorageTrouble): boolean {
  return trouble === 'no-keyring' || trouble === 'keyring-locked' || trouble === 'keyring-changed';
}

/**
 * Why a key could not be unwrapped, as far as that is known. On Linux a keyring whose password prompt was dismissed
 * looks like none: Chromium then has only its fallback key.
 */
export async function unwrapTrouble(keychain: Keychain, file: KeyFile, error: unknown): Promise<StorageTrouble> {
  // Over SSH no desktop is named: that is no other desktop.
  const desktopChanged =
    ![file.keychainName, UNNAMED_KEYRING].includes(keychain.name) && file.keychainName !== UNNAMED_KEYRING;
  // Electron's words for a keychain that does not answer: locked, or its prompt was refused.
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
