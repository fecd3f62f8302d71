/** What an examination is handed: only what asks and reads. Nothing here could write, sign in, or take a lock. */
import type { ApiState, EpochMs, Founds, Setting, SettingValues, Snapshot } from '../../preload/api.ts';
import type { SettingProblem } from '../cli/flags.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Server } from '../oauth/protocol.ts';
import type { AtLogin } from '../settings/at-login.ts';
import type { Policy } from '../settings/policy/types.ts';
import type { ServerSetting } from '../settings/resolve.ts';
import type { Clock } from '../time/clock.ts';
import type { Keychain } from '../vault/options.ts';

/** An account, as far as an examination needs it. Its name may be a user's: it is counted, not named. */
export interface ExaminedAccount {
  readonly server: Server;
  /** The name of its vault. */
  readonly vault: string;
}

export interface DiagnosticsParts {
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  /** When this version was built: no correct clock shows an earlier time. */
  readonly builtAt: EpochMs;
  readonly policy: Policy;
  /** The server that the settings come to, or what is wrong with them. */
  readonly setting: ServerSetting | SettingProblem;
  /** Every account, the one of the settings included if they name one. */
  readonly accounts: readonly ExaminedAccount[];
  /** Over the network stack, the proxy and the trust store that sign-ins use. `onDate` as createTransport has it. */
  readonly http: (onDate: (date: EpochMs) => void) => HttpClient;
  /** In the words of a PAC file: `DIRECT`, `PROXY proxy.example.org:3128; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  readonly keychain: Keychain;
  readonly machineId: () => Promise<string | null>;
  readonly profile: string;
  /** Whether that is the system's usual place for it. */
  readonly profileIsUsual: boolean;
  /** A user's home. */
  readonly home: string;
  /** This user's number; null on Windows. */
  readonly user: number | null;
  readonly trayHost: () => Promise<Founds['tray']>;
  readonly sandbox: Snapshot['system']['sandbox'];
  readonly atLogin: () => Promise<AtLogin>;
  readonly running: () => Promise<Founds['running']>;
  /** Whether tools may ask, and who has set that. */
  readonly localTools: Setting<SettingValues['localTools']>;
  /** Whether tools can reach an app with this profile; null: unknown here. */
  readonly toolsApi: () => Promise<ApiState | null>;
  /** Why nothing can be written to the system's log, and how many lines of this run were not; null: nothing is known against it. */
  readonly systemLog: () => { readonly problem: 'no-program' | 'no-log' | null; readonly lost: number };
  /** Whether a locked screen is noticed; null: not known here. */
  readonly lockIsKnown: () => boolean | null;
  /** The names of the vaults whose accounts are missing, since the list of accounts was damaged. */
  readonly missingVaults: () => Promise<readonly string[]>;
  readonly versions: Pick<Snapshot['system'], 'os' | 'electron' | 'chromium' | 'node'> & { readonly app: string };
}
