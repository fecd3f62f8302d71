/** The administrator's limit on the age of a sign-in. */
import type { EpochMs } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';

/**
 * Between runs, the age is measured by the wall clock; within a run, by elapsed time, including sleep.
 * @param parts.maxAgeMs null: no limit
 * @param parts.onDue called once for each `begin`, unless stopped
 */
export function createAgeLimit(parts: {
  readonly clock: Clock;
  readonly maxAgeMs: number | null;
  readonly onDue: () => void;
}) {
  const { clock, maxAgeMs, onDue } = parts;
  let waiting: AbortController | null = null;

  /** If the time is in the future, the clock was set back. The age is unknown then, and counts from now. */
  const ageMs = (signedInAt: EpochMs) => Math.max(0, clock.now() - signedInAt);
  function stop() {
    waiting?.abort();
    waiting = null;
  }
  return {
    /** Whether a sign-in from that time is too old. */
    isOver: (signedInAt: EpochMs) => maxAgeMs !== null && ageMs(signedInAt) >= maxAgeMs,
    /** Waits until a sign-in from that time is too old. Replaces any earlier wait. */
    begin(signedInAt: EpochMs): void {
      stop();
      if (maxAgeMs === null) return;
      const own = new AbortController();
      waiting = own;
      void clock.until(clock.elapsedMs() + maxAgeMs - ageMs(signedInAt), own.signal).then(onDue, () => undefined);
    },
    stop,
  };
}
