/** Detects a wrong clock (R9), which makes certificates and tokens look invalid. */
import type { EpochMs } from '../../preload/api.ts';
import type { Clock } from './clock.ts';

/** Clocks always differ a little, and responses take time. */
export const TOLERANCE_MS = 5 * 60_000;

export type ClockSkew = ReturnType<typeof createClockSkew>;

export function createClockSkew(clock: Clock) {
  let noted: { readonly date: EpochMs; readonly atMs: number } | null = null;
  return {
    /** Notes the time on a server. */
    note(date: EpochMs): void {
      noted = { date, atMs: clock.elapsedMs() };
    },
    /**
     * By how much this computer's clock is ahead of the server's,
     * negative if it's behind; null if the difference is negligible.
     */
    offMs(): number | null {
      if (!noted) return null;
      // Add the time since then, because the clock may have been corrected meanwhile.
      const offMs = clock.now() - (noted.date + clock.elapsedMs() - noted.atMs);
      return Math.abs(offMs) > TOLERANCE_MS ? offMs : null;
    },
  };
}
