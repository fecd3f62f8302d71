/** How old a sign-in may become: an administrator's limit. */
import type { EpochMs } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';

export interface AgeLimit {
  /** Whether a sign-in of that moment is too old. */
  isOver(signedInAt: EpochMs): boolean;
  /** Waits until a sign-in of that moment is too old. The one before is not waited for any more. */
  begin(signedInAt: EpochMs): void;
  stop(): void;
}

/**
 * Between runs the age is the wall clock's, which alone goes on then; within a run it is elapsed time, sleeps included.
 * @param parts.maxAgeMs null: no limit
 * @param parts.onDue called once for each `begin`, unless it was stopped
 */
export function createAgeLimit(parts: {
  readonly clock: Clock;
  readonly maxAgeMs: number | null;
  readonly onDue: () => void;
}): AgeLimit {
  const { clock, maxAgeMs, onDue } = parts;
  let waiting: AbortController | null = null;

  /** If the moment lies ahead, the clock was set back: the age is not known, and counts from now. */
  const ageMs = (signedInAt: EpochMs) => Math.max(0, clock.now() - signedInAt);
  function stop() {
    waiting?.abort();
    waiting = null;
  }
  return {
    isOver: (signedInAt) => maxAgeMs !== null && ageMs(signedInAt) >= maxAgeMs,
    begin(signedInAt) {
      stop();
      if (maxAgeMs === null) return;
      const own = new AbortController();
      waiting = own;
      void clock.until(clock.elapsedMs() + maxAgeMs - ageMs(signedInAt), own.signal).then(onDue, () => undefined);
    },
    stop,
  };
}
