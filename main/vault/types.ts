/** What the session needs of the storage of its tokens. */
import type { Ended, EpochMs, Kept, ServerSaid, StorageTrouble } from '../../preload/api.ts';
import { StorageError } from '../files/storage-error.ts';
import type { Identity } from '../oauth/id-token.ts';
import type { TokenTypeHint } from '../oauth/protocol.ts';

/** A token is used only for exactly the server and client that it came from (R7). */
export interface Binding {
  /** Origin and path, without a trailing slash. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly tokenEndpoint: string;
}

/** An end that leaves the account's name behind: a sign-out leaves nothing. */
export type EndedOnItsOwn = Exclude<Ended, { kind: 'signed-out-here' | 'limit' }>;

/** The endpoints of a sign-in, both at the origin of its base URL. A later change of the metadata does not move its token. */
export interface Endpoints {
  readonly deviceAuthorization: string;
  readonly token: string;
}

/** What is kept of one sign-in. Secret: never leaves the main process. */
export interface StoredSession {
  readonly refreshToken: string | null;
  /** The newest one, so that the next run does not refresh for one of its own; null once the session is over. */
  readonly accessToken: StoredAccessToken | null;
  /** The endpoints that the token came from and is sent to, if the server's metadata named them; null: those of the binding. */
  readonly endpoints: Endpoints | null;
  /** For display only. */
  readonly accountName: string | null;
  /** The person who signed in; null: unknown. */
  readonly identity: Identity | null;
  readonly signedInAt: EpochMs;
  /** When the refresh token itself ends; null: never, or unknown. */
  readonly refreshExpiresAt: EpochMs | null;
  /** The definite refusals to renew it since the last other answer; null: none. A restart does not forgive them. */
  readonly refused: Refused | null;
  /** Why the session is over, so that the same account is named after a restart; null while it lives. */
  readonly ended: EndedOnItsOwn | null;
}

/** An access token as it outlives a run. Secret. */
export interface StoredAccessToken {
  readonly value: string;
  /** When it arrived: a wall clock that is before this was set back, and does not show what is left. */
  readonly issuedAt: EpochMs;
  /** Null: unknown. */
  readonly expiresAt: EpochMs | null;
  /** What the server granted; null: unknown. */
  readonly scope: string | null;
}

/** Refusals in a row that do not end a session (`invalid_client`, …). */
export interface Refused {
  readonly times: number;
  /** The server's last response, and when it came. */
  readonly said: ServerSaid;
  readonly at: EpochMs;
}

/** The three answers that storage can give; "cannot read" is never "nothing there". */
export type Loaded =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'value';
      readonly session: StoredSession;
      readonly kept: Kept;
      /** `previous`: the current copy was damaged; its token may be stale. */
      readonly from: 'current' | 'previous';
      /** A refresh had been sent when the last run ended, and its answer was not written. */
      readonly rotationInTheAir: boolean;
    }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** A sign-in that could not be kept or read. Its message holds no secret. */
export class VaultError extends StorageError {
  override readonly name = 'VaultError';
  constructor(trouble: StorageTrouble) {
    super(trouble, `the sign-in could not be kept: ${trouble}`);
  }
}

/** A storage promise's value, or the trouble that it had. Any other error is a fault, and rejects. */
export async function orTrouble<T>(
  promise: Promise<T>,
): Promise<{ readonly value: T; readonly trouble: null } | { readonly value: null; readonly trouble: StorageTrouble }> {
  try {
    return { value: await promise, trouble: null };
  } catch (error) {
    if (error instanceof VaultError) return { value: null, trouble: error.trouble };
    throw error;
  }
}

/** One sign-in's place, bound to its server. All writes are durable when their promise resolves. */
export interface Vault {
  /**
   * Proves, by writing and reading back, how a sign-in would be kept, before a code is asked for.
   * Without a keyring and without the informed choice: `until-quit`.
   * Never throws for storage trouble: that is `until-quit` with its reason. Leaves no trace.
   * The user is present, so the next save asks the keyring even if it has refused before.
   */
  prove(): Promise<Kept>;
  /**
   * What is kept; it asks the keyring only if nothing here has opened the vault yet. In a run that could not
   * write its newest session, that one. Calls that overlap share one answer; with a tombstone the deletion is finished first.
   */
  load(): Promise<Loaded>;
  /**
   * Writes the session and ends a rotation (R3). Resolves with how it is kept now;
   * rejects with VaultError if it had to be on disk and could not be written: the old copy is then still whole.
   * A keyring that has refused to open what lies there is not asked again: refreshes come by a timer.
   * Between `markSignedOut` and the end of `destroy` it keeps nothing.
   */
  save(session: StoredSession): Promise<Kept>;
  /**
   * Writes a new sign-in's session in the place of the one before, of which no copy is left. How it is kept is decided
   * again, by the choice and the policy of now: `save` goes on with the protection that is there. If this cannot be
   * written yet, the next `save` does the same.
   */
  replace(session: StoredSession): Promise<Kept>;
  /** The user is present and may unlock the keyring, so the next save asks it again. */
  keyringMayBeOpen(): void;
  /** Notes durably that a refresh is about to be sent (R3), and holds room for what it brings. Rejects with VaultError. */
  beginRotation(): Promise<void>;
  /** The refresh ended without new tokens, and the old token is known to be whole. */
  abandonRotation(): Promise<void>;
  /**
   * Wraps the key of a weakly kept sign-in by the keyring that is there now, and resolves with how it is kept then;
   * with nothing kept weakly, it changes nothing. Saving goes on while the keyring asks for its password.
   * Rejects with VaultError: the sign-in is then kept as before.
   */
  protect(): Promise<Kept>;
  /** Renames what cannot be read aside; nothing is deleted. Rejects with VaultError: always for a newer version's vault. */
  setAside(): Promise<void>;
  /**
   * Marks the sign-in as ended, durably, before it is revoked at the server (R8): it loads as absent from here on.
   * Neither this nor `destroy` waits for a keyring. Rejects with VaultError.
   */
  markSignedOut(): Promise<void>;
  /**
   * Deletes the store, its previous copy, the journal, files set aside, and the wrapped key (R8).
   * Rejects with VaultError if anything is left; the next start goes on with it.
   */
  destroy(): Promise<void>;
}

/** What local tools were allowed: a record that the vault keeps beside the sign-in, and that ends with it. */
export interface ToolRecord {
  /** Null: there is none, no keyring protects it, or it cannot be read. Never rejects. */
  read(): Promise<unknown>;
  /**
   * Replaces it, durably. False: it is not kept. Only what a keyring protects is: with a weak key, any program of the user
   * could allow itself everything. Never rejects.
   */
  write(record: Record<string, unknown>): Promise<boolean>;
}

/** How long a token is kept at most to be revoked, by the wall clock, which alone counts across restarts. */
export const LONGEST_REVOKE_ONLY_MS = 30 * 24 * 60 * 60_000;

/** A token that is kept only to be revoked (RFC 7009). Secret. */
export interface RevokeOnlyToken {
  readonly token: string;
  readonly hint: TokenTypeHint;
  readonly identity: Identity | null;
  /** For display only. */
  readonly accountName: string | null;
  /** When its sign-in ended here. */
  readonly since: EpochMs;
}

/** The tokens of one binding that are still to be revoked. They outlive the vault, and each other sign-in's end. */
export interface RevokeOnlyStore {
  /**
   * What is kept, oldest first. The keychain is asked only if there is something. A file that no one can use, or that
   * came from another computer, is deleted. Rejects with VaultError if the keychain does not open it now.
   */
  read(): Promise<readonly RevokeOnlyToken[]>;
  /** Replaces what is kept, durably; nothing leaves no file. Rejects with VaultError: the old file is then whole. */
  write(tokens: readonly RevokeOnlyToken[]): Promise<void>;
}
