/** The diagnostics that a window shows. The last result stays until the next run. */
import type { Diagnosis, Finding } from '../../preload/api.ts';
import type { ServerSetting } from '../settings/resolve.ts';

/** Runs diagnostics with the current server setting. */
type Diagnose = (setting: ServerSetting, report: (found: Finding) => void) => Promise<void>;

export type DiagnosticsStore = ReturnType<typeof createDiagnostics>;

/** @param onChange called after every finding and at the end */
export function createDiagnostics(diagnose: Diagnose, onChange: () => void) {
  let current: Diagnosis | null = null;

  async function run(setting: ServerSetting) {
    let findings: readonly Finding[] = [];
    const report = (underWay: boolean, incomplete = false) => {
      current = { findings, underWay, incomplete };
      onChange();
    };
    report(true);
    try {
      await diagnose(setting, (found) => {
        findings = [...findings, found];
        report(true);
      });
      report(false);
    } catch (error) {
      report(false, true);
      throw error;
    }
  }

  return {
    current: (): Diagnosis | null => current,
    /** Starts again, unless a check is in progress. */
    diagnose(setting: ServerSetting): void {
      if (!current?.underWay) void run(setting);
    },
  };
}
