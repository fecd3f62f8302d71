/**
 * Everything that crosses between the main process and a window: types only, plain data.
 * Tokens and `device_code` have no place in any of these types.
 */

import type { Examination, ReportSaved } from './doctor.ts';

export type { Examination, Fact, Finding, Founds, ReportSaved, Topic, Verdict } from './doctor.ts';

/** Milliseconds since 1970 by the wall clock. Shown to people, never reckoned with. */
export type EpochMs = number;

/** The languages that the program speaks, by their tags (BCP 47). */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'pt-BR' | 'ja' | 'zh-CN' | 'ar';

/** What the person needs in order to approve this computer (RFC 8628 §3.2, judged). */
export interface Prompt {
  /** Verbatim, as the server sent it; grouped only when drawn. */
  readonly userCode: string;
  /** The address to type. https, or http on loopback; its host in ASCII. */
  readonly verificationUri: string;
  /** What the QR code holds: `verification_uri_complete` if the server gave a fitting one, else `verificationUri`. */
  readonly qrText: string;
  /** Whether a phone that scans the QR code has the user code already. */
  readonly qrCarriesCode: boolean;
  /** The page's host, when it is not the server's own: the view says so. */
  readonly foreignHost: string | null;
  /** The page is on a loopback address: it opens on this computer only. */
  readonly onlyOnThisComputer: boolean;
}

/** What an authorization server said in an error answer, cleaned and cut for display (RFC 6749 §5.2). */
export interface ServerSaid {
  readonly status: number;
  readonly error: string | null;
  /** `error_description`, or the `detail` of a validation error. */
  readonly description: string | null;
}

/** Why there was no answer that could be judged. `code` is Chromium's (`net::ERR_…`) or `HTTP 503`: for Details. */
export interface NoAnswer {
  readonly why:
    | 'offline'
    | 'name-not-found'
    | 'refused'
    | 'reset'
    | 'timed-out'
    | 'certificate'
    | 'proxy'
    | 'proxy-password'
    | 'redirected'
    | 'server-trouble'
    | 'too-many-requests'
    | 'not-json'
    | 'too-large'
    | 'unknown';
  readonly code: string;
}

/** How well the last exchange with the server went. */
export type Link = { readonly kind: 'ok' } | { readonly kind: 'retrying'; readonly because: NoAnswer };

/** Why a sign-in cannot be written to disk, or not be read from it. */
export type StorageTrouble =
  | 'no-keyring'
  | 'keyring-locked'
  | 'keyring-changed'
  | 'disk-full'
  | 'read-only'
  | 'no-permission'
  | 'damaged'
  | 'newer-version'
  | 'other-computer'
  | 'io';

/** Where a sign-in is kept, or would be. */
export type Kept =
  /** Encrypted, its key in the system's keychain. `name` is what people call it: "GNOME Keyring", "Keychain". */
  | { readonly kind: 'keychain'; readonly name: string }
  /**
   * Encrypted with a key that any program of this user could find: the informed choice of `--keep-without-keyring`.
   * `better`: what people call a keyring that could protect it now; null: there is none.
   */
  | { readonly kind: 'weak'; readonly better: string | null }
  /** In memory only. */
  | { readonly kind: 'until-quit'; readonly because: StorageTrouble };

/** Who is signed in, and where. `name` is for display only, never an identity decision. */
export interface Account {
  readonly name: string | null;
  readonly server: string;
}

/**
 * Whether the server knows that a sign-in is over (RFC 7009). `no-endpoint`: it offers no way to tell it;
 * `knew`: there was nothing left to tell, since it had ended the sign-in itself or given no refresh token.
 */
export type Told = 'told' | 'not-told' | 'no-endpoint' | 'knew';

/** How a sign-in that once was came to its end. */
export type Ended =
  | {
      readonly kind: 'signed-out-here';
      readonly server: Told;
    }
  /** The server answered `invalid_grant`. */
  | { readonly kind: 'revoked'; readonly said: ServerSaid; readonly at: EpochMs }
  /** `invalid_grant`, after a refresh whose answer never arrived. */
  | { readonly kind: 'interrupted'; readonly said: ServerSaid; readonly at: EpochMs }
  /** The access token ended, and there was no refresh token. */
  | { readonly kind: 'ran-out'; readonly at: EpochMs }
  /** The server keeps refusing for a reason of its own (`invalid_client`, …). */
  | { readonly kind: 'refused'; readonly said: ServerSaid; readonly at: EpochMs };

/** How an attempt to sign in failed. */
export type Failure =
  | { readonly kind: 'denied'; readonly said: ServerSaid; readonly at: EpochMs }
  /** `said` is null when the code ran out by this computer's own reckoning. */
  | { readonly kind: 'expired'; readonly said: ServerSaid | null }
  | { readonly kind: 'unreachable'; readonly because: NoAnswer; readonly during: 'asking' | 'waiting' }
  | { readonly kind: 'refused'; readonly said: ServerSaid }
  /** An answer that breaks the protocol, by the field's name and the rule that it breaks; never its value. */
  | { readonly kind: 'malformed'; readonly field: string; readonly rule: string }
  | { readonly kind: 'storage'; readonly trouble: StorageTrouble }
  /** A sign-out whose files could not be deleted: nobody is signed in any more, but something of it is left. */
  | { readonly kind: 'not-deleted'; readonly trouble: StorageTrouble; readonly server: Told }
  /** A weakly kept sign-in that could not be moved into the keyring: it is kept as before. */
  | { readonly kind: 'not-protected'; readonly trouble: StorageTrouble }
  /** A fault of our own; `name` is an error's class, never its message. */
  | { readonly kind: 'unforeseen'; readonly name: string };

/** What is the matter with renewing a sign-in that lives on all the same. */
export type SignedInTrouble = Extract<Failure, { kind: 'refused' | 'malformed' | 'storage' | 'unforeseen' }>;

/** The one account's state. Plain data: safe to send, to compare and to log. */
export type SessionState =
  /** Reading what is stored. `waiting`: a password prompt of the keyring is probably open. */
  | { readonly kind: 'loading'; readonly keyring: 'quick' | 'waiting' }
  | { readonly kind: 'no-server' }
  /** The administrator's file cannot be used: nobody signs in until it is mended and the program started again. */
  | { readonly kind: 'misconfigured'; readonly problem: ConfigurationProblem }
  | { readonly kind: 'signed-out'; readonly because: Ended | null }
  | { readonly kind: 'requesting-code' }
  | {
      readonly kind: 'awaiting-approval';
      readonly prompt: Prompt;
      /** When the person asked for the code: shown, never reckoned with. */
      readonly startedAt: EpochMs;
      readonly lifetimeMs: number;
      /** How much of `lifetimeMs` had gone when this state was sent. */
      readonly elapsedMs: number;
      readonly link: Link;
    }
  | {
      readonly kind: 'signed-in';
      readonly account: Account;
      /** Who was signed in before, if the person who approved is somebody else. */
      readonly formerly: string | null;
      readonly kept: Kept;
      readonly since: EpochMs;
      /** When it ends, if the server gave no refresh token; null: it renews itself. */
      readonly until: EpochMs | null;
      readonly link: Link;
      /** Why the last refresh gave no new token, other than for want of an answer. */
      readonly trouble: SignedInTrouble | null;
    }
  | { readonly kind: 'signing-out' }
  | { readonly kind: 'needs-you'; readonly because: Ended; readonly account: Account }
  | { readonly kind: 'storage-unreadable'; readonly trouble: StorageTrouble }
  /** `signedInAs`: who is signed in all the same, when it was a new sign-in that failed. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly signedInAs: Account | null };

/** What is known of the server. */
export interface ServerFacts {
  /** The base URL. */
  readonly url: string;
  /** How people name it: `host[:port]`, in ASCII, and the path where it has one. */
  readonly name: string;
  /** Who has set it, where it cannot be changed here. */
  readonly lockedBy: LockedBy | null;
  /** The endpoint at another origin for which its metadata was ignored; null if it was not. */
  readonly foreignEndpoint: string | null;
  /** How far this computer's clock is ahead of its own, in milliseconds; null while that is not worth a word. */
  readonly clockOffMs: number | null;
}

/** What a person can choose in the settings, by name; kept in the profile's `settings.json`. */
export interface Choices {
  readonly startAtLogin: boolean;
  /** At login, without a window. */
  readonly startHidden: boolean;
  /** `system`: the first of those that the person prefers there. */
  readonly language: Language | 'system';
  readonly theme: 'system' | 'light' | 'dark';
  readonly notifications: boolean;
  /** The informed choice to keep a sign-in on the disk where no keyring protects it. */
  readonly keepWithoutKeyring: boolean;
  /** What becomes of the program when its window closes, where there is no tray. */
  readonly whenClosed: 'ask' | 'quit' | 'keep-running';
}

/** Who has set what cannot be changed here. `flag`: whoever started the program, the environment included. */
export type LockedBy = 'flag' | 'administrator';

/** What cannot be changed here, and who has set it. */
export interface Locked<Value> {
  readonly value: Value;
  readonly lockedBy: LockedBy;
}

/** What is chosen, and by whom it was set where it cannot be changed here. */
export interface Preference<Value> {
  readonly value: Value;
  readonly lockedBy: LockedBy | null;
}

/** Every choice as it is now. `startAtLogin` is what the system says, which may have been changed there. */
export type Preferences = { readonly [K in keyof Choices]: Preference<Choices[K]> };

/** One choice that a window sends. Judged again in the main process. */
export type Choice = { readonly [K in keyof Choices]: { readonly name: K; readonly value: Choices[K] } }[keyof Choices];

/** Why a choice could not be made: it is as before. */
export type ChoiceProblem =
  | { readonly kind: 'locked' }
  /** It could not be written to `settings.json`. */
  | { readonly kind: 'not-saved'; readonly trouble: StorageTrouble }
  /** The system did not take it. */
  | { readonly kind: 'not-applied'; readonly trouble: StorageTrouble }
  /** What starts the program at login was made by somebody else, and is not touched. */
  | { readonly kind: 'not-ours' };

/** What the settings have to know of this computer. */
export interface SystemFacts {
  /** `needs-approval`: only once the person allows it in the system's own settings. `not-installed`: there is nothing that would stay in its place. */
  readonly startAtLogin: 'possible' | 'needs-approval' | 'not-installed';
  /** Whether something shows the tray icon, as far as that was asked and could be told. */
  readonly tray: 'shown' | 'none';
  /** Whether a sign-in can be kept without a keyring: only Linux may have none. */
  readonly mayLackKeyring: boolean;
  /** The system's name and version. */
  readonly os: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
}

/** What the window shows: the state, or one of the pages that cover it for a while. */
export type Page = 'state' | 'settings' | 'about' | 'doctor';

/** A proxy on the way to the server that lets nothing through until somebody says who they are. */
export interface ProxyAsks {
  /** `host[:port]`, in ASCII. */
  readonly host: string;
  /** It has been told something, and did not accept it. */
  readonly refused: boolean;
}

/** Why the administrator's configuration cannot be used. */
export interface ConfigurationProblem {
  readonly file: string;
  /** `not-trusted`: somebody else could have written it. */
  readonly why: 'unreadable' | 'not-trusted' | 'not-json' | 'wrong-field';
  /** By its path: `proxy.rules`; null where it is no field. */
  readonly field: string | null;
  /** The rule that is broken, in English as all that concerns settings: "must be text". */
  readonly rule: string;
}

/** Whether there is a newer version of this program, as far as it has looked. `version` is a judged one, `why` a code for support. */
export type Updates =
  /** It never looks: it was built without a feed, or the administrator has switched it off. */
  | { readonly kind: 'off'; readonly by: 'build' | 'administrator' }
  /** It looks by itself, and has not done so yet. */
  | { readonly kind: 'not-looked' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'newest'; readonly at: EpochMs }
  | { readonly kind: 'could-not-look'; readonly why: string; readonly at: EpochMs }
  /** Linux: on its page. `asks`: nobody has put it off today. */
  | { readonly kind: 'to-get'; readonly version: string; readonly asks: boolean }
  | { readonly kind: 'downloading'; readonly version: string }
  | { readonly kind: 'not-downloaded'; readonly version: string; readonly why: string }
  /** macOS, Windows: installed when the program quits, or at once if somebody says so. */
  | { readonly kind: 'to-install'; readonly version: string; readonly asks: boolean };

/** What a window draws: always whole, never a difference. */
export interface Snapshot {
  readonly session: SessionState;
  /** This computer's name. */
  readonly computer: string;
  /** Null until one is chosen. */
  readonly server: ServerFacts | null;
  /** The client ID that is set for whatever server is chosen; null: the window may name one. */
  readonly clientId: Locked<string> | null;
  /** How a sign-in would be kept; null until that is known. */
  readonly keeping: Kept | null;
  /** The proxy that waits for an answer; null while none does. */
  readonly proxy: ProxyAsks | null;
  /** Set while the administrator's file cannot be used, whoever is signed in all the same. */
  readonly configuration: ConfigurationProblem | null;
  /** Flags and variables that are not followed, since the administrator has set otherwise. */
  readonly overruled: readonly string[];
  /** The last fault of our own that nobody foresaw, by its class; null if there was none. */
  readonly fault: string | null;
  /** Whether the screen is locked, where the system tells (macOS, Windows): what is secret is not drawn behind it. */
  readonly screenLocked: boolean;
  readonly version: string;
  /** The language of every word, in window, tray and terminal alike. */
  readonly language: Language;
  /** The system's own locale (BCP 47), by which times are written: 14:02 or 2:02 pm, whatever the language. */
  readonly systemLocale: string;
  readonly page: Page;
  readonly preferences: Preferences;
  /** The last choice that could not be made, until another one is or the page is left. */
  readonly refusedChoice: { readonly name: keyof Choices; readonly problem: ChoiceProblem } | null;
  readonly system: SystemFacts;
  readonly updates: Updates;
  /** The examination of this computer, as far as it has come; null until one was asked for. */
  readonly examination: Examination | null;
}

/** What the first screen sends. Judged again in the main process. */
export interface ServerChoice {
  readonly url: string;
  readonly clientId: string | null;
}

/** What a proxy is told. It goes to the main process only, and never comes back. */
export interface ProxyLogin {
  readonly user: string;
  readonly password: string;
}

/** Why a server address is not usable. */
export type ServerProblem = 'not-an-address' | 'not-https' | 'has-password' | 'locked' | 'bad-client-id' | 'not-saved';

/** The requests that a window may make, by name. They carry as little as possible. */
export interface Requests {
  current(): Snapshot;
  signIn(): void;
  /** Ends a sign-in that is under way. */
  cancel(): void;
  /** Leaves a failure's screen without trying again. */
  dismiss(): void;
  signOut(): void;
  /** Reads the storage again, or reaches for the server now. */
  tryAgain(): void;
  /** Wraps the key of a weakly kept sign-in by the keyring that is there now. */
  protect(): void;
  copyCode(): void;
  openPage(): void;
  /** Null: taken. */
  useServer(choice: ServerChoice): ServerProblem | null;
  /** Goes back to the choice of a server, while nobody is signed in and nobody has set it. What is kept for the old one stays. */
  changeServer(): void;
  /** Shows a page; the settings ask the system again what it says of them, and the doctor's page examines anew. */
  open(page: Page): void;
  /** Makes one choice. Null: taken. */
  choose(choice: Choice): ChoiceProblem | null;
  /** Tells the proxy that asks, as long as the program runs, and tries again. */
  answerProxy(login: ProxyLogin): void;
  /** Looks for an update now, where that is done at all. */
  lookForUpdates(): void;
  /** Takes the update that is there: its page opens, or the program restarts with it. */
  update(): void;
  /** Puts the update that is there off for today. */
  updateLater(): void;
  /** Asks where to, and writes what the examination found. */
  saveReport(): ReportSaved;
  /** Quits the program: where there is no tray, nothing else would. */
  quit(): void;
}

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
