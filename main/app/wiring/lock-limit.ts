/** The administrator's limit on how long the screen may be locked before sign-ins end. */
import type { Clock } from '../../time/clock.ts';

/**
 * Sleep counts as locked time if the screen was locked.
 * @param parts.limitMs null: no limit
 * @param parts.onDue called when the screen has been locked that long, and again after each further such time, so that a sign-in
 * approved behind the locked screen ends too
 */
export function createLockLimit(parts: {
  readonly clock: Clock;
  readonly limitMs: number | null;
  readonly onDue: () => void;
}) {
  const { clock, limitMs, onDue } = parts;
  /** Set while the screen is locked. */
  let locked: AbortController | null = null;
  return {
    /** The screen was locked, or unlocked. */
    note(isLocked: boolean): void {
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
      // After a sleep, the report that the screen is unlocked may arrive before an overdue timer fires.
      await clock.until(dueMs, unlocked).catch(() => undefined);
      if (clock.elapsedMs() >= dueMs) onDue();
    }
  }
}
