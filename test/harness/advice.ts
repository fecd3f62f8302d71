/** Why a runtime cannot be used, in words, and what the user can do about it. */
import type { ProbeOutcome } from './probe.ts';

/** `why`: one sentence. `remedy`: the command or the choices; null if none is known. */
export interface Advice {
  readonly why: string;
  readonly remedy: string | null;
}

/** The facts that the advice depends on. */
export interface Circumstances {
  readonly electronVersion: string;
  /** The setuid helper beside Electron's executable; null if there is none. */
  readonly sandboxHelper: string | null;
  /** The setting by which this system forbids user namespaces, as sysctl(8) takes it; null if none is known. */
  readonly sandboxSetting: string | null;
  /** The command that installs these libraries; null if it is not known. */
  installCommand(libraries: readonly string[]): string | null;
}

/** The electron package's own installer. */
export const INSTALL_ELECTRON = 'npx install-electron';

/** Advice for a probe that failed. */
export function adviceFor(outcome: Exclude<ProbeOutcome, { kind: 'starts' }>, about: Circumstances): Advice {
  const cannot = `Electron ${about.electronVersion} cannot start here`;
  switch (outcome.kind) {
    case 'missing-libraries': {
      const { libraries } = outcome;
      const command = about.installCommand(libraries);
      return {
        why: `${cannot}: this system lacks ${libraries.join(', ')}.`,
        remedy: command && `Install ${libraries.length === 1 ? 'it' : 'them'} with:  ${command}`,
      };
    }
    case 'sandbox-forbidden':
      return { why: `${cannot}: this system does not let it set up its sandbox.`, remedy: sandboxOptions(about) };
    case 'root':
      return { why: `${cannot}: it does not run as root with its sandbox.`, remedy: 'Start it as a normal user.' };
    case 'timeout':
      return { why: `${cannot}: it had not started after 20 seconds.`, remedy: null };
    case 'failed':
      return { why: `${cannot}: it ended (${outcome.how}).`, remedy: null };
    default:
      return outcome satisfies never;
  }
}

/** Never --no-sandbox, because the sandbox protects the user from a page. */
function sandboxOptions({ sandboxHelper: helper, sandboxSetting: setting }: Circumstances): string | null {
  const options = [
    ...(helper
      ? [`for this Electron only:           sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`]
      : []),
    ...(setting ? [`for every program until reboot:   sudo sysctl -w ${setting}`] : []),
  ];
  if (options.length === 0) return null;
  return ['An administrator can allow it:', ...options.map((option) => `  ${option}`)].join('\n');
}
