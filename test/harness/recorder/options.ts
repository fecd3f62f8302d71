/** The recorder's options in COMPANION_RECORDER, as JSON. */

/** How the keychain behaves. `keyFile`: its key, created with mode 0600 if missing. */
export type KeychainKind =
  /** Like the Secret Service with an open keyring: wrapped data begins with `v11`. */
  | { readonly kind: 'working'; readonly keyFile: string }
  /** Chromium's fallback key, which anyone can read in its source: `v10`. */
  | { readonly kind: 'weak' }
  /** Nothing can be wrapped or unwrapped. */
  | { readonly kind: 'none' }
  /** Locked until `unlockedBy` exists: until then every call is refused as "temporarily unavailable". */
  | { readonly kind: 'locked'; readonly keyFile: string; readonly unlockedBy: string }
  /** Works, with another key than before. */
  | { readonly kind: 'changed-key'; readonly keyFile: string }
  /** Works with the old key too, and asks for everything to be wrapped again with a new one. */
  | { readonly kind: 're-encrypt'; readonly keyFile: string }
  /** An unanswered prompt. Once another kind is set, pending calls get their answer. */
  | { readonly kind: 'never-answers' };

export interface RecorderOptions {
  /** Null: the system's own. */
  readonly keychain: KeychainKind | null;
  /** Found in the place of the administrator's file, there or not; null: the system's own. */
  readonly administratorsFile: string | null;
  /** Records calls to tray, notifications, browser and clipboard, and keeps them from the real desktop. */
  readonly desktop: boolean;
  /**
   * Whatever the app leaves to chance comes late. A refresh at a random moment of the ten minutes after a start would fall
   * into some stories, and come to be taken for one that they wait for.
   */
  readonly chanceIsLate?: boolean;
  /** A file that gets a copy of all that the app writes to stdout and stderr from its first line on; null: none. */
  readonly printed: string | null;
  /** Where the app finds its own program; none: where it is. A package's is elsewhere than a development tree's. */
  readonly program?: string | undefined;
}
