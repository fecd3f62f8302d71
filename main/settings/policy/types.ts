/** What an administrator's file sets. */
import type { PolicyProblem, SettingValues } from '../../../preload/api.ts';
import type { ServerFieldValues } from '../server-fields.ts';

/** The app's proxy, in place of the system's. */
export type PolicyProxy =
  | { readonly mode: 'system' }
  | { readonly mode: 'direct' }
  /** In Chromium's words: `proxy.example.org:3128`, or one for each scheme. */
  | { readonly mode: 'fixed'; readonly rules: string; readonly bypass?: string | undefined }
  | { readonly mode: 'pac'; readonly url: string };

/** Some of the choices. */
export type SomeSettings = { readonly [K in keyof SettingValues]?: SettingValues[K] | undefined };

/** An account that all users of this computer have. */
export interface PolicyAccount extends ServerFieldValues {
  readonly name: string;
}

/** The settings for all users of this computer. What is left out is for flags, environment and users to set. */
export interface PolicySettings extends SomeSettings {
  readonly serverUrl?: string | undefined;
  readonly clientId?: string | undefined;
  readonly scope?: string | undefined;
  readonly deviceAuthorizationPath?: string | undefined;
  readonly tokenPath?: string | undefined;
  /** Further accounts, or all of them: beside `serverUrl` or in its place. */
  readonly accounts?: readonly PolicyAccount[] | undefined;
  /** Whether users may have other accounts than these; absent: only on other servers than `serverUrl`'s they may not. */
  readonly otherAccounts?: boolean | undefined;
  readonly proxy?: PolicyProxy | undefined;
  /** False: the app doesn't check for updates. True switches on nothing that was not built in. */
  readonly updates?: boolean | undefined;
  /** The local tools that may ask the user for access tokens; absent: every tool. It allows nothing in advance. */
  readonly allowedTools?: readonly string[] | undefined;
  /** After this long a sign-in ends; absent: never for that. As in durations.ts. */
  readonly maxSignInAge?: string | undefined;
  /** A sign-in ends when the screen has been locked for this long; absent: never for that. As in durations.ts. */
  readonly signOutAfterLocked?: string | undefined;
  /** Whether sign-ins and consents are written to the system's log. */
  readonly audit?: boolean | undefined;
}

export interface Policy {
  /** The file's path, there or not: for messages. */
  readonly file: string;
  /** What holds. Of a file with a problem that is what is right in it. */
  readonly set: PolicySettings;
  /** Why the file cannot be used as a whole: no new sign-in begins then. */
  readonly problem: PolicyProblem | null;
  /** Whether it is known which server is allowed. If it is not, nothing is sent anywhere. */
  readonly serverIsCertain: boolean;
}
