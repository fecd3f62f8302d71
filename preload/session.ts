/** Contract types: the state of an account, which windows, tray and terminal render. */
import type { ConnectionState, ErrorResponse, NoResponse, Prompt, Waiting } from './responses.ts';
import type { PolicyProblem } from './settings.ts';
import type { Kept, StorageTrouble } from './storage.ts';

/** Milliseconds since 1970 by the wall clock. For display only, never for calculations. */
export type EpochMs = number;

/** The account that is signed in, and its server. `name` is only for display, never for identification. */
export interface Account {
  readonly name: string | null;
  readonly server: string;
}

/**
 * Whether a sign-in was ended at the server (RFC 7009). `later`: the server was unreachable, and revocation is retried for up to
 * 30 days. `not-ended`: the server was unreachable or refused, and there is no retry. `no-endpoint`: it has no revocation endpoint.
 * `ended-before`: there was nothing to revoke, because the server had ended the sign-in or issued no refresh token.
 */
export type EndAtServer = 'ended' | 'later' | 'not-ended' | 'no-endpoint' | 'ended-before';

/** How a sign-in ended. */
export type Ended =
  | {
      readonly kind: 'signed-out-here';
      readonly server: EndAtServer;
      readonly account: Account;
      /** The server's error if it refused to revoke; else null. */
      readonly response: ErrorResponse | null;
    }
  /** The server responded with `invalid_grant`. */
  | { readonly kind: 'revoked'; readonly response: ErrorResponse; readonly at: EpochMs }
  /** `invalid_grant` after a refresh whose response never arrived. */
  | { readonly kind: 'interrupted'; readonly response: ErrorResponse; readonly at: EpochMs }
  /** The access token expired, and there was no refresh token. */
  | { readonly kind: 'ran-out'; readonly at: EpochMs }
  /** The server keeps refusing for another reason (`invalid_client`, …). `interrupted`: as in a failure. */
  | {
      readonly kind: 'refused';
      readonly response: ErrorResponse;
      readonly at: EpochMs;
      readonly interrupted?: boolean;
    }
  /**
   * An administrator's limit was reached: the sign-in was too old,
   * or the screen was locked for too long. The sign-in was deleted.
   */
  | { readonly kind: 'limit'; readonly limit: Limit; readonly at: EpochMs };

/** The limits that an administrator can set. */
export type Limit = 'max-age' | 'locked';

/** How an attempt to sign in failed. */
export type Failure =
  | { readonly kind: 'denied'; readonly response: ErrorResponse; readonly at: EpochMs }
  /** `response` is null if the code expired by our own count. */
  | { readonly kind: 'expired'; readonly response: ErrorResponse | null }
  /** The server no longer knows the code: `invalid_grant` while polling. */
  | { readonly kind: 'code-not-valid'; readonly response: ErrorResponse }
  /** The code was used up by a poll whose response was lost. */
  | { readonly kind: 'token-response-lost'; readonly because: NoResponse; readonly response: ErrorResponse }
  /** There is no endpoint at `address`. */
  | { readonly kind: 'no-endpoint'; readonly address: string; readonly response: ErrorResponse }
  | { readonly kind: 'unreachable'; readonly because: NoResponse; readonly during: 'asking' | 'waiting' }
  /**
   * `lacksScope`: the error was `invalid_scope`, and the request had no scope.
   * `interrupted`: an earlier refresh may have used up the token, and its response never arrived.
   */
  | {
      readonly kind: 'refused';
      readonly response: ErrorResponse;
      readonly lacksScope?: boolean;
      readonly interrupted?: boolean;
    }
  /** The response violates the protocol. Contains the field and the rule, never the value. */
  | { readonly kind: 'malformed'; readonly field: string; readonly rule: string }
  | { readonly kind: 'storage'; readonly trouble: StorageTrouble }
  /** A sign-out could not delete all files. No one is signed in, but some files are left. */
  | { readonly kind: 'not-deleted'; readonly trouble: StorageTrouble; readonly server: EndAtServer }
  /** A weakly protected sign-in could not be moved to the keyring. It is kept as before. */
  | { readonly kind: 'not-protected'; readonly trouble: StorageTrouble }
  /** A bug of our own. `name` is the error's class, never its message. */
  | { readonly kind: 'unforeseen'; readonly name: string };

/** Why a sign-in that is still valid could not be refreshed. */
export type SignedInTrouble = Extract<Failure, { kind: 'refused' | 'malformed' | 'storage' | 'unforeseen' }>;

/** One account's state. Plain data: safe to send, to compare and to log. */
export type SessionState =
  /** Reading the stored sign-in. `waiting`: the keyring's password prompt is probably open. */
  | { readonly kind: 'loading'; readonly keyring: 'quick' | 'waiting' }
  | { readonly kind: 'no-server' }
  /** The administrator's file can't be used. No one can sign in until it is fixed and the app is restarted. */
  | { readonly kind: 'misconfigured'; readonly problem: PolicyProblem }
  | { readonly kind: 'signed-out'; readonly because: Ended | null }
  | { readonly kind: 'requesting-code' }
  | {
      readonly kind: 'awaiting-approval';
      readonly prompt: Prompt;
      /** When the user requested the code, for display only. */
      readonly startedAt: EpochMs;
      readonly lifetimeMs: number;
      /** How much of `lifetimeMs` had passed when this state was sent. */
      readonly elapsedMs: number;
      readonly connection: Waiting;
    }
  | {
      readonly kind: 'signed-in';
      readonly account: Account;
      /** The user who was signed in before, if someone else approved. */
      readonly formerly: string | null;
      readonly kept: Kept;
      readonly since: EpochMs;
      /** When it ends, if refreshing is impossible or fails at the moment; null if it's refreshed normally. */
      readonly until: EpochMs | null;
      /** Whether it has not been refreshed for a day, in which case the app offers to sign in again. */
      readonly overdue: boolean;
      readonly connection: ConnectionState;
      /** Why the last refresh brought no new token, if not for lack of a response. */
      readonly trouble: SignedInTrouble | null;
    }
  | { readonly kind: 'signing-out' }
  | { readonly kind: 'needs-you'; readonly because: Ended; readonly account: Account }
  /**
   * Someone approved who may not be this account's person. Their sign-in is stored separately, and nothing else changes until the
   * user answers. `was`: the account's state meanwhile.
   */
  | {
      readonly kind: 'someone-else';
      readonly expected: Account;
      readonly approvedBy: Account;
      readonly approver: Approver;
      readonly was: 'signed-in' | 'needs-you';
    }
  | { readonly kind: 'storage-unreadable'; readonly trouble: StorageTrouble }
  /** `signedInAs`: the account that is still signed in, if a new sign-in failed. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly signedInAs: Account | null };

/** The state of this kind. */
export type StateOf<K extends SessionState['kind']> = Extract<SessionState, { readonly kind: K }>;

/** What is known about the person who approved. */
export type Approver =
  | { readonly kind: 'someone-else' }
  /** They have another account here, with this name. */
  | { readonly kind: 'has-account'; readonly account: string }
  /** The server identified no one, although it had identified the account's person. */
  | { readonly kind: 'not-reported' };
