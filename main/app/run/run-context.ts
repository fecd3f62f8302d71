/** What every way to run the app has in common. */
import { app } from 'electron';
import type { Flags } from '../../cli/flags.ts';
import type { ProcessExit } from '../../cli/process-exit.ts';
import type { Log } from '../../system/log.ts';

/** The id of the installed application: equal to `appId` in electron-builder.yml. */
export const APP_ID = 'com.transparenc.companion';

/** What every run of the app starts with. */
export interface Run {
  readonly profile: string;
  readonly flags: Flags;
  readonly log: Log;
  /** Prints why in one line, and ends the process. */
  readonly leave: (code: number, why: string) => void;
}

/** A run without a window, which something outside may end at any moment. */
export interface WindowlessRun extends Run {
  readonly processExit: ProcessExit;
}

/** For a run that needs only a terminal: macOS shows no icon in the dock. */
export function hideFromDock(): void {
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited');
}

/** Why a run ends whose command line or environment contradicts the administrator's settings. */
export function overruledText(names: readonly string[]): string {
  return `${names.join(', ')} must be left out: the administrator has set otherwise.`;
}
