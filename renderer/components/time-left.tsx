/** How long the code still counts. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useStage } from '../scene.ts';

const SECOND_MS = 1000;
/** The one moment at which the time left is announced. */
const LAST_CALL_MS = 60_000;

/** A bar, the time in words, and `children` beside it. Ticks only while the window can be seen. */
export function TimeLeft(props: {
  readonly lifetimeMs: number;
  readonly elapsedMs: number;
  readonly children: ComponentChildren;
}) {
  const { lifetimeMs, elapsedMs, children } = props;
  const { words, receivedAtMs, announce } = useStage();
  const leftMs = useTimeLeft(receivedAtMs + lifetimeMs - elapsedMs, () =>
    announce((it) => it.awaiting.timeLeft(LAST_CALL_MS)),
  );
  return (
    <div class="time">
      <progress max={lifetimeMs} value={leftMs} aria-hidden="true" />
      <div class="time__row">
        <p role="timer">{leftMs > 0 ? words.awaiting.timeLeft(leftMs) : words.awaiting.timeUp}</p>
        {children}
      </div>
    </div>
  );
}

/**
 * The time that is left, in milliseconds; 0: none.
 * @param endsAtMs by `performance.now()`
 * @param onLastCall once, when a minute is left
 */
export function useTimeLeft(endsAtMs: number, onLastCall?: () => void): number {
  const [, redraw] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastMs = endsAtMs - performance.now();
    const tick = () => {
      clearTimeout(timer);
      if (document.hidden) return;
      const leftMs = endsAtMs - performance.now();
      if (lastMs > LAST_CALL_MS && leftMs <= LAST_CALL_MS) onLastCall?.();
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
