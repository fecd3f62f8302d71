/** What every way to run the app has in common. */
import { app } from 'electron';
import type { Flags } from '../../cli/flags.ts';
import type { ProcessExit } from '../../cli/process-exit.ts';
import type { Log } from '../../system/log.ts';

/** The id of the installed application: equal to `appId` in electron-builder.yml. */
export const APP_ID = 'com.transparenc.companion';

/**
 * Windows: the class that a click on a notification activates. Electron registers it for the user, under a new ID in each run if
 * none is set, and build/windows/uninstall.nsh removes it.
 */
export const TOAST_ACTIVATOR = '{0CD8BD6E-0915-4E9F-B98C-248CA00EC733}';

/** What every run starts with. */
export interface Run {
  readonly profile: string;
  readonly flags: Flags;
  readonly log: Log;
  /** Prints the reason on one line and ends the process. */
  readonly leave: (code: number, why: string) => void;
}

/** A run without a window. A signal may end it at any moment. */
export interface WindowlessRun extends Run {
  readonly processExit: ProcessExit;
}

/** Keeps a run that needs only a terminal out of the Dock on macOS. */
export function hideFromDock(): void {
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited');
}

/** The error message if flags or environment variables contradict the administrator's settings. */
export function overruledText(names: readonly string[]): string {
  return `${names.join(', ')} must be left out, because the administrator has set a different value.`;
}
