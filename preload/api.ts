/**
 * Everything that crosses between the main process and a window: types only, plain data.
 * Tokens and `device_code` have no place in any of these types.
 */
import type {
  AccountId,
  AccountView,
  AddAccountProblem,
  MayAddAccount,
  NameProblem,
  NewAccount,
  SomeoneElseAnswer,
} from './accounts.ts';
import type { Examination, ReportSaved, SandboxState } from './doctor.ts';
import type { ServerCheck, ServerChoice, ServerFacts, ServerProblem } from './server.ts';
import type { EpochMs, Kept, PolicyProblem, SessionState } from './session.ts';
import type {
  Language,
  ServerFields,
  SettingChange,
  SettingChangeProblem,
  Settings,
  SettingValues,
} from './settings.ts';
import type { CommandState, Grant, ToolsView, ToolUse } from './tools.ts';

export type * from './accounts.ts';
export type * from './doctor.ts';
export type * from './server.ts';
export type * from './session.ts';
export type * from './settings.ts';
export type * from './tools.ts';

/** What the settings have to know of this computer. */
export interface SystemFacts {
  /** `needs-approval`: only once the user allows it in the system's own settings. `not-installed`: there is nothing that would stay in its place. */
  readonly startAtLogin: 'possible' | 'needs-approval' | 'not-installed';
  /** Whether something shows the tray icon, as far as is known. */
  readonly tray: 'shown' | 'none';
  /** Whether a sign-in can be kept without a keyring: only Linux may have none. */
  readonly mayLackKeyring: boolean;
  readonly sandbox: SandboxState;
  /** The system's name and version. */
  readonly os: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
}

/** What the window shows: the state, or one of the pages that cover it for a while. */
export type Page = 'state' | 'add-account' | 'settings' | 'about' | 'doctor' | 'tools';

/** A proxy that requires a user name and password. */
export interface ProxyAsks {
  /** `host[:port]`, in ASCII. */
  readonly host: string;
  /** It did not accept the credentials that it was given. */
  readonly refused: boolean;
}

/** Whether there is a newer version of this app, as far as is known. `version` is validated, `why` a code for support. */
export type Updates =
  /** It never looks: it was built without a feed, or the administrator has switched it off. */
  | { readonly kind: 'off'; readonly by: 'build' | 'administrator' }
  /** It looks by itself, and has not done so yet. */
  | { readonly kind: 'not-looked' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'newest'; readonly at: EpochMs }
  | { readonly kind: 'could-not-look'; readonly why: string; readonly at: EpochMs }
  /** Linux: on its page. `asks`: the user has not postponed it today. */
  | { readonly kind: 'to-get'; readonly version: string; readonly asks: boolean }
  | { readonly kind: 'downloading'; readonly version: string }
  | { readonly kind: 'not-downloaded'; readonly version: string; readonly why: string }
  /** macOS, Windows: installed when the app quits, or at once at the user's request. */
  | { readonly kind: 'to-install'; readonly version: string; readonly asks: boolean };

/** How long a sign-in lasts, by the administrator's file; null: it sets no such limit. */
export interface Limits {
  /** Since it was approved. */
  readonly maxAgeMs: number | null;
  /** While the screen is locked. */
  readonly lockedMs: number | null;
}

/** What a window draws: always whole, never a difference. */
export interface Snapshot {
  /** Every account, the one that needs the user most first. Empty until a server is chosen. */
  readonly accounts: readonly AccountView[];
  /** The account whose screen is open; null: the list of several accounts, or none is there yet. */
  readonly account: AccountId | null;
  readonly mayAddAccount: MayAddAccount;
  /** Of the account whose screen is open; with the list open, of its first. */
  readonly session: SessionState;
  /** This computer's name. */
  readonly computer: string;
  /** Of the same account; null until one is chosen. */
  readonly server: ServerFacts | null;
  /** What the fields of the first screen hold, and who has locked them. */
  readonly serverFields: ServerFields;
  /** Of the same account: how a sign-in would be kept; null until that is known. */
  readonly keeping: Kept | null;
  /** The proxy that waits for an answer; null while none does. */
  readonly proxy: ProxyAsks | null;
  /** Set while the administrator's file can't be used, even if a user is signed in. */
  readonly policyProblem: PolicyProblem | null;
  /** What the administrator has limited. */
  readonly limits: Limits;
  /** Flags and variables that are not followed, since the administrator has set otherwise. */
  readonly overruled: readonly string[];
  /** Flags that the app does not know and ignores, by name. */
  readonly unknownFlags: readonly string[];
  /** The class of the last unexpected error; null if there was none. */
  readonly fault: string | null;
  /** Whether the screen is locked, if the system reports it: what is secret is not drawn behind it. */
  readonly screenLocked: boolean;
  readonly version: string;
  /** The language of every word, in window, tray and terminal alike. */
  readonly language: Language;
  /** The system's own locale (BCP 47), by which times are written, 14:02 or 2:02 pm, in any language. */
  readonly systemLocale: string;
  readonly page: Page;
  readonly settings: Settings;
  /** The last choice that could not be made, until another one is or the page is left. */
  readonly refusedChange: { readonly name: keyof SettingValues; readonly problem: SettingChangeProblem } | null;
  readonly system: SystemFacts;
  readonly updates: Updates;
  /** The examination of this computer, as far as it has come; null until one was asked for. */
  readonly examination: Examination | null;
  readonly tools: ToolsView;
  /** As it was when the settings were opened, or the command was last changed. */
  readonly command: CommandState;
}

/** Credentials for a proxy. They go to the main process only, and never come back. */
export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

/** What a window sends for a proxy. */
export interface ProxyAnswer extends ProxyLogin {
  /** The `host` of the proxy that was on the screen. */
  readonly proxy: string;
}

/** The requests that a window may make, by name. They carry as little as possible. One about an account names it. */
export interface Requests {
  current(): Snapshot;
  /** Asks for a code for this account, and opens its screen. A code for another account ends: there is one at a time. */
  signIn(account: AccountId): void;
  /** Ends a sign-in that is under way. An account that was only just added is gone then. */
  cancel(account: AccountId): void;
  /** Leaves a failure's screen without trying again. An account that was only just added is gone then. */
  dismiss(account: AccountId): void;
  signOut(account: AccountId): void;
  /** Reads the storage again, or reaches for the server now. */
  tryAgain(account: AccountId): void;
  /** Wraps the key of a weakly kept sign-in by the keyring that is there now. */
  protect(account: AccountId): void;
  copyCode(account: AccountId): void;
  openPage(account: AccountId): void;
  /** Opens the screen of an account, or (null) the list. */
  openAccount(account: AccountId | null): void;
  /** Adds an account, opens its screen and asks for a code. Null: done. */
  addAccount(added: NewAccount): AddAccountProblem | null;
  /** Null: done. */
  renameAccount(account: AccountId, name: string): NameProblem | null;
  /** Ends the account's sign-in, here and on the server, and takes it off the list. Not one that is locked. */
  removeAccount(account: AccountId): void;
  /** Answers the state `someone-else` of this account. */
  answerSomeoneElse(account: AccountId, answer: SomeoneElseAnswer): void;
  /** Looks for the server, and changes nothing. */
  checkServer(choice: ServerChoice): ServerCheck;
  /** Keeps the choice of the first account's server and, with `sign-in`, asks it for a code unless someone is signed in there. Null: done. */
  useServer(choice: ServerChoice, next: 'sign-in' | 'wait'): ServerProblem | null;
  /** Goes back to the choice of a server, if there is one account that is not signed in, and the server is not fixed. A stored sign-in for the old one stays. */
  changeServer(): void;
  /** Shows a page; the settings read the system's values again, and the doctor's page checks again. */
  open(page: Page): void;
  /** Makes one choice. Null: taken. */
  changeSetting(choice: SettingChange): SettingChangeProblem | null;
  /** Gives the proxy these credentials as long as the app runs, and tries again. */
  answerProxy(answer: ProxyAnswer): void;
  /** Checks for an update now, if this build does so at all. */
  lookForUpdates(): void;
  /** Takes the update that is there: its page opens, or the app restarts with it. */
  update(): void;
  /** Puts the update that is there off for today. */
  updateLater(): void;
  /** Copies the command that lets a tool use the sign-in. Main knows its text: a page could not put another one in the clipboard. */
  copyCommand(use: ToolUse, account: AccountId): void;
  /** Ends what a tool was allowed, at once. */
  removeTool(grant: Pick<Grant, 'tool' | 'accountId' | 'host'>): void;
  /** Puts the app's command on PATH, or takes it away. The snapshot has what became of it. */
  installCommand(): void;
  removeCommand(): void;
  /** Asks for a file, and writes what the examination found. */
  saveReport(): ReportSaved;
  /** Quits the app: if there is no tray, nothing else would. */
  quit(): void;
}

/** Each request of the contract, as main handles it. */
export type Handlers = {
  readonly [K in keyof Requests]: (
    ...args: Parameters<Requests[K]>
  ) => ReturnType<Requests[K]> | Promise<ReturnType<Requests[K]>>;
};

/** The signals that main sends to a window. */
export interface Signals {
  changed: Snapshot;
}

/** The contract as a window sees it: `window.companion`. */
export type Companion = {
  readonly [K in keyof Requests]: (...args: Parameters<Requests[K]>) => Promise<ReturnType<Requests[K]>>;
} & {
  /** Calls back with every new snapshot until the returned function is called. */
  onChanged(listener: (snapshot: Signals['changed']) => void): () => void;
};
