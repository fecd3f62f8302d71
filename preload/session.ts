/** The state of one account, as windows, tray and terminal draw it: part of the contract, types only. */
import type { Link, NoAnswer, Prompt, ServerSaid, Waiting } from './exchange.ts';
import type { PolicyProblem } from './settings.ts';
import type { Kept, StorageTrouble } from './storage.ts';

/** Milliseconds since 1970 by the wall clock. For display only, never for calculations. */
export type EpochMs = number;

/** The account that is signed in, and its server. `name` is for display only, never an identity decision. */
export interface Account {
  readonly name: string | null;
  readonly server: string;
}

/**
 * Whether the server knows that a sign-in is over (RFC 7009). `later`: it could not be reached, and will be asked again
 * for up to 30 days; `not-ended`: it was not reached, or refused, and will not be asked again; `no-endpoint`: it has no endpoint for
 * that; `ended-before`: nothing was left to end, since it had ended the sign-in itself or given no refresh token.
 */
export type EndAtServer = 'ended' | 'later' | 'not-ended' | 'no-endpoint' | 'ended-before';

/** How a sign-in that once was came to its end. */
export type Ended =
  | {
      readonly kind: 'signed-out-here';
      readonly server: EndAtServer;
      readonly account: Account;
      /** Why the server refused to end the sign-in, in its own words; null if it did not refuse. */
      readonly said: ServerSaid | null;
    }
  /** The server answered `invalid_grant`. */
  | { readonly kind: 'revoked'; readonly said: ServerSaid; readonly at: EpochMs }
  /** `invalid_grant`, after a refresh whose answer never arrived. */
  | { readonly kind: 'interrupted'; readonly said: ServerSaid; readonly at: EpochMs }
  /** The access token ended, and there was no refresh token. */
  | { readonly kind: 'ran-out'; readonly at: EpochMs }
  /** The server keeps refusing for a reason of its own (`invalid_client`, …). */
  | { readonly kind: 'refused'; readonly said: ServerSaid; readonly at: EpochMs }
  /** An administrator's limit: the sign-in was too old, or the screen was locked for too long. Nothing of it is kept. */
  | { readonly kind: 'limit'; readonly limit: Limit; readonly at: EpochMs };

/** What an administrator can limit. */
export type Limit = 'max-age' | 'locked';

/** How an attempt to sign in failed. */
export type Failure =
  | { readonly kind: 'denied'; readonly said: ServerSaid; readonly at: EpochMs }
  /** `said` is null if the code expired by this computer's own clock. */
  | { readonly kind: 'expired'; readonly said: ServerSaid | null }
  /** The server no longer knows the code: `invalid_grant` while polling. */
  | { readonly kind: 'code-not-valid'; readonly said: ServerSaid }
  /** The code was used up by a poll whose answer was lost, because of `because`. */
  | { readonly kind: 'answer-lost'; readonly because: NoAnswer; readonly said: ServerSaid }
  /** There is no device sign-in at `address`, the endpoint that was asked. */
  | { readonly kind: 'no-endpoint'; readonly address: string; readonly said: ServerSaid }
  | { readonly kind: 'unreachable'; readonly because: NoAnswer; readonly during: 'asking' | 'waiting' }
  /** `lacksScope`: it answered `invalid_scope` to a request that named none. */
  | { readonly kind: 'refused'; readonly said: ServerSaid; readonly lacksScope?: boolean }
  /** An answer that breaks the protocol, by the field's name and the rule that it breaks; never its value. */
  | { readonly kind: 'malformed'; readonly field: string; readonly rule: string }
  | { readonly kind: 'storage'; readonly trouble: StorageTrouble }
  /** A sign-out that could not delete all files: no one is signed in now, but some files are left. */
  | { readonly kind: 'not-deleted'; readonly trouble: StorageTrouble; readonly server: EndAtServer }
  /** A weakly kept sign-in that could not be moved into the keyring: it is kept as before. */
  | { readonly kind: 'not-protected'; readonly trouble: StorageTrouble }
  /** A fault of our own; `name` is an error's class, never its message. */
  | { readonly kind: 'unforeseen'; readonly name: string };

/** Why a sign-in that is still valid could not be renewed. */
export type SignedInTrouble = Extract<Failure, { kind: 'refused' | 'malformed' | 'storage' | 'unforeseen' }>;

/** One account's state. Plain data: safe to send, to compare and to log. */
export type SessionState =
  /** Reading what is stored. `waiting`: a password prompt of the keyring is probably open. */
  | { readonly kind: 'loading'; readonly keyring: 'quick' | 'waiting' }
  | { readonly kind: 'no-server' }
  /** The administrator's file cannot be used: no one can sign in until it is fixed and the app is restarted. */
  | { readonly kind: 'misconfigured'; readonly problem: PolicyProblem }
  | { readonly kind: 'signed-out'; readonly because: Ended | null }
  | { readonly kind: 'requesting-code' }
  | {
      readonly kind: 'awaiting-approval';
      readonly prompt: Prompt;
      /** When the user asked for the code: for display only. */
      readonly startedAt: EpochMs;
      readonly lifetimeMs: number;
      /** How much of `lifetimeMs` had gone when this state was sent. */
      readonly elapsedMs: number;
      readonly link: Waiting;
    }
  | {
      readonly kind: 'signed-in';
      readonly account: Account;
      /** The user who was signed in before, if someone else approved. */
      readonly formerly: string | null;
      readonly kept: Kept;
      readonly since: EpochMs;
      /** When it ends unless it is renewed before, if that is impossible or does not work at the moment; null: it renews itself. */
      readonly until: EpochMs | null;
      /** It has not been renewed for a day: signing in again is offered, for any cause. */
      readonly overdue: boolean;
      readonly link: Link;
      /** Why the last refresh gave no new token, other than for want of an answer. */
      readonly trouble: SignedInTrouble | null;
    }
  | { readonly kind: 'signing-out' }
  | { readonly kind: 'needs-you'; readonly because: Ended; readonly account: Account }
  /**
   * Someone approved who is not certainly this account's person. Their sign-in is stored separately and nothing else has
   * changed until the user answers. `was`: what the account is meanwhile.
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

/** What is known of who approved. */
export type Approver =
  | { readonly kind: 'someone-else' }
  /** They have another account here, by its name. */
  | { readonly kind: 'has-account'; readonly account: string }
  /** The server identified no one, although it had identified the person of the account. */
  | { readonly kind: 'not-reported' };
