/** How long a screen may stay locked before sign-ins end: an administrator's limit. */
import type { Clock } from '../time/clock.ts';

export interface LockLimit {
  /** The screen was locked, or unlocked. */
  note(locked: boolean): void;
}

/**
 * A sleep while the screen is locked counts.
 * @param parts.limitMs null: no limit
 * @param parts.onDue called once for each time that the screen was locked for that long
 */
export function createLockLimit(parts: {
  readonly clock: Clock;
  readonly limitMs: number | null;
  readonly onDue: () => void;
}): LockLimit {
  const { clock, limitMs, onDue } = parts;
  /** While the screen is locked. */
  let locked: AbortController | null = null;
  return {
    note(isLocked) {
      if (limitMs === null || isLocked === (locked !== null)) return;
      if (!isLocked) {
        locked?.abort();
        locked = null;
        return;
      }
      const own = new AbortController();
      locked = own;
      const dueMs = clock.elapsedMs() + limitMs;
      void clock.until(dueMs, own.signal).then(onDue, () => {
        // A computer that wakes up may report the unlocked screen before anything that was due.
        if (clock.elapsedMs() >= dueMs) onDue();
      });
    },
  };
}
