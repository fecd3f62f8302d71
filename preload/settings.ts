/** The settings, and what may lock them: part of the contract, types only. */
import type { Language } from '../locales/catalog.ts';
import type { StorageTrouble } from './storage.ts';

export type { Language };

/** The values of the settings by name, as kept in the profile's `settings.json`. */
export interface SettingValues {
  readonly startAtLogin: boolean;
  /** At login, without a window. */
  readonly startHidden: boolean;
  /** `system`: the first of those that the user prefers there. */
  readonly language: Language | 'system';
  readonly theme: 'system' | 'light' | 'dark';
  readonly notifications: boolean;
  /** Whether a request for a code carries this computer's name, for the approval page. */
  readonly sendComputerName: boolean;
  /** The informed choice to keep a sign-in on the disk if no keyring protects it. */
  readonly keepWithoutKeyring: boolean;
  /** What happens when the window closes, if there is no tray. */
  readonly whenClosed: 'ask' | 'quit' | 'keep-running';
  /** Whether other programs of this user may ask for access tokens. */
  readonly localTools: 'ask' | 'off';
}

/** What fixes a setting that can't be changed here. `flag`: the command line or the environment. */
export type LockedBy = 'flag' | 'administrator';

/** A setting's value, and what locks it if it cannot be changed here. */
export interface Setting<Value> {
  readonly value: Value;
  readonly lockedBy: LockedBy | null;
}

/** The fields of a server, by the names of their settings. Null: not set by anyone. */
export type ServerFields = {
  readonly [K in 'serverUrl' | 'clientId' | 'scope' | 'deviceAuthorizationPath' | 'tokenPath']: Setting<string | null>;
};

/** Every setting as it is now. `startAtLogin` is the system's value, which may have been changed there. */
export type Settings = { readonly [K in keyof SettingValues]: Setting<SettingValues[K]> };

/** One choice that a window sends. Validated again in the main process. */
export type SettingChange = {
  readonly [K in keyof SettingValues]: { readonly name: K; readonly value: SettingValues[K] };
}[keyof SettingValues];

/** Why a choice could not be made: it is as before. */
export type SettingChangeProblem =
  /** Main asked for confirmation, and the user declined: nothing went wrong. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'locked' }
  /** It could not be written to `settings.json`. */
  | { readonly kind: 'not-saved'; readonly trouble: StorageTrouble }
  /** The system did not take it. */
  | { readonly kind: 'not-applied'; readonly trouble: StorageTrouble }
  /** Another program made the entry that starts the app at login; it is not changed. */
  | { readonly kind: 'not-ours' };

/** Why the administrator's configuration cannot be used. */
export interface PolicyProblem {
  readonly file: string;
  /** `not-trusted`: another user could have written it. */
  readonly why: 'unreadable' | 'not-trusted' | 'not-json' | 'wrong-field';
  /** By its path: `proxy.rules`; null if it is no field. */
  readonly field: string | null;
  /** The rule that is broken, in English as all that concerns settings: "must be text". */
  readonly rule: string;
}
