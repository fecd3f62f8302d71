/** What the parts of the local API hand to each other: requests, answers, grants and questions. */
import type { EpochMs } from '../../preload/api.ts';
import type { ProblemType } from './problems.ts';

/** A tool's request for an access token, validated. Texts are the caller's own words: claims, sanitized, at most 300 characters. */
export interface TokenRequest {
  /** What the tool calls itself. */
  readonly tool: string;
  readonly reason: string | null;
  /** An account's name; null: the only one that matches. */
  readonly account: string | null;
  /** The base URL of the server that the token is for; null: any. */
  readonly server: string | null;
  /** The host that will receive the token, for git and docker. */
  readonly host: string | null;
  /** How long the token must still be valid, at the least. */
  readonly minValidMs: number;
  /** The caller's parent process, by its own account. */
  readonly startedBy: string | null;
  /** The caller's working directory, by its own account. */
  readonly folder: string | null;
}

/** An account, as a tool sees it. */
export interface AccountSummary {
  /** Stays the same when the account is renamed. */
  readonly id: string;
  readonly name: string;
  /** The server's base URL. */
  readonly server: string;
  /** The person's name on the server; null if the server did not give one. */
  readonly user: string | null;
  readonly state: 'signed-in' | 'signed-out' | 'needs-you' | 'unreadable' | 'loading';
}

/** An access token on its way to a tool. Secret; never logged and never in the snapshot. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Null: the server did not say. */
  readonly expiresAt: EpochMs | null;
  readonly account: AccountSummary;
  readonly scope: string | null;
}

/** Why a request got no token. `detail` is plain English without secrets and without the caller's own words. */
export interface Refusal {
  readonly problem: ProblemType;
  readonly detail: string;
  /** When asking again makes sense, if that is known. */
  readonly retryAfterMs?: number;
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly issued: IssuedToken }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** How long a user allowed a tool to get tokens. */
export type GrantDuration = 'until-lock' | 'always';

/** A tool that may get tokens of an account without asking. */
export interface Grant {
  readonly tool: string;
  readonly accountId: string;
  /** The hosts that git or docker may send the token to; null: the tool named none. */
  readonly host: string | null;
  readonly duration: GrantDuration;
  readonly grantedAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
  readonly uses: number;
}

/** What a consent prompt shows. `reason`, `startedBy` and `folder` are the caller's claims; the rest main knows itself. */
export interface ConsentQuestion {
  readonly tool: string;
  readonly account: Pick<AccountSummary, 'id' | 'name' | 'server' | 'user'>;
  readonly host: string | null;
  readonly reason: string | null;
  readonly startedBy: string | null;
  readonly folder: string | null;
  /** False: without a keyring "always" would last only until the app quits. */
  readonly canKeep: boolean;
  /** Whether this system reports that the screen was locked. */
  readonly lockIsKnown: boolean;
}

/** `silence`: the prompt was closed, or no one answered in time. */
export type ConsentAnswer = 'no' | 'once' | GrantDuration | 'silence';

/** Puts a question to the user: a window of its own on the desktop, the terminal otherwise. */
export interface ConsentPrompt {
  /** Whether anyone can be asked at all: false without a display and without a terminal. */
  canAsk(): boolean;
  /** Resolves with the answer; `silence` when the signal fires. Never rejects. */
  ask(question: ConsentQuestion, signal: AbortSignal): Promise<ConsentAnswer>;
}

/** One line of the Tools page's history. */
export interface ToolEvent {
  readonly at: EpochMs;
  readonly tool: string;
  readonly accountId: string | null;
  readonly host: string | null;
  readonly what: 'token' | 'refused' | 'granted' | 'removed';
  /** Why it was refused; null otherwise. */
  readonly problem: ProblemType | null;
}
