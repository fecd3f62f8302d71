/** Runs diagnostics over the real system: Chromium's network, the keychain, the profile's files. */
import { homedir } from 'node:os';
import { app, net, type Session } from 'electron';
import type { Finding } from '../../../preload/api.ts';
import { systemLogProblem } from '../../audit/system-log.ts';
import type { Flags } from '../../cli/flags.ts';
import { findTrayHost } from '../../desktop/tray-host.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { DiagnosticsParts } from '../../diagnostics/types.ts';
import { chromiumClient } from '../../net/chromium-client.ts';
import { NO_PASSWORDS } from '../../net/net-fetch.ts';
import type { LoginItem } from '../../settings/at-login.ts';
import { sandboxState } from '../../system/sandbox.ts';
import { machineId } from '../../vault/machine-id.ts';

/** Milliseconds since 1970, defined in electron.vite.config.ts. */
declare const BUILT_AT: number;

/** What the caller has already opened. */
interface DiagnosticsHere
  extends Pick<
    DiagnosticsParts,
    | 'profile'
    | 'policy'
    | 'setting'
    | 'accounts'
    | 'keychain'
    | 'clock'
    | 'running'
    | 'localTools'
    | 'toolsApi'
    | 'lockIsKnown'
    | 'missingVaults'
  > {
  readonly flags: Flags;
  /** Uses the administrator's proxy. Diagnostics send no proxy credentials of their own. */
  readonly network: Session;
  /** The system's name and version. */
  readonly os: string;
  readonly loginItem: Pick<LoginItem, 'state'>;
  /** How many lines of the audit log this run could not write. */
  readonly auditLost: () => number;
}

/** Reports the findings in order. Never rejects. */
export function runDiagnostics(here: DiagnosticsHere, report: (found: Finding) => void): Promise<void> {
  const { flags, network, clock, os, loginItem, auditLost } = here;
  const { platform, env: environment, versions } = process;
  return diagnose(
    {
      ...here,
      builtAt: BUILT_AT,
      http: (onDate) => chromiumClient(network, { net, passwords: NO_PASSWORDS, clock, onDate }),
      resolveProxy: (url) => network.resolveProxy(url),
      machineId,
      profileIsUsual: flags.values['user-data-dir'] === undefined,
      home: homedir(),
      user: process.getuid?.() ?? null,
      trayHost: () => findTrayHost({ platform, environment }),
      sandbox: sandboxState(app),
      atLogin: () => loginItem.state(),
      systemLog: () => ({ problem: systemLogProblem(), lost: auditLost() }),
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
