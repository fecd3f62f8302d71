/** Contract types: the settings, and what may lock them. */
import type { Language } from '../locales/catalog.ts';
import type { StorageTrouble } from './storage.ts';

export type { Language };

/** The values of all settings, as stored in the profile's `settings.json`. */
export interface SettingValues {
  readonly startAtLogin: boolean;
  /** Whether a start at login shows no window. */
  readonly startHidden: boolean;
  /** `system`: the system's preferred language. */
  readonly language: Language | 'system';
  readonly theme: 'system' | 'light' | 'dark';
  readonly notifications: boolean;
  /** Whether requests for a code include this computer's name, for the approval page. */
  readonly sendComputerName: boolean;
  /** Whether the user has chosen to store sign-ins even without a keyring. */
  readonly keepWithoutKeyring: boolean;
  /** What happens when the window closes, if there is no tray. */
  readonly whenClosed: 'ask' | 'quit' | 'keep-running';
  /** Whether other programs of this user may ask for access tokens. */
  readonly localTools: 'ask' | 'off';
}

/** Why a setting can't be changed here. `flag`: the command line or the environment sets it. */
export type LockedBy = 'flag' | 'administrator';

/** A setting's value, and what locks it, if anything. */
export interface Setting<Value> {
  readonly value: Value;
  readonly lockedBy: LockedBy | null;
}

/** A server's fields, by the names of their settings. Null: not set. */
export type ServerFields = {
  readonly [K in 'serverUrl' | 'clientId' | 'scope' | 'deviceAuthorizationPath' | 'tokenPath']: Setting<string | null>;
};

/** The current settings. `startAtLogin` has the system's value. */
export type Settings = { readonly [K in keyof SettingValues]: Setting<SettingValues[K]> };

/** A change of one setting. The main process validates it again. */
export type SettingChange = {
  readonly [K in keyof SettingValues]: { readonly name: K; readonly value: SettingValues[K] };
}[keyof SettingValues];

/** Why a setting was not changed. */
export type SettingChangeProblem =
  /** Main asked for confirmation, and the user declined. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'locked' }
  /** It could not be written to `settings.json`. */
  | { readonly kind: 'not-saved'; readonly trouble: StorageTrouble }
  /** The system refused it. */
  | { readonly kind: 'not-applied'; readonly trouble: StorageTrouble }
  /** Another program created the entry that starts the app at login, so it was not changed. */
  | { readonly kind: 'not-ours' };

/** Why the administrator's file can't be used. */
export interface PolicyProblem {
  readonly file: string;
  /** `not-trusted`: another user could have written it. */
  readonly why: 'unreadable' | 'not-trusted' | 'not-json' | 'wrong-field';
  /** The field's path, such as `proxy.rules`; null if it concerns no field. */
  readonly field: string | null;
  /** The violated rule, such as "must be text". In English, like all messages about the file. */
  readonly rule: string;
}
