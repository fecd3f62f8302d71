/** How long the code is still valid. */
import type { ComponentChildren } from 'preact';
import { useApp, useWords } from '../app-context.ts';
import { useTimeLeft } from './use-time-left.ts';

/** A bar, the time in words, and `children` beside it. Updates only while the window is visible. */
export function TimeLeft(props: {
  readonly lifetimeMs: number;
  readonly elapsedMs: number;
  readonly children: ComponentChildren;
}) {
  const { lifetimeMs, elapsedMs, children } = props;
  const words = useWords('code');
  const { receivedAtMs, announce } = useApp();
  const leftMs = useTimeLeft(receivedAtMs + lifetimeMs - elapsedMs, (last) =>
    announce((it) => it.awaiting.timeLeft(last)),
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
