/** The types that the parts of the local API share. preload/tools.ts has those that windows use. */
import type { ConsentAnswer, ConsentQuestion, EpochMs, Grant, ToolAccount, ToolProblem } from '../../preload/api.ts';

/** A validated request for an access token. Its texts are unverified claims, sanitized and at most 300 characters long. */
export interface TokenRequest {
  /** The tool's name, by its own account. */
  readonly tool: string;
  readonly reason: string | null;
  /** An account's ID or name; null: the only one that matches. */
  readonly account: string | null;
  /** The base URL of the server that the token is for; null: any. */
  readonly server: string | null;
  /** The host that will receive the token, for git and docker. */
  readonly host: string | null;
  /** How long the token must still be valid; null: a minute, or less if the server's tokens are short-lived. */
  readonly minValidMs: number | null;
  /** The caller's parent process, by the caller's account. */
  readonly startedBy: string | null;
  /** The caller's working directory, by the caller's account. */
  readonly folder: string | null;
}

/** What identifies a grant. */
export type GrantKey = Pick<Grant, 'tool' | 'accountId' | 'host'>;

/** An account as tools see it. */
export interface AccountSummary extends ToolAccount {
  /** `waiting-for-keyring`: the sign-in can't be read until the keyring is unlocked. */
  readonly state: 'signed-in' | 'signed-out' | 'needs-you' | 'unreadable' | 'loading' | 'waiting-for-keyring';
}

/** An access token for a tool. Secret: never logged, and never in a snapshot. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Null: unknown. */
  readonly expiresAt: EpochMs | null;
  readonly account: AccountSummary;
  readonly scope: string | null;
}

/** Why a request got no token. `detail` is in English, without secrets and without texts from the caller. */
export interface Refusal {
  readonly problem: ToolProblem;
  readonly detail: string;
  /** When to retry, if known. */
  readonly retryAfterMs?: number;
}

/** How the process that serves the API runs. */
export type ServedBy = 'window' | 'serve' | 'command';

/** The content of `status`. */
export interface StatusSummary {
  readonly version: string;
  readonly servedBy: ServedBy;
  readonly localTools: 'ask' | 'off';
  readonly accounts: readonly AccountSummary[];
  /** Whether a tool is waiting for the user's answer. */
  readonly consentPending: boolean;
}

/** Returns the command line of this app for these arguments, as users can paste it into a shell. */
export type OwnCommand = (...args: readonly string[]) => string;

/** Asks the user, in a separate window on the desktop, and otherwise in the terminal. */
export interface ConsentPrompt {
  /** Whether the user can be asked: false without a display and a terminal. */
  canAsk(): boolean;
  /** Resolves with the answer. When the signal fires, closes the prompt and resolves with `silence`. Never rejects. */
  ask(question: ConsentQuestion, signal: AbortSignal): Promise<ConsentAnswer>;
}
