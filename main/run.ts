import type { Flags } from './flags.ts';
import type { Log } from './log.ts';

/** What either way of running the program starts from. */
export interface Run {
  readonly profile: string;
  readonly flags: Flags;
  readonly log: Log;
  /** Ends the process with one line that says why. */
  readonly leave: (code: number, why: string) => void;
}
