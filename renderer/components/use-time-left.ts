/** The remaining time, updated each second while the window is visible. */
import { useEffect, useState } from 'preact/hooks';

const SECOND_MS = 1000;
/** The remaining time at which it is announced, once. */
export const LAST_CALL_MS = 60_000;

/**
 * The remaining time in milliseconds, at least 0.
 * @param endsAtMs in the time of `performance.now()`
 * @param onLastCall called once, when at most a minute is left: later than that if the window was hidden
 */
export function useTimeLeft(endsAtMs: number, onLastCall?: (leftMs: number) => void): number {
  const [, redraw] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastMs = endsAtMs - performance.now();
    const tick = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      const leftMs = endsAtMs - performance.now();
      if (lastMs > LAST_CALL_MS && leftMs <= LAST_CALL_MS && leftMs > 0) onLastCall?.(leftMs);
      lastMs = leftMs;
      redraw(leftMs);
      if (leftMs > 0) timer = setTimeout(tick, leftMs % SECOND_MS || SECOND_MS);
    };
    tick();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [endsAtMs]);
  return Math.max(0, endsAtMs - performance.now());
}
