/** What diagnostics receive: only functions that read. None of them writes, signs in or takes a lock. */
import type { ApiState, EpochMs, FindingKinds, Setting, SettingValues, Snapshot } from '../../preload/api.ts';
import type { SettingProblem } from '../cli/flags.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Server } from '../oauth/protocol.ts';
import type { AtLogin } from '../settings/at-login.ts';
import type { Policy } from '../settings/policy/schema.ts';
import type { ServerSetting } from '../settings/resolve.ts';
import type { Clock } from '../time/clock.ts';
import type { Keychain } from '../vault/options.ts';

/** What diagnostics need of an account. Not its name, because that may be a person's. */
export interface DiagnosedAccount {
  readonly server: Server;
  /** The name of its vault. */
  readonly vault: string;
}

export interface DiagnosticsParts {
  readonly clock: Clock;
  /** When this version was built. A correct clock can't show an earlier time. */
  readonly builtAt: EpochMs;
  readonly policy: Policy;
  /** The resolved server setting, or the problem with it. */
  readonly setting: ServerSetting | SettingProblem;
  /** All accounts, including the one from the settings. */
  readonly accounts: readonly DiagnosedAccount[];
  /** Uses the same network stack, proxy and trust store as sign-ins. `onDate`: see createHttpClient. */
  readonly http: (onDate: (date: EpochMs) => void) => HttpClient;
  /** Resolves with the format of a PAC file: `DIRECT`, `PROXY proxy.example.org:3128; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  readonly keychain: Keychain;
  readonly machineId: () => Promise<string | null>;
  readonly profile: string;
  /** Whether the profile is in the default place. */
  readonly profileIsUsual: boolean;
  /** The user's home folder. */
  readonly home: string;
  /** The user ID; null on Windows. */
  readonly user: number | null;
  readonly trayHost: () => Promise<FindingKinds['tray']>;
  readonly sandbox: Snapshot['system']['sandbox'];
  readonly atLogin: () => Promise<AtLogin>;
  readonly running: () => Promise<FindingKinds['running']>;
  /** The setting for local tools. */
  readonly localTools: Setting<SettingValues['localTools']>;
  /** Whether tools can reach an app with this profile; null: unknown. */
  readonly toolsApi: () => Promise<ApiState | null>;
  /** Why the system log can't be written (null: no reason known), and how many lines of this run were lost. */
  readonly systemLog: () => { readonly problem: 'no-program' | 'no-log' | null; readonly lost: number };
  /** Whether a locked screen is detected; null: unknown. */
  readonly lockIsKnown: () => boolean | null;
  /** The names of the vaults whose accounts are missing because the list of accounts was damaged; null: it can't be read now. */
  readonly missingVaults: () => Promise<readonly string[] | null>;
  readonly versions: Pick<Snapshot['system'], 'os' | 'electron' | 'chromium' | 'node'> & { readonly app: string };
}
