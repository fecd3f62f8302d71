/** What the protocol needs of the world: time, chance and http, all handed in. */
import { uptime } from 'node:os';
import type { EpochMs } from '../../preload/api.ts';

/** Time as the protocol means it: how long something took, never what the wall clock says. */
export interface Clock {
  /** Milliseconds since some fixed moment, a sleeping computer's included. Never goes back. */
  elapsedMs(): number;
  /** The wall clock, for display only. */
  now(): EpochMs;
  /** Resolves no earlier than `ms` from now; rejects with the signal's reason when that fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A number in [0, 1). */
export type Random = () => number;

/** Chromium's network stack (`session.fetch`) in the app; a script in tests. */
export type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/** A server counts from when it has sent, by a clock of its own: what we wait must not be shorter by that. */
const MARGIN_MS = 10;

/** Node clamps longer timers to 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * `performance.now()` stands still while a computer sleeps (on Linux and macOS), `os.uptime()` does not;
 * the larger advance of the two is what really went by. `os.uptime()` counts whole seconds, so up to one
 * second of its advance may be rounding: that much is taken off before it may win.
 */
export function systemClock(monotonicMs = () => performance.now(), uptimeMs = () => uptime() * 1000): Clock {
  const startMs = monotonicMs();
  const startUptimeMs = uptimeMs();
  let latestMs = 0;
  return {
    elapsedMs() {
      latestMs = Math.max(latestMs, monotonicMs() - startMs, uptimeMs() - startUptimeMs - 1000);
      return latestMs;
    },
    now: () => Date.now(),
    async sleep(ms, signal) {
      const untilMs = monotonicMs() + ms + MARGIN_MS;
      for (let leftMs = ms + MARGIN_MS; leftMs > 0; leftMs = untilMs - monotonicMs()) await timer(leftMs, signal);
      signal?.throwIfAborted();
    },
  };
}

/** The promise's value, or a rejection with the signal's reason when that fires first. The promise itself goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(handle);
      reject(signal?.reason);
    };
    const handle = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(Math.ceil(ms), LONGEST_TIMER_MS),
    );
    signal?.addEventListener('abort', stop, { once: true });
  });
}
