/** What the parts of the local API hand to each other. What windows show of it is in preload/tools.ts. */
import type {
  ConsentAnswer,
  ConsentQuestion,
  EpochMs,
  Grant,
  GrantDuration,
  ToolAccount,
  ToolProblem,
} from '../../preload/api.ts';

/** A tool's request for an access token, validated. Texts are the caller's own words: claims, sanitized, at most 300 characters. */
export interface TokenRequest {
  /** What the tool calls itself. */
  readonly tool: string;
  readonly reason: string | null;
  /** An account's id or name; null: the only one that matches. */
  readonly account: string | null;
  /** The base URL of the server that the token is for; null: any. */
  readonly server: string | null;
  /** The host that will receive the token, for git and docker. */
  readonly host: string | null;
  /** How long the token must still be valid; null: a minute, or less if the server's tokens live less long. */
  readonly minValidMs: number | null;
  /** The caller's parent process, by its own account. */
  readonly startedBy: string | null;
  /** The caller's working directory, by its own account. */
  readonly folder: string | null;
}

/** What identifies a grant. */
export type GrantKey = Pick<Grant, 'tool' | 'accountId' | 'host'>;

/** An account, as a tool sees it. */
export interface AccountSummary extends ToolAccount {
  /** `waiting-for-keyring`: the sign-in cannot be read before the keyring is unlocked. */
  readonly state: 'signed-in' | 'signed-out' | 'needs-you' | 'unreadable' | 'loading' | 'waiting-for-keyring';
}

/** An access token on its way to a tool. Secret; never logged and never in the snapshot. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Null: unknown. */
  readonly expiresAt: EpochMs | null;
  readonly account: AccountSummary;
  readonly scope: string | null;
}

/** Why a request got no token. `detail` is plain English without secrets and without the caller's own words. */
export interface Refusal {
  readonly problem: ToolProblem;
  readonly detail: string;
  /** When asking again makes sense, if that is known. */
  readonly retryAfterMs?: number;
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly issued: IssuedToken }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** How the process that serves the API runs. */
export type ServedBy = 'window' | 'serve' | 'command';

/** What `status` shows. */
export interface StatusSummary {
  readonly version: string;
  readonly servedBy: ServedBy;
  readonly localTools: 'ask' | 'off';
  readonly accounts: readonly AccountSummary[];
  /** Whether a tool waits for the user's answer. */
  readonly consentPending: boolean;
}

/** Serves validated requests: behind the API, and in a command that works without a running app. */
export interface TokenBroker {
  /** The signal fires when the caller is gone. Never rejects for anything that a caller can cause. */
  token(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer>;
  /** A caller reports that a server rejected the token: one refresh, at most every ten minutes. */
  suspect(request: TokenRequest): void;
  /** Why no account is known at all; null: those that there are, are known. */
  unknown(): Refusal | null;
  accounts(): readonly AccountSummary[];
  grants(): readonly Grant[];
  /** Asks the user to allow a tool in advance. */
  allow(request: TokenRequest, signal: AbortSignal): Promise<AllowAnswer>;
  /** Removes what was allowed to a tool, for every account, server and host unless the request names them. How many grants ended. */
  remove(request: Pick<TokenRequest, 'tool' | 'account' | 'server' | 'host'>): Promise<number | Refusal>;
  /** Removes exactly this grant. */
  removeGrant(grant: GrantKey): Promise<number>;
}

export type AllowAnswer =
  | { readonly kind: 'allowed'; readonly duration: GrantDuration }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Puts a question to the user: a window of its own on the desktop, the terminal otherwise. */
export interface ConsentPrompt {
  /** Whether anyone can be asked at all: false without a display and without a terminal. */
  canAsk(): boolean;
  /** Resolves with the answer; with `silence`, and the prompt gone, when the signal fires. Never rejects. */
  ask(question: ConsentQuestion, signal: AbortSignal): Promise<ConsentAnswer>;
}

/** Refuses a request. */
export function refused(problem: ToolProblem, detail: string, retryAfterMs?: number) {
  const refusal: Refusal = retryAfterMs === undefined ? { problem, detail } : { problem, detail, retryAfterMs };
  return { kind: 'refused', refusal } as const;
}
