/** How long a screen may stay locked before sign-ins end: an administrator's limit. */
import type { Clock } from '../../time/clock.ts';

export interface LockLimit {
  /** The screen was locked, or unlocked. */
  note(locked: boolean): void;
}

/**
 * A sleep while the screen is locked counts.
 * @param parts.limitMs null: no limit
 * @param parts.onDue called when the screen has been locked for that long, and again after each such time: what was approved
 * behind a locked screen ends as well
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
      locked = new AbortController();
      void follow(limitMs, locked.signal);
    },
  };

  async function follow(lastsMs: number, unlocked: AbortSignal) {
    while (!unlocked.aborted) {
      const dueMs = clock.elapsedMs() + lastsMs;
      // A computer that wakes up may report the unlocked screen before anything that was due.
      await clock.until(dueMs, unlocked).catch(() => undefined);
      if (clock.elapsedMs() >= dueMs) onDue();
    }
  }
}
