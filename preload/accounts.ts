/** Contract types: accounts, and how they are added, named and removed. */
import type { ServerChoice, ServerFacts, ServerProblem } from './server.ts';
import type { SessionState } from './session.ts';
import type { LockedBy } from './settings.ts';
import type { Kept } from './storage.ts';

/** Identifies an account for as long as it exists, even if its name changes. Used in requests, grants and the local API. */
export type AccountId = string;

/** An account: a user at a server, through a client. All accounts can be signed in at the same time. */
export interface AccountView {
  readonly id: AccountId;
  /** Short, unique and safe in a shell. The user can change it unless `lockedBy` is set. */
  readonly name: string;
  readonly server: ServerFacts;
  readonly clientId: string;
  readonly session: SessionState;
  /** The user's name on the server, for display only; null if no one is signed in or the server gave none. */
  readonly user: string | null;
  /** False: someone is signed in, but the server did not identify them. */
  readonly identified: boolean;
  /** How a sign-in would be kept; null until that is known. */
  readonly keeping: Kept | null;
  /** What locks this account, if the user can neither rename nor remove it. */
  readonly lockedBy: LockedBy | null;
}

/** Which accounts may be added: on any server, only on the servers of existing accounts, or not at all. */
export type MayAddAccount = 'anywhere' | 'on-known-servers' | 'no';

/** What the page for adding an account sends. The main process validates it again. */
export interface NewAccount {
  readonly server:
    | { readonly kind: 'known'; readonly account: AccountId }
    | { readonly kind: 'new'; readonly choice: ServerChoice };
  /** Null: named after the server, and after the user if that name is taken. */
  readonly name: string | null;
}

/** Why a name can't be used. */
export type NameProblem = 'empty' | 'too-long' | 'bad-character' | 'taken' | 'locked' | 'not-saved';

/** Why an account could not be added. */
export type AddAccountProblem =
  | { readonly kind: 'server'; readonly problem: ServerProblem }
  | { readonly kind: 'name'; readonly problem: NameProblem }
  /** The maximum number of accounts is reached. */
  | { readonly kind: 'too-many' };

/** What to do with a sign-in that someone else approved. */
export type SomeoneElseAnswer =
  /** It becomes a separate account, and the account it was meant for doesn't change. */
  | 'keep'
  /** It replaces the account's sign-in, which ends here and on the server. */
  | 'replace'
  /** It ends here and on the server, and the account doesn't change. */
  | 'discard';
