/** Whether this computer's clock can be believed (R9): a wrong one makes certificates and tokens look wrong. */
import type { EpochMs } from '../../preload/api.ts';
import type { Clock } from './clock.ts';

/** Clocks differ a little, and answers take their time. */
export const TOLERANCE_MS = 5 * 60_000;

export interface ClockSkew {
  /** Takes note of a server's time. */
  note(date: EpochMs): void;
  /** How far this computer's clock is ahead of the server's, negative if it is behind; null while that is not worth a word. */
  offMs(): number | null;
}

export function createClockSkew(clock: Clock): ClockSkew {
  let noted: { readonly date: EpochMs; readonly atMs: number } | null = null;
  return {
    note(date) {
      noted = { date, atMs: clock.elapsedMs() };
    },
    offMs() {
      if (!noted) return null;
      // By what has gone by since then: the clock may have been set right meanwhile.
      const offMs = clock.now() - (noted.date + clock.elapsedMs() - noted.atMs);
      return Math.abs(offMs) > TOLERANCE_MS ? offMs : null;
    },
  };
}
