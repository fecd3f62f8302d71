/** Contract: the requests that a window can send, the signal it receives, and their channel names. */
import type { AccountId, AddAccountProblem, NameProblem, NewAccount, SomeoneElseAnswer } from './accounts.ts';
import type { ReportSaved } from './doctor.ts';
import type { ServerCheck, ServerChoice, ServerProblem } from './server.ts';
import type { SettingChange, SettingChangeProblem } from './settings.ts';
import type { Page, Snapshot } from './snapshot.ts';
import type { Grant, ToolUse } from './tools.ts';

/** Credentials for a proxy. They are sent only to the main process, and never back. */
export interface ProxyCredentials {
  readonly user: string;
  readonly password: string;
}

/** The user's credentials for a proxy. */
export interface ProxyAnswer extends ProxyCredentials {
  /** The `host` of the proxy that was on the screen. */
  readonly proxy: string;
}

/** All requests that a window can send, with as few arguments as possible. */
export interface Requests {
  current(): Snapshot;
  /** Reports that the page has shown its first view: main begins the work that would have delayed it. */
  painted(): void;
  /**
   * Requests a code for this account and opens its screen.
   * Cancels any code for another account, because there is only one at a time.
   */
  signIn(account: AccountId): void;
  /** Cancels a sign-in in progress. Removes an account that was just added. */
  cancel(account: AccountId): void;
  /** Dismisses a failure. Removes an account that was just added. */
  dismiss(account: AccountId): void;
  signOut(account: AccountId): void;
  /** Reads the storage again, or retries the server now. Resolves when that has ended, unless it's a new sign-in. */
  tryAgain(account: AccountId): void;
  /** Moves a weakly protected sign-in to the keyring. */
  protect(account: AccountId): void;
  copyCode(account: AccountId): void;
  openInBrowser(account: AccountId): void;
  /** Reads the list of accounts again, if it could not be read. */
  readAccounts(): void;
  /** Opens an account's screen, or the list (null). */
  openAccount(account: AccountId | null): void;
  /** Adds an account, opens its screen and requests a code. Resolves with null on success. */
  addAccount(added: NewAccount): AddAccountProblem | null;
  /** Resolves with null on success. */
  renameAccount(account: AccountId, name: string): NameProblem | null;
  /** Ends the account's sign-in here and on the server, and removes it from the list, unless it's locked. */
  removeAccount(account: AccountId): void;
  /** The answer in the state `someone-else`. */
  answerSomeoneElse(account: AccountId, answer: SomeoneElseAnswer): void;
  /** Looks for the server. Changes nothing. */
  checkServer(choice: ServerChoice): ServerCheck;
  /**
   * Saves the first account's server and, with `sign-in`,
   * requests a code unless someone is signed in there. Resolves with null on success.
   */
  useServer(choice: ServerChoice, next: 'sign-in' | 'wait'): ServerProblem | null;
  /** Returns to the choice of a server, if the only account isn't signed in and the server isn't locked. Keeps a stored sign-in. */
  changeServer(): void;
  /** Shows a page. The settings page reads the system's values again, and the doctor page runs diagnostics again. */
  showPage(page: Page): void;
  /** Changes one setting. Resolves with null on success. */
  changeSetting(choice: SettingChange): SettingChangeProblem | null;
  /** Uses these credentials for the proxy until the app quits, and retries. */
  answerProxy(answer: ProxyAnswer): void;
  /** Checks for an update now, if this build supports that. */
  checkForUpdates(): void;
  /** Opens the update's page, or restarts the app with it. */
  update(): void;
  /** Postpones the update until tomorrow. */
  updateLater(): void;
  /** Copies the command that lets a tool use the sign-in. Main provides its text, so a page can't copy a different one. */
  copyCommand(use: ToolUse, account: AccountId): void;
  /** Removes a tool's grant at once. */
  removeTool(grant: Pick<Grant, 'tool' | 'accountId' | 'host'>): void;
  /** Installs the app's command on PATH, or removes it. The snapshot shows the result. */
  installCommand(): void;
  removeCommand(): void;
  /** Asks for a file and writes the findings to it. */
  saveReport(): ReportSaved;
  /** Quits the app. Needed if there is no tray. */
  quit(): void;
}

/** The names of all requests. The preload's functions and main's handlers derive from this list. */
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
  'openInBrowser',
  'readAccounts',
  'openAccount',
  'addAccount',
  'renameAccount',
  'removeAccount',
  'answerSomeoneElse',
  'checkServer',
  'useServer',
  'changeServer',
  'showPage',
  'changeSetting',
  'answerProxy',
  'checkForUpdates',
  'update',
  'updateLater',
  'copyCommand',
  'removeTool',
  'installCommand',
  'removeCommand',
  'saveReport',
  'quit',
] as const satisfies readonly (keyof Requests)[];

/** A compile error if the list lacks a request of the contract. */
type Missing = Exclude<keyof Requests, (typeof REQUESTS)[number]>;
true satisfies [Missing] extends [never] ? true : never;

/** The IPC channel of a request. */
export const requestChannel = (name: keyof Requests) => `request:${name}`;

/** The IPC channel of a signal. */
export const signalChannel = (name: keyof Signals) => `signal:${name}`;

/** Main's handlers for all requests. */
export type Handlers = {
  readonly [K in keyof Requests]: (
    ...args: Parameters<Requests[K]>
  ) => ReturnType<Requests[K]> | Promise<ReturnType<Requests[K]>>;
};

/** The signals that main sends to a window. */
export interface Signals {
  changed: Snapshot;
}

/** The contract in a window: `window.companion`. */
export type Companion = {
  readonly [K in keyof Requests]: (...args: Parameters<Requests[K]>) => Promise<ReturnType<Requests[K]>>;
} & {
  /** Calls back with every new snapshot until the returned function is called. */
  onChanged(listener: (snapshot: Signals['changed']) => void): () => void;
};
