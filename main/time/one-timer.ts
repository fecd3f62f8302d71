/** One timer for everything that waits, so that many accounts cause no more CPU wake-ups than one. */
import type { SystemClock } from './clock.ts';

interface Waiting {
  readonly atMs: number;
  readonly wake: () => void;
}

interface Armed {
  readonly atMs: number;
  readonly stop: AbortController;
}

/** The same clock, with a single underlying timer for all `until`. */
export function oneTimer(clock: SystemClock): SystemClock {
  const waiting = new Set<Waiting>();
  let armed: Armed | null = null;

  function arm() {
    const atMs = Math.min(...[...waiting].map((each) => each.atMs));
    if (armed && armed.atMs === atMs) return;
    armed?.stop.abort();
    armed = null;
    if (waiting.size === 0) return;
    const own = { atMs, stop: new AbortController() };
    armed = own;
    void clock.until(atMs, own.stop.signal).then(
      () => ring(own),
      () => undefined,
    );
  }

  function ring(own: Armed) {
    // Another timer was set in the same turn, and will fire by itself.
    if (armed !== own) return;
    armed = null;
    const now = clock.elapsedMs();
    for (const each of [...waiting]) if (each.atMs <= now) each.wake();
    arm();
  }

  return {
    ...clock,
    until(atMs, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (atMs <= clock.elapsedMs()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.delete(own);
          signal?.removeEventListener('abort', stop);
        };
        const stop = () => {
          leave();
          arm();
          reject(signal?.reason);
        };
        const own = {
          atMs,
          wake() {
            leave();
            resolve();
          },
        };
        waiting.add(own);
        signal?.addEventListener('abort', stop, { once: true });
        arm();
      });
    },
  };
}
