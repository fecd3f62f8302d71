/** Contract types: the snapshot that a window renders. */
import type { AccountId, AccountView, MayAddAccount } from './accounts.ts';
import type { Diagnosis, SandboxState } from './doctor.ts';
import type { ServerFacts } from './server.ts';
import type { SessionState } from './session.ts';
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

/** Facts about this computer, for the settings. */
export interface SystemFacts {
  /** `needs-approval`: the user has to allow it in the system settings. `not-installed`: the app has no permanent path. */
  readonly startAtLogin: 'possible' | 'needs-approval' | 'not-installed';
  /** Whether something shows the tray icon, as far as known. */
  readonly tray: 'shown' | 'none';
  /** Whether there may be no keyring, which is possible only on Linux. */
  readonly mayLackKeyring: boolean;
  readonly sandbox: SandboxState;
  /** The system's name and version. */
  readonly os: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
}

/** The page that the window shows: the state, or one that covers it. */
export type Page = 'state' | 'add-account' | 'settings' | 'about' | 'doctor' | 'tools';

/** A proxy that requires a user name and password. */
export interface ProxyChallenge {
  /** `host[:port]`, in ASCII. */
  readonly host: string;
  /** Whether it rejected the last credentials. */
  readonly refused: boolean;
}

/** Whether there is a newer version. `version` is validated, and `why` is a code for support. */
export type Updates =
  /** The app never checks, because it was built without a feed or the administrator has switched it off. */
  | { readonly kind: 'off'; readonly by: 'build' | 'administrator' }
  /** The first check has not run yet. */
  | { readonly kind: 'not-checked' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'up-to-date' }
  | { readonly kind: 'check-failed'; readonly why: string }
  /** Linux: available on its page. `isOffered`: the user has not postponed it today. */
  | { readonly kind: 'to-get'; readonly version: string; readonly isOffered: boolean }
  | { readonly kind: 'downloading'; readonly version: string }
  | { readonly kind: 'not-downloaded'; readonly version: string; readonly why: string }
  /** macOS, Windows: will be installed when the app quits, or at once at the user's request. */
  | { readonly kind: 'to-install'; readonly version: string; readonly isOffered: boolean };

/** The administrator's limits on sign-ins; null: no limit. */
export interface Limits {
  /** The time since the approval. */
  readonly maxAgeMs: number | null;
  /** The time that the screen is locked. */
  readonly lockedMs: number | null;
}

/** Everything a window renders. It's always complete, never a difference. */
export interface Snapshot {
  /** All accounts, the one that needs the user most first. Empty until a server is chosen. */
  readonly accounts: readonly AccountView[];
  /** The account whose screen is open; null if the list is open or there is no account. */
  readonly account: AccountId | null;
  readonly mayAddAccount: MayAddAccount;
  /** How many accounts are missing because the list of accounts was damaged. Their sign-ins are still on the disk. */
  readonly missingAccounts: number;
  /** The state of the open account or, if the list is open, of its first account. */
  readonly session: SessionState;
  /** This computer's name. */
  readonly computer: string;
  /** The server of the same account; null until one is chosen. */
  readonly server: ServerFacts | null;
  /** The values of the first screen's fields, and who has locked them. */
  readonly serverFields: ServerFields;
  /** How a sign-in to the same account would be kept; null until that is known. */
  readonly keeping: Kept | null;
  /** The proxy that requires credentials; null if none does. */
  readonly proxy: ProxyChallenge | null;
  /** Set while the administrator's file can't be used, even if a user is signed in. */
  readonly policyProblem: PolicyProblem | null;
  /** The administrator's limits. */
  readonly limits: Limits;
  /** The names of flags and variables that are ignored because the administrator has set otherwise. */
  readonly overruled: readonly string[];
  /** The names of unknown flags, which are ignored. */
  readonly unknownFlags: readonly string[];
  /** The names of unknown fields in the settings file, which are ignored. */
  readonly unknownSettings: readonly string[];
  /** The class of the last unexpected error; null if there was none. */
  readonly fault: string | null;
  /** Whether the screen is locked, if the system reports that. The window then hides secrets. */
  readonly screenLocked: boolean;
  readonly version: string;
  /** The language of all texts in window, tray and terminal. */
  readonly language: Language;
  /** The system's locale (BCP 47), which determines whether times are written as 14:02 or 2:02 pm in any language. */
  readonly systemLocale: string;
  readonly page: Page;
  readonly settings: Settings;
  /** The last refused change of a setting, until another is made or the page is left. */
  readonly refusedChange: { readonly name: keyof SettingValues; readonly problem: SettingChangeProblem } | null;
  readonly system: SystemFacts;
  readonly updates: Updates;
  /** The diagnostics so far; null until requested. */
  readonly diagnosis: Diagnosis | null;
  readonly tools: ToolsView;
  /** The state of the command when the settings were opened or it was last changed. */
  readonly command: CommandState;
}
