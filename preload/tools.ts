/** What windows show of local tools: programs of this user that use the sign-in. Part of the contract, types only. */
import type { EpochMs } from './session.ts';
import type { StorageTrouble } from './storage.ts';

/** How long a user allowed a tool to get tokens. `until-lock`: until the screen is locked or the app quits. */
export type GrantDuration = 'until-lock' | 'always';

/** A tool that may get tokens of an account without asking. */
export interface Grant {
  readonly tool: string;
  readonly accountId: string;
  /** The host that git or docker may send the token to; null: the tool named none. */
  readonly host: string | null;
  readonly duration: GrantDuration;
  /** False: without a keyring it ends when the app quits, even before its duration. */
  readonly kept: boolean;
  readonly grantedAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
  /** How many tokens the tool has got since it was allowed. */
  readonly uses: number;
}

/** The account that a tool asks for. */
export interface ToolAccount {
  readonly id: string;
  readonly name: string;
  /** The server's display name: `host[:port]`. */
  readonly host: string;
  /** The server's base URL. */
  readonly server: string;
  /** The user's name on the server; null: the server did not give one. */
  readonly user: string | null;
}

/** What a consent prompt shows. `reason`, `startedBy` and `folder` are the caller's own words; everything else main knows itself. */
export interface ConsentQuestion {
  /** Identifies the question: an answer counts only for the question that was on the screen. */
  readonly id: string;
  /** What the tool calls itself. */
  readonly tool: string;
  readonly account: ToolAccount;
  /** The account's name is of use only if there are others. */
  readonly severalAccounts: boolean;
  /** The host that will receive the token; null: the tool named none. */
  readonly host: string | null;
  readonly reason: string | null;
  readonly startedBy: string | null;
  readonly folder: string | null;
  /** False: without a keyring "always" lasts only until the app quits. */
  readonly canKeep: boolean;
  /** Whether this system reports that the screen was locked. False: `until-lock` lasts until the app quits. */
  readonly lockIsKnown: boolean;
}

/** What a user answers. `silence`: the prompt was closed, or no one answered in time. */
export type ConsentAnswer = 'no' | 'once' | GrantDuration | 'silence';

/** Why a request of a tool got no token: the last part of the problem's `type`. */
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

/** One line of the history. `problem` is set exactly if the tool was refused. */
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
  /** Every place for the socket has a path that is too long for one. */
  | 'path-too-long'
  /** Something else lies at the socket's path: a file, a folder, a socket of another user. */
  | 'occupied'
  /** Another process listens there. */
  | 'in-use'
  /** The folder of the socket belongs to another user, or cannot be made private. */
  | 'folder-not-private'
  | 'no-permission'
  | 'io';

/** Whether tools can reach the app. */
export type ApiState =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'listening'; readonly path: string }
  /** `path`: what is in the way; null: there is no place for the socket. */
  | { readonly kind: 'trouble'; readonly why: ApiTrouble; readonly path: string | null };

/** Everything that windows and tray show of local tools. */
export interface ToolsView {
  readonly api: ApiState;
  readonly account: ToolAccount | null;
  readonly grants: readonly Grant[];
  /** The newest first, at most 500. Empty unless the Tools page is open. */
  readonly events: readonly ToolEvent[];
  /** The question that waits for an answer; null: none. */
  readonly question: ConsentQuestion | null;
  readonly lockIsKnown: boolean;
  /** The tools that the administrator lets ask; null: every tool. */
  readonly mayAsk: readonly string[] | null;
}

/** Whether a shell finds the app's command by its name. */
export type CommandState =
  /** This system or this build has no command to install. */
  | { readonly kind: 'not-offered' }
  /** The app's package installed it, at the path `file`. */
  | { readonly kind: 'packaged'; readonly file: string }
  /** `folder`: where the app installs it. `onPath`: whether a shell that starts now looks there. */
  | { readonly kind: 'installed' | 'not-installed'; readonly folder: string; readonly onPath: boolean }
  /** Something that is not the app's has the name of the command, or of its folder. Nothing was changed. */
  | { readonly kind: 'occupied'; readonly file: string }
  /** The folder could not be read or written to. `next`: what can be tried again. */
  | {
      readonly kind: 'failed';
      readonly folder: string;
      readonly trouble: StorageTrouble;
      readonly next: 'install' | 'remove';
    };

/** The tools that the window shows a set-up for. `terminal`: the command itself. */
export type ToolUse = 'terminal' | 'git' | 'docker' | 'kubectl';
