/** Runs diagnostics over the real system: Chromium's network, the keychain, the profile's files. */
import { homedir } from 'node:os';
import { app, net, type Session } from 'electron';
import type { ApiState, Finding, Founds, Setting, SettingValues } from '../../../preload/api.ts';
import { systemLogProblem } from '../../audit/system-log.ts';
import type { Flags, SettingProblem } from '../../cli/flags.ts';
import { findTrayHost } from '../../desktop/tray-host.ts';
import { examine } from '../../diagnostics/examine.ts';
import type { ExaminedAccount } from '../../diagnostics/types.ts';
import { chromiumClient } from '../../net/chromium-client.ts';
import { NO_PASSWORDS } from '../../net/net-fetch.ts';
import type { LoginItem } from '../../settings/at-login.ts';
import type { Policy } from '../../settings/policy/types.ts';
import type { ServerSetting } from '../../settings/resolve.ts';
import { sandboxState } from '../../system/sandbox.ts';
import type { Clock } from '../../time/clock.ts';
import { machineId } from '../../vault/machine-id.ts';
import type { Keychain } from '../../vault/options.ts';

/** Milliseconds since 1970, defined in electron.vite.config.ts. */
declare const BUILT_AT: number;

/** What the caller has already opened. */
interface DiagnosticsHere {
  readonly profile: string;
  readonly flags: Flags;
  readonly policy: Policy;
  readonly setting: ServerSetting | SettingProblem;
  readonly accounts: readonly ExaminedAccount[];
  /** Uses the administrator's proxy. Diagnostics send no proxy credentials of their own. */
  readonly network: Session;
  readonly keychain: Keychain;
  readonly clock: Clock;
  /** The system's name and version. */
  readonly os: string;
  readonly loginItem: Pick<LoginItem, 'state'>;
  readonly running: () => Promise<Founds['running']>;
  readonly localTools: Setting<SettingValues['localTools']>;
  readonly toolsApi: () => Promise<ApiState | null>;
  /** How many lines of the audit log this run could not write. */
  readonly auditLost: () => number;
  readonly lockIsKnown: () => boolean | null;
  /** The vaults of accounts that are missing. */
  readonly missingVaults: () => Promise<readonly string[] | null>;
}

/** Reports the findings in order. Never rejects. */
export function runDiagnostics(here: DiagnosticsHere, report: (found: Finding) => void): Promise<void> {
  const { profile, flags, policy, setting, accounts, network, keychain, clock, os, loginItem, running } = here;
  const { localTools, toolsApi, auditLost, lockIsKnown, missingVaults } = here;
  const { platform, env: environment, versions } = process;
  return examine(
    {
      platform,
      clock,
      builtAt: BUILT_AT,
      policy,
      setting,
      accounts,
      http: (onDate) => chromiumClient(network, { net, passwords: NO_PASSWORDS, clock, onDate }),
      resolveProxy: (url) => network.resolveProxy(url),
      keychain,
      machineId,
      profile,
      profileIsUsual: flags.values['user-data-dir'] === undefined,
      home: homedir(),
      user: process.getuid?.() ?? null,
      trayHost: () => findTrayHost({ platform, environment }),
      sandbox: sandboxState(app),
      atLogin: () => loginItem.state(),
      running,
      localTools,
      toolsApi,
      systemLog: () => ({ problem: systemLogProblem(), lost: auditLost() }),
      lockIsKnown,
      missingVaults,
      versions: {
        app: app.getVersion(),
        os,
        electron: versions.electron,
        chromium: versions.chrome,
        node: versions.node,
      },
    },
    report,
  );
}
