/** The requests that a window makes, and the signal that it gets: types, and the names under which they travel. */
import type { AccountId, AddAccountProblem, NameProblem, NewAccount, SomeoneElseAnswer } from './accounts.ts';
import type { ReportSaved } from './doctor.ts';
import type { ServerCheck, ServerChoice, ServerProblem } from './server.ts';
import type { SettingChange, SettingChangeProblem } from './settings.ts';
import type { Page, Snapshot } from './snapshot.ts';
import type { Grant, ToolUse } from './tools.ts';

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
  /** Reports that the page has shown its first view: main begins the work that would have delayed it. */
  painted(): void;
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
  /** Reads the list of accounts again, if it could not be read. */
  readAccounts(): void;
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

/** Every request, by name: the preload's functions and main's handlers derive from this list. */
export const REQUESTS = [
  'current',
  'painted',
  'signIn',
  'cancel',
  'dismiss',
  'signOut',
  'tryAgain',
  'protect',
  'copyCode',
  'openPage',
  'readAccounts',
  'openAccount',
  'addAccount',
  'renameAccount',
  'removeAccount',
  'answerSomeoneElse',
  'checkServer',
  'useServer',
  'changeServer',
  'open',
  'changeSetting',
  'answerProxy',
  'lookForUpdates',
  'update',
  'updateLater',
  'copyCommand',
  'removeTool',
  'installCommand',
  'removeCommand',
  'saveReport',
  'quit',
] as const satisfies readonly (keyof Requests)[];

/** Fails to compile if the list lacks a request of the contract. */
type Missing = Exclude<keyof Requests, (typeof REQUESTS)[number]>;
true satisfies [Missing] extends [never] ? true : never;

/** The IPC channel of a request. */
export const requestChannel = (name: keyof Requests) => `request:${name}`;

/** The IPC channel of a signal. */
export const signalChannel = (name: keyof Signals) => `signal:${name}`;

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
