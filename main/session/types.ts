/** A session's interface to the rest of the app, and its parts. */
import type { Account, EpochMs, Kept, Limit, MetadataNotes, SessionState } from '../../preload/api.ts';
import type { AuditEvent, AuditPerson } from '../audit/record.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Identity } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Log } from '../system/log.ts';
import type { Awake } from '../time/clock.ts';
import type { ClockSkew } from '../time/clock-skew.ts';
import type { Turn } from '../time/serial-queue.ts';
import type { RevokeOnlyStore, Vault } from '../vault/types.ts';
import type { AutoRefresh } from './auto-refresh.ts';
import type { AttemptParts } from './sign-in-attempt.ts';
import type { Resting } from './view-state.ts';

export interface SessionParts extends AttemptParts {
  /**
   * False: refreshes only for callers that need a token. For commands, which run only briefly: of a hundred in a row, some would
   * otherwise reach the random time of the refresh after a start.
   */
  readonly autoRefresh?: boolean;
  /** False: no new sign-in starts. An existing one is refreshed and ended as usual. */
  readonly maySignIn: boolean;
  /** Has its own connections, which are closed before each refresh. */
  readonly refreshHttp: HttpClient;
  readonly closeIdleConnections: () => Promise<void>;
  /** Runs the refreshes of all accounts at one server one after another. */
  readonly inTurn: Turn;
  /** Resolves when the network was away and has come back; rejects with the signal's reason when that fires first. */
  readonly networkBack: Awake;
  readonly vault: Vault;
  readonly revokeOnly: RevokeOnlyStore;
  /** Based on the responses of both HTTP clients. */
  readonly clockSkew: Pick<ClockSkew, 'offMs'>;
  /** Whether another account has, or may have, this person. Null: the id_token identifies no one. */
  readonly mayBeAnothers: (person: Identity | null) => boolean;
  /**
   * Called if someone approved who may not be this account's person, or who has another account. Stores their sign-in elsewhere
   * before identifying them. This account doesn't change. Never rejects.
   */
  readonly onSomeoneElse: (approved: Approved) => Promise<unknown>;
  /** The administrator's limit on a sign-in's age; null: none. */
  readonly maxAgeMs: number | null;
  /** Writes an event to the audit log, if there is one. Never rejects. Only the end of the app waits for it. */
  readonly audit: (event: AuditEvent, person: AuditPerson) => Promise<void>;
  /** Called after every change of `state()` or `keeping()`. */
  readonly onChange: () => void;
  readonly log: Log;
}

/** An approved sign-in that isn't stored yet. Secret. */
export interface Approved {
  readonly tokens: Tokens;
  /** With the endpoints and scope that were used. */
  readonly server: Server;
}

/** The person who is signed in. */
export interface TokenHolder {
  /** For display only. */
  readonly name: string | null;
  /** Issuer and subject; null: unknown. */
  readonly identity: string | null;
  readonly signedInAt: EpochMs;
}

export interface Session {
  state(): SessionState;
  /** How a sign-in would be kept; null until tested. */
  keeping(): Kept | null;
  /** Notes on the server's metadata as last requested; null before that. */
  metadataNotes(): MetadataNotes | null;
  /** By how much this computer's clock is ahead of the server's; null if the difference is negligible. */
  clockOffMs(): number | null;
  /** Tests how a sign-in would be kept. */
  testStorage(): Promise<Kept>;
  /** Reads the stored sign-in. Call again after `storage-unreadable`. */
  start(): Promise<unknown>;
  /** Requests a code and waits for approval. Cancels any earlier attempt first. Resolves when the attempt ends. */
  signIn(): Promise<unknown>;
  /** Cancels a sign-in in progress, which restores the state from before. */
  cancel(): void;
  /** Dismisses a failure, which restores the state from before. */
  dismiss(): void;
  signOut(): Promise<unknown>;
  /** Takes over and stores a sign-in that was approved for another account. Call after `start()`. */
  adopt(approved: Approved): Promise<unknown>;
  /** Ends the sign-in like `signOut` because an administrator's limit was reached, and offers to sign in again. */
  endByLimit(limit: Limit): Promise<unknown>;
  /** Requests from the server who is signed in, if unknown. */
  identify(): Promise<unknown>;
  /**
   * Deletes the sign-in here but leaves it on the server, because ending it there could also end the same person's sign-in that
   * replaces it. Tokens that earlier sign-outs left to revoke are dropped if they are of `by` or of an unknown person.
   */
  forget(by: Identity | null): Promise<unknown>;
  /** The sign-in that exists only in memory and ends with the app; null if quitting would end none. */
  endingWithProgram(): { readonly account: Account; readonly kept: Kept } | null;
  /** Ends a sign-in that exists only in memory, also at the server, within five seconds. Leaves the vault unchanged. */
  discard(): Promise<void>;
  /** Revokes tokens that earlier sign-outs could not revoke. `unknown`: they can't be read now. */
  revokePending(): Promise<'asked' | 'nothing' | 'unknown'>;
  /** Retries what failed: reading the storage, moving to the keyring, signing in or out, or refreshing. */
  tryAgain(): Promise<unknown>;
  /** Moves a weakly protected sign-in to the keyring. */
  protect(): Promise<unknown>;
  /** The user has changed whether to keep sign-ins without a keyring. A sign-in that exists only in memory for that reason is stored now. */
  keepAsChosen(): Promise<unknown>;
  /** Retries what a locked keyring prevented, because the user is present and may unlock it. */
  keyringMayBeOpen(): Promise<unknown>;
  /** The state beneath a sign-in in progress or a failure that the user has not dismissed. */
  resting(): Resting;
  /** Who is signed in; null if no one is. The time distinguishes one unknown person from the next. */
  holder(): TokenHolder | null;
  /** The account's person, even if their sign-in has ended; null if unknown or no one has signed in. */
  identity(): Identity | null;
  /** The access token in memory, even if it's about to expire; null if there is none. Sends nothing. */
  readonly heldAccess: AutoRefresh['heldAccess'];
  /** An access token that is valid for at least that long, refreshed if necessary. */
  readonly accessToken: AutoRefresh['accessToken'];
  /** Refreshes now. */
  readonly refresh: AutoRefresh['refresh'];
  /** The computer woke up. */
  woke(): void;
  /** Counts as a pending request until it settles, so that the app doesn't quit before. Returns the promise. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Whether a request is pending whose response must not be lost. */
  isBusy(): boolean;
  /** Resolves when no request is pending. */
  settled(): Promise<void>;
  /** Resolves when no storage test is in progress, which may wait for a keyring. Never rejects. */
  storageTested(): Promise<unknown>;
  /** Starts nothing more by itself, and resolves when no request is pending. */
  finish(): Promise<void>;
  /** The app is quitting: like `finish`, and ends a sign-in that exists only in memory, also at the server. */
  quit(): Promise<void>;
}
