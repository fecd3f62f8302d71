/** The accounts of this computer, and how they are added, named and removed: part of the contract, types only. */
import type { ServerChoice, ServerFacts, ServerProblem } from './server.ts';
import type { SessionState } from './session.ts';
import type { LockedBy } from './settings.ts';
import type { Kept } from './storage.ts';

/** Identifies an account as long as it exists, even if its name changes: in requests, in grants, in the local API. */
export type AccountId = string;

/** One account: a user at a server, through a client. All accounts are signed in at the same time. */
export interface AccountView {
  readonly id: AccountId;
  /** Short, unique and safe in a shell. The user can change it unless `lockedBy` is set. */
  readonly name: string;
  readonly server: ServerFacts;
  readonly clientId: string;
  readonly session: SessionState;
  /** The user's name on the server, for display only; null: no one is signed in, or the server gave none. */
  readonly user: string | null;
  /** False: someone is signed in, and the server did not identify them. */
  readonly identified: boolean;
  /** How a sign-in would be kept; null until that is known. */
  readonly keeping: Kept | null;
  /** What locks this account, if it can be neither renamed nor removed here. */
  readonly lockedBy: LockedBy | null;
}

/** Which accounts may be added: on any server, only on the servers of existing accounts, or not at all. */
export type MayAddAccount = 'anywhere' | 'on-known-servers' | 'no';

/** What the page that adds an account sends. Validated again in the main process. */
export interface NewAccount {
  readonly server:
    | { readonly kind: 'known'; readonly account: AccountId }
    | { readonly kind: 'new'; readonly choice: ServerChoice };
  /** Null: named after the server, and after the user if that name is taken. */
  readonly name: string | null;
}

/** Why a name cannot be used. */
export type NameProblem = 'empty' | 'too-long' | 'bad-character' | 'taken' | 'locked' | 'not-saved';

/** Why an account could not be added; a problem with the server's fields, or with the name. */
export type AddAccountProblem =
  | { readonly kind: 'server'; readonly problem: ServerProblem }
  | { readonly kind: 'name'; readonly problem: NameProblem }
  /** There are as many accounts as the app keeps. */
  | { readonly kind: 'too-many' };

/** What to do with the sign-in that someone else approved. */
export type SomeoneElseAnswer =
  /** It becomes an account of its own; the account that was to be renewed stays as it is. */
  | 'keep'
  /** It takes the account's place, whose earlier sign-in ends here and on the server. */
  | 'replace'
  /** It ends here and on the server; the account stays as it is. */
  | 'discard';
