/** The recorder's options in COMPANION_RECORDER, as JSON. */

/** How the keychain behaves. `keyFile`: its key, created with mode 0600 if missing. */
export type KeychainKind =
  /** Like the Secret Service with an open keyring: wrapped data begins with `v11`. */
  | { readonly kind: 'working'; readonly keyFile: string }
  /** Chromium's fallback key, which anyone can read in its source: `v10`. */
  | { readonly kind: 'weak' }
  /** It can't wrap or unwrap anything. */
  | { readonly kind: 'none' }
  /** Locked until `unlockedBy` exists: until then every call is refused as "temporarily unavailable". */
  | { readonly kind: 'locked'; readonly keyFile: string; readonly unlockedBy: string }
  /** It works, but with a different key than before. */
  | { readonly kind: 'changed-key'; readonly keyFile: string }
  /** It still works with the old key, but requests that everything be wrapped again with a new one. */
  | { readonly kind: 're-encrypt'; readonly keyFile: string }
  /** Its prompt is never answered. Once another kind is set, pending calls complete. */
  | { readonly kind: 'never-responds' };

export interface RecorderOptions {
  /** Null for the system's own keychain. */
  readonly keychain: KeychainKind | null;
  /** The file to read instead of the administrator's, whether or not it exists; null: the system's own. */
  readonly administratorsFile: string | null;
  /** Records calls to tray, notifications, browser and clipboard, and keeps them from the real desktop. */
  readonly desktop: boolean;
  /**
   * Makes random delays long. Otherwise, the refresh at a random time within ten minutes of a start would happen during some
   * stories, which would mistake it for the one that they wait for.
   */
  readonly chanceIsLate?: boolean;
  /** A file that receives a copy of everything the app writes to stdout and stderr, from the first line; null: none. */
  readonly printed: string | null;
  /** The path that the app sees as its own program; undefined: the real one. In a package, it differs from the development tree's. */
  readonly program?: string | undefined;
}
