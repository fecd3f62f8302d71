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
   * False: it is refreshed only for a caller who needs a token. For a command, which is over before long: of a hundred that
   * follow one another, some would otherwise come to the random moment after a start.
   */
  readonly autoRefresh?: boolean;
  /** False: no new sign-in is begun; an existing one is renewed and ended as usual. */
  readonly maySignIn: boolean;
  /** On connections of its own: those are closed before each refresh. */
  readonly refreshHttp: HttpClient;
  readonly closeIdleConnections: () => Promise<void>;
  /** Refreshes at one server take turns, those of other accounts included. */
  readonly inTurn: Turn;
  /** Resolves when the network was away and has come back; rejects with the signal's reason when that fires first. */
  readonly networkBack: Awake;
  readonly vault: Vault;
  readonly revokeOnly: RevokeOnlyStore;
  /** Learned from the responses of both HTTP clients. */
  readonly clockSkew: Pick<ClockSkew, 'offMs'>;
  /** Whether another account has this person, or may have: null means that the id_token identifies no one. */
  readonly mayBeAnothers: (person: Identity | null) => boolean;
  /**
   * Someone approved who is not certainly this account's person, or who has another account. The account stays as it is.
   * Takes their sign-in, to be stored elsewhere before anyone is asked who they are. Never rejects.
   */
  readonly onSomeoneElse: (approved: Approved) => Promise<unknown>;
  /** How old a sign-in may become; null: as old as the server lets it. */
  readonly maxAgeMs: number | null;
  /** Writes an event to the log of an organization, if that wants it. Never rejects. Only the end of the app waits for it. */
  readonly audit: (event: AuditEvent, person: AuditPerson) => Promise<void>;
  /** Called after every change of `state()` or `keeping()`. */
  readonly onChange: () => void;
  readonly log: Log;
}

/** A sign-in that was approved, and is not kept yet. Secret. */
export interface Approved {
  readonly tokens: Tokens;
  /** With the endpoints and the scope that served for it. */
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
  /** How a sign-in would be kept; null until that was proven. */
  keeping(): Kept | null;
  /** What is odd about the server's metadata, as it was last requested; null before. */
  metadataNotes(): MetadataNotes | null;
  /** How far this computer's clock is ahead of the server's; null if the difference is too small to mention. */
  clockOffMs(): number | null;
  /** Proves how a sign-in would be kept. */
  prove(): Promise<Kept>;
  /** Reads what is stored. Again after `storage-unreadable`. */
  start(): Promise<unknown>;
  /** Asks for a code and waits for approval; ends any earlier attempt first. Resolves when it ended. */
  signIn(): Promise<unknown>;
  /** Ends a sign-in that is under way; the state is then what it was before. */
  cancel(): void;
  /** Leaves a failure's state for what it was before. */
  dismiss(): void;
  signOut(): Promise<unknown>;
  /** Takes a sign-in that was approved for another account, and keeps it. After `start()`. */
  adopt(approved: Approved): Promise<unknown>;
  /** An administrator's limit is reached: ends the sign-in as `signOut` does, and asks for a new one. */
  endByLimit(limit: Limit): Promise<unknown>;
  /** Asks the server who is signed in, if that is not known. */
  identify(): Promise<unknown>;
  /**
   * Deletes the sign-in here and leaves it as it is on the server: ending it there could end the one of the same person
   * that takes its place. What earlier sign-outs left to be revoked is dropped if it is of `by`, or no one knows whose.
   */
  forget(by: Identity | null): Promise<unknown>;
  /** The sign-in that is in memory only, and ends with the app; null: quitting ends none. */
  endingWithProgram(): { readonly account: Account; readonly kept: Kept } | null;
  /** Ends a sign-in that is in memory only, at the server too, within five seconds. What the vault holds of an earlier one stays. */
  discard(): Promise<void>;
  /** Asks the server now to end what earlier sign-outs could not end there. `unknown`: what is left cannot be read now. */
  revokePending(): Promise<'asked' | 'nothing' | 'unknown'>;
  /** Does again what failed: reads the storage, moves into the keyring, signs in or out, or reaches for the server. */
  tryAgain(): Promise<unknown>;
  /** Wraps the key of a weakly kept sign-in by the keyring that is there now. */
  protect(): Promise<unknown>;
  /** The user has changed whether to keep a sign-in without a keyring. A sign-in that is only in memory for that reason is stored at once. */
  keepAsChosen(): Promise<unknown>;
  /** Reads or saves again what a locked keyring prevented, because the user is present and may unlock it. */
  keyringMayBeOpen(): Promise<unknown>;
  /** What the state is beneath a sign-in under way and a failure that was not read yet. */
  resting(): Resting;
  /** Who is signed in: one unknown person can be distinguished from the next only by the moment. Null: no one. */
  holder(): TokenHolder | null;
  /** Whose account it is, even if their sign-in has ended; null: unknown, or no one has signed in. */
  identity(): Identity | null;
  /** The access token that is held, even if it is about to expire; null: none. Nothing is requested. */
  readonly heldAccess: AutoRefresh['heldAccess'];
  /** An access token with at least that much of life left, and the server asked for one if need be. */
  readonly accessToken: AutoRefresh['accessToken'];
  /** Asks the server now whether the session lives. */
  readonly refresh: AutoRefresh['refresh'];
  /** The computer woke up. */
  woke(): void;
  /** Whether a request is pending whose response must not be lost. */
  isBusy(): boolean;
  /** Resolves when no request is pending any more. */
  settled(): Promise<void>;
  /** Resolves when no proof of the storage is under way, which may wait for a keyring. Never rejects. */
  proven(): Promise<unknown>;
  /** The app quits: begins nothing more by itself, and resolves when no request is pending any more. */
  finish(): Promise<void>;
}
