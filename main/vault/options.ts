/** What a vault is opened with. */
import type { Binding } from './types.ts';

/** The system's keychain, with the functions of Electron's asynchronous safeStorage. Injected so that tests can lock it. */
export interface Keychain {
  /** May stay pending while a password prompt is open. */
  available(): Promise<boolean>;
  wrap(plain: string): Promise<Buffer>;
  unwrap(wrapped: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /**
   * Whether later runs will be able to unwrap what this one wraps, because the keychain's own key is on disk. Waits for that,
   * with a limit. Check this before storing anything with a new key.
   */
  lasts(): Promise<boolean>;
  /** Its display name on this system: "Keychain", "GNOME Keyring". */
  readonly name: string;
  /** On Linux, the first three bytes of a wrapped text distinguish weak from real protection. */
  readonly platform: NodeJS.Platform;
}

/** What a vault is opened with. */
export interface VaultOptions {
  /** The absolute path of the folder of all vaults. */
  readonly folder: string;
  readonly binding: Binding;
  /** The name of its own folder there; if absent, derived from its binding. */
  readonly name?: string | undefined;
  /** Whether the profile has several accounts (default: no). If so, single-account versions of the app leave the vault alone. */
  readonly severalAccounts?: (() => boolean) | undefined;
  readonly keychain: Keychain;
  /** Whether the user has chosen to keep sign-ins even without a keyring. Called for each new key and each test. */
  readonly keepWithoutKeyring: () => boolean;
  /** Called when a key is opened or made; null: unknown. Only a hash is stored. */
  readonly machineId: () => Promise<string | null> | string | null;
}
