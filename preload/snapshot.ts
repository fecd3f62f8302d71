/** What a window draws: part of the contract, types only. */
import type { AccountId, AccountView, MayAddAccount } from './accounts.ts';
import type { Examination, SandboxState } from './doctor.ts';
import type { ServerFacts } from './server.ts';
import type { EpochMs, SessionState } from './session.ts';
import type {
  Language,
  PolicyProblem,
  ServerFields,
  SettingChangeProblem,
  Settings,
  SettingValues,
} from './settings.ts';
import type { Kept } from './storage.ts';
import type { CommandState, ToolsView } from './tools.ts';

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
  /** How many accounts are missing, since the list of accounts was damaged: their sign-ins still lie on the disk. */
  readonly missingAccounts: number;
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
