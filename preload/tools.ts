/** Contract types: local tools, which are programs of this user that use the sign-in. */
import type { EpochMs } from './session.ts';
import type { StorageTrouble } from './storage.ts';

/** How long a grant lasts. `until-lock`: until the screen is locked or the app quits. */
export type GrantDuration = 'until-lock' | 'always';

/** A tool's permission to get tokens of an account without asking. */
export interface Grant {
  readonly tool: string;
  readonly accountId: string;
  /** The host that git or docker may send the token to; null if the tool named none. */
  readonly host: string | null;
  readonly duration: GrantDuration;
  /** False: without a keyring, it ends when the app quits, whatever its duration. */
  readonly kept: boolean;
  readonly grantedAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
  /** How many tokens the tool has got with it. */
  readonly uses: number;
}

/** The account that a tool wants to use. */
export interface ToolAccount {
  readonly id: string;
  readonly name: string;
  /** The server's display name: `host[:port]`. */
  readonly host: string;
  /** The server's base URL. */
  readonly server: string;
  /** The user's name on the server; null if the server gave none. */
  readonly user: string | null;
}

/** The content of a consent prompt. `reason`, `startedBy` and `folder` are the caller's unverified claims. */
export interface ConsentQuestion {
  /** Identifies the question, because an answer counts only for the question on the screen. */
  readonly id: string;
  /** The tool's name, by its own account. */
  readonly tool: string;
  readonly account: ToolAccount;
  /** Whether there are several accounts, so that the prompt must name this one. */
  readonly severalAccounts: boolean;
  /** The host that will receive the token; null if the tool named none. */
  readonly host: string | null;
  readonly reason: string | null;
  readonly startedBy: string | null;
  readonly folder: string | null;
  /** False: without a keyring, "always" lasts only until the app quits. */
  readonly canKeep: boolean;
  /** Whether this system reports when the screen is locked. If not, `until-lock` lasts until the app quits. */
  readonly lockIsKnown: boolean;
}

/** The user's answer. `silence`: the prompt was closed, or no one answered in time. */
export type ConsentAnswer = 'no' | 'once' | GrantDuration | 'silence';

/** Why a tool got no token: the last part of the problem's `type`. */
export type ToolProblem =
  | 'bad-request'
  | 'not-found'
  | 'untrusted-caller'
  | 'unknown-account'
  | 'ambiguous-account'
  | 'not-signed-in'
  | 'storage-unreadable'
  | 'declined'
  | 'no-consent'
  | 'host-not-allowed'
  | 'tools-off'
  | 'not-allowed-by-policy'
  | 'lifetime-unavailable'
  | 'server-unreachable'
  | 'server-refused'
  | 'busy'
  | 'shutting-down'
  | 'internal';

/** An event in the history. `problem` is set if the tool was refused. */
export interface ToolEvent {
  readonly at: EpochMs;
  readonly tool: string;
  readonly accountId: string | null;
  readonly host: string | null;
  readonly what: 'token' | 'refused' | 'allowed' | 'removed';
  readonly problem: ToolProblem | null;
}

/** Why the local API cannot listen. */
export type ApiTrouble =
  /** All possible paths are too long for a socket. */
  | 'path-too-long'
  /** Something else is at the socket's path: a file, a folder, or another user's socket. */
  | 'occupied'
  /** Another process is listening there. */
  | 'in-use'
  /** The socket's folder belongs to another user or can't be made private. */
  | 'folder-not-private'
  | 'no-permission'
  | 'io';

/** Whether tools can reach the app. */
export type ApiState =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'listening'; readonly path: string }
  /** `path`: what is in the way; null if there is no possible path. */
  | { readonly kind: 'trouble'; readonly why: ApiTrouble; readonly path: string | null };

/** What windows and tray show about local tools. */
export interface ToolsView {
  readonly api: ApiState;
  readonly account: ToolAccount | null;
  readonly grants: readonly Grant[];
  /** At most 500, the newest first. Empty unless the Tools page is open. */
  readonly events: readonly ToolEvent[];
  /** The question that is waiting for an answer; null if there is none. */
  readonly question: ConsentQuestion | null;
  readonly lockIsKnown: boolean;
  /** The tools that the administrator allows; null: all. */
  readonly mayAsk: readonly string[] | null;
}

/** Whether the app's command is on PATH. */
export type CommandState =
  /** This system or this build has no command to install. */
  | { readonly kind: 'not-offered' }
  /** The app's package installed it, at the path `file`. */
  | { readonly kind: 'packaged'; readonly file: string }
  /** `folder`: where the app installs it. `onPath`: whether new shells look there. */
  | { readonly kind: 'installed' | 'not-installed'; readonly folder: string; readonly onPath: boolean }
  /** Something that isn't the app's is in place of the command or its folder. It was not changed. */
  | { readonly kind: 'occupied'; readonly file: string }
  /** The folder could not be read or written. `next`: what can be retried. */
  | {
      readonly kind: 'failed';
      readonly folder: string;
      readonly trouble: StorageTrouble;
      readonly next: 'install' | 'remove';
    };

/** The tools for which the window shows instructions. `terminal`: the command itself. */
export type ToolUse = 'terminal' | 'git' | 'docker' | 'kubectl';
