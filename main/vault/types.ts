/** The interface of the vault, which stores a session's tokens. */
import type { Ended, EpochMs, ErrorResponse, Kept, StorageTrouble } from '../../preload/api.ts';
import { StorageError } from '../files/storage-error.ts';
import type { Identity } from '../oauth/id-token.ts';
import type { TokenTypeHint } from '../oauth/protocol.ts';

/** The server and client that issued a token, and the only ones it is used for (R7). */
export interface Binding {
  /** Origin and path, without a trailing slash. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly tokenEndpoint: string;
}

/** An end after which the account's name is kept. After a sign-out, nothing is. */
export type EndedOnItsOwn = Exclude<Ended, { kind: 'signed-out-here' | 'limit' }>;

/** The endpoints of a sign-in, both at the origin of its base URL. Later changes of the metadata don't affect it. */
export interface Endpoints {
  readonly deviceAuthorization: string;
  readonly token: string;
}

/** A stored sign-in. Secret: it never leaves the main process. */
export interface StoredSession {
  readonly refreshToken: string | null;
  /** The latest one, so that the next run doesn't have to refresh for it; null once the session has ended. */
  readonly accessToken: StoredAccessToken | null;
  /** The endpoints for this sign-in, if they came from the server's metadata; null: those of the configured server. */
  readonly endpoints: Endpoints | null;
  /** For display only. */
  readonly accountName: string | null;
  /** The person who signed in; null: unknown. */
  readonly identity: Identity | null;
  readonly signedInAt: EpochMs;
  /** When the refresh token ends; null: never, or unknown. */
  readonly refreshExpiresAt: EpochMs | null;
  /** The refusals in a row to refresh it, which still count after a restart; null: none. */
  readonly refused: RefusalCount | null;
  /** Why the session has ended, kept so that the account can be named after a restart; null while it's valid. */
  readonly ended: EndedOnItsOwn | null;
}

/** A stored access token. Secret. */
export interface StoredAccessToken {
  readonly value: string;
  /** When it was issued. If the wall clock is earlier, it was set back, and the remaining lifetime is unknown. */
  readonly issuedAt: EpochMs;
  /** Null: unknown. */
  readonly expiresAt: EpochMs | null;
  /** What the server granted; null: unknown. */
  readonly scope: string | null;
}

/** Refusals in a row that do not end a session (`invalid_client`, …). */
export interface RefusalCount {
  readonly times: number;
  /** The server's last error, and when it came. */
  readonly response: ErrorResponse;
  readonly at: EpochMs;
}

/** The results of loading. An unreadable vault never counts as an empty one. */
export type Loaded =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'value';
      readonly session: StoredSession;
      readonly kept: Kept;
      /** `previous`: the current copy was damaged; its token may be stale. */
      readonly from: 'current' | 'previous';
      /** When the last run ended, it had sent a refresh whose response was not stored. */
      readonly rotationPending: boolean;
    }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** A sign-in could not be stored or read. The message contains no secrets. */
export class VaultError extends StorageError {
  override readonly name = 'VaultError';
  constructor(trouble: StorageTrouble) {
    super(trouble, `the sign-in could not be kept: ${trouble}`);
  }
}

/** The value of a storage operation, or its problem. */
export type StorageResult<T> =
  | { readonly value: T; readonly trouble: null }
  | { readonly value: null; readonly trouble: StorageTrouble };

/** Resolves with a storage promise's value, or with the problem of a VaultError. Any other error is a bug and rejects. */
export async function orTrouble<T>(promise: Promise<T>): Promise<StorageResult<T>> {
  try {
    return { value: await promise, trouble: null };
  } catch (error) {
    if (error instanceof VaultError) return { value: null, trouble: error.trouble };
    throw error;
  }
}

/** Stores one sign-in, bound to its server. All writes are durable when their promise resolves. */
export interface Vault {
  /**
   * Tests how a sign-in would be kept, by writing and reading back, before a code is requested. Leaves no trace. `until-quit` with
   * a reason if there is a storage problem, or no keyring and the user has not chosen to do without.
   * The user is present, so the next save tries the keyring again even if it refused before.
   */
  testStorage(): Promise<Kept>;
  /**
   * Loads the newest session, even if that could not be written. Uses the keyring only if the vault isn't open yet. Overlapping
   * calls share the result. If there is a tombstone, finishes the deletion first.
   */
  load(): Promise<Loaded>;
  /**
   * Writes the session and ends a rotation (R3). Resolves with how it's kept now. Rejects with VaultError if it had to be written
   * and could not be; the old copy is then intact. Doesn't retry a keyring that refused, because refreshes are triggered by a
   * timer. Between `markSignedOut` and the end of `destroy`, stores nothing.
   */
  save(session: StoredSession): Promise<Kept>;
  /**
   * Replaces the stored session by a new sign-in's, and leaves no copy of the old one. Unlike `save`, which keeps the current
   * protection, it chooses the protection again by the current settings and policy. If it can't be written yet, the next `save`
   * replaces it.
   */
  replace(session: StoredSession): Promise<Kept>;
  /** The user is present and may unlock the keyring, so the next save tries it again. */
  keyringMayBeOpen(): void;
  /** Notes durably that a refresh is about to be sent (R3), and reserves space for the new tokens. Rejects with VaultError. */
  beginRotation(): Promise<void>;
  /** The refresh ended without new tokens, and the old token is certainly unused. */
  abandonRotation(): Promise<void>;
  /**
   * Wraps the key of a weakly protected sign-in with the current keyring, and resolves with how it's kept then. Otherwise changes
   * nothing. Saving continues while the keyring asks for its password. Rejects with VaultError; nothing has changed then.
   */
  protect(): Promise<Kept>;
  /** Renames an unreadable vault. Deletes nothing. Rejects with VaultError, always if a newer version wrote the vault. */
  setAside(): Promise<void>;
  /**
   * Marks the sign-in durably as ended, before it is revoked at the server (R8). From now on it loads as absent. Neither this nor
   * `destroy` waits for a keyring. Rejects with VaultError.
   */
  markSignedOut(): Promise<void>;
  /**
   * Deletes the store, its previous copy, the journal, files set aside and the wrapped key (R8).
   * Rejects with VaultError if anything is left; the next start continues the deletion.
   */
  destroy(): Promise<void>;
}

/** The grants of local tools, which the vault stores beside the sign-in and deletes with it. */
export interface ToolRecord {
  /** Null if there is none, no keyring protects it, or it can't be read. Never rejects. */
  read(): Promise<unknown>;
  /**
   * Replaces it durably. False: it was not stored, because no keyring protects it. With a weak key, any program of the user could
   * grant itself everything. Never rejects.
   */
  write(record: Record<string, unknown>): Promise<boolean>;
}

/** How long a token may be kept for revocation, by the wall clock, because elapsed time ends with the process. */
export const LONGEST_REVOKE_ONLY_MS = 30 * 24 * 60 * 60_000;

/** A token that is kept only to be revoked (RFC 7009). Secret. */
export interface RevokeOnlyToken {
  readonly token: string;
  readonly hint: TokenTypeHint;
  readonly identity: Identity | null;
  /** For display only. */
  readonly accountName: string | null;
  /** When its sign-in ended. */
  readonly since: EpochMs;
}

/** The tokens of one binding that still have to be revoked. They outlive the vault. */
export interface RevokeOnlyStore {
  /**
   * The tokens, oldest first. Uses the keychain only if there are any. Deletes a file that is unusable or came from another
   * computer. Rejects with VaultError if the keychain can't open it now.
   */
  read(): Promise<readonly RevokeOnlyToken[]>;
  /** Replaces the tokens durably; without tokens, deletes the file. Rejects with VaultError, and the old file is then intact. */
  write(tokens: readonly RevokeOnlyToken[]): Promise<void>;
}
