/** Contract types: how a sign-in is kept on this computer. */

/** Why a sign-in can't be written to disk or read from it. */
export type StorageTrouble =
  | 'no-keyring'
  | 'keyring-locked'
  | 'keyring-changed'
  | 'disk-full'
  | 'read-only'
  | 'no-permission'
  | 'damaged'
  | 'newer-version'
  | 'other-computer'
  | 'io';

/** How a sign-in is kept, or would be. */
export type Kept =
  /** Encrypted, with the key in the system's keychain. `name` is its display name, such as "GNOME Keyring" or "Keychain". */
  | { readonly kind: 'keychain'; readonly name: string }
  /**
   * Encrypted with a key that any program of this user could find, because the user chose `--keep-without-keyring`.
   * `better`: the name of a keyring that could protect it now; null if there is none.
   */
  | { readonly kind: 'weak'; readonly better: string | null }
  /** Only in memory. */
  | { readonly kind: 'until-quit'; readonly because: StorageTrouble };
