/** What every way to run the app is started with. */
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
