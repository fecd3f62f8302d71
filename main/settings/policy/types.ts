/** The settings in an administrator's file. */
import type { PolicyProblem, SettingValues } from '../../../preload/api.ts';
import type { ServerFieldValues } from '../server-fields.ts';

/** The app's proxy, instead of the system's. */
export type PolicyProxy =
  | { readonly mode: 'system' }
  | { readonly mode: 'direct' }
  /** In Chromium's format: `proxy.example.org:3128`, or one per scheme. */
  | { readonly mode: 'fixed'; readonly rules: string; readonly bypass?: string | undefined }
  | { readonly mode: 'pac'; readonly url: string };

/** Some of the user settings. */
export type SomeSettings = { readonly [K in keyof SettingValues]?: SettingValues[K] | undefined };

/** An account for all users of this computer. */
interface PolicyAccount extends ServerFieldValues {
  readonly name: string;
}

/** The settings for all users of this computer. Flags, environment and users can set what is absent. */
export interface PolicySettings extends SomeSettings {
  readonly serverUrl?: string | undefined;
  readonly clientId?: string | undefined;
  readonly scope?: string | undefined;
  readonly deviceAuthorizationPath?: string | undefined;
  readonly tokenPath?: string | undefined;
  /** Accounts in addition to `serverUrl`, or instead of it. */
  readonly accounts?: readonly PolicyAccount[] | undefined;
  /** Whether users may add other accounts; absent: yes, but if `serverUrl` is set, only on that server. */
  readonly otherAccounts?: boolean | undefined;
  readonly proxy?: PolicyProxy | undefined;
  /** False: the app doesn't check for updates. True has an effect only if the build has an update feed. */
  readonly updates?: boolean | undefined;
  /** The local tools that may ask the user for access tokens; absent: all. The user still has to consent. */
  readonly allowedTools?: readonly string[] | undefined;
  /** How long a sign-in may last (see durations.ts); absent: no limit. */
  readonly maxSignInAge?: string | undefined;
  /** How long the screen may be locked before sign-ins end (see durations.ts); absent: no limit. */
  readonly signOutAfterLocked?: string | undefined;
  /** Whether to write sign-ins and consents to the system log. */
  readonly audit?: boolean | undefined;
}

export interface Policy {
  /** The file's path for messages, whether it exists or not. */
  readonly file: string;
  /** The settings in effect; if the file has problems, only the valid ones. */
  readonly set: PolicySettings;
  /** Why the file can't be used as a whole. No new sign-in starts then. */
  readonly problem: PolicyProblem | null;
  /** Whether it's known which server is allowed. If not, the app sends nothing. */
  readonly serverIsCertain: boolean;
}
