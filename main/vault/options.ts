/** What a vault is opened with. */
import type { Binding } from './types.ts';

/** The system's keychain, as Electron's asynchronous safeStorage offers it; injected so that tests can lock it. */
export interface Keychain {
  /** May stay pending while a password prompt is open. */
  available(): Promise<boolean>;
  wrap(plain: string): Promise<Buffer>;
  unwrap(wrapped: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /**
   * Whether a later run can unwrap what this one wraps: the keychain's own key is on disk. Waits for that, within bounds.
   * Asked before anything is kept by a new key.
   */
  lasts(): Promise<boolean>;
  /** Its display name on this system: "Keychain", "GNOME Keyring". */
  readonly name: string;
  /** On Linux the first three bytes of a wrapped text distinguish weak from real protection. */
  readonly platform: NodeJS.Platform;
}

/** What a vault is opened with. */
export interface VaultOptions {
  /** An absolute path, for all vaults. */
  readonly folder: string;
  readonly binding: Binding;
  /** The name of its own folder there; absent: the one of its binding. */
  readonly name?: string | undefined;
  /** Whether the profile has several accounts; absent: one. Versions of the app that know only one then leave the vault alone. */
  readonly severalAccounts?: (() => boolean) | undefined;
  readonly keychain: Keychain;
  /** The informed choice to keep a sign-in if no keyring protects it; asked whenever a key is made or a proof is wanted. */
  readonly keepWithoutKeyring: () => boolean;
  /** Asked when a key is opened or made; null: not known here. Only its hash is stored. */
  readonly machineId: () => Promise<string | null> | string | null;
}
