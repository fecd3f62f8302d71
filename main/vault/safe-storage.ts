/**
 * Electron's asynchronous safeStorage as the vault's keychain. It queries the system only at the first call of each run, so a
 * keyring that is unlocked or appears later is used only from the next run on.
 */
import type { SafeStorage } from 'electron';
import { keyIsInLocalState } from './local-state.ts';
import type { Keychain } from './options.ts';
import { oneAtATime, UNNAMED_KEYRING } from './protection.ts';

/**
 * Create only one per process, after `ready`.
 * @param profile the folder of Chromium's own files
 * @param desktop XDG_CURRENT_DESKTOP, a list, for example `ubuntu:GNOME`
 */
export function electronKeychain(
  safeStorage: Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>,
  platform: NodeJS.Platform,
  profile: string,
  desktop = process.env['XDG_CURRENT_DESKTOP'],
): Keychain {
  return oneAtATime({
    name: keychainName(platform, desktop),
    platform,
    available: () => safeStorage.isAsyncEncryptionAvailable(),
    wrap: (plain) => safeStorage.encryptStringAsync(plain),
    unwrap: (wrapped) => safeStorage.decryptStringAsync(wrapped),
    // The macOS keychain and the Secret Service store a key before they return it.
    lasts: async () => platform !== 'win32' || keyIsInLocalState(profile),
  });
}

/** The keychain's display name on this system. */
export function keychainName(platform: NodeJS.Platform, desktop: string | undefined): string {
  if (platform === 'darwin') return 'Keychain';
  if (platform === 'win32') return 'Windows';
  const desktops = (desktop ?? '').toLowerCase().split(':');
  if (desktops.some((name) => GNOME_KEYRING.includes(name))) return 'GNOME Keyring';
  if (desktops.some((name) => name === 'kde')) return 'KWallet';
  return UNNAMED_KEYRING;
}

/** The desktops that start gnome-keyring with the session. */
const GNOME_KEYRING = [
  'gnome',
  'unity',
  'x-cinnamon',
  'cinnamon',
  'mate',
  'pantheon',
  'budgie',
  'xfce',
  'gnome-flashback',
];
