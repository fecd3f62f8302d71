/** How a sign-in is kept on this computer: part of the contract, types only. */

/** Why a sign-in cannot be written to disk, or not be read from it. */
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
  /** Encrypted, its key in the system's keychain. `name` is its display name: "GNOME Keyring", "Keychain". */
  | { readonly kind: 'keychain'; readonly name: string }
  /**
   * Encrypted with a key that any program of this user could find: the informed choice of `--keep-without-keyring`.
   * `better`: the name of a keyring that could protect it now; null: none.
   */
  | { readonly kind: 'weak'; readonly better: string | null }
  /** In memory only. */
  | { readonly kind: 'until-quit'; readonly because: StorageTrouble };
