/** What the protocol needs of the world: time, chance and http, all handed in. */
import { uptime } from 'node:os';
import type { EpochMs } from '../../preload/api.ts';

/** Time as the protocol means it: elapsed time, never the wall clock. */
export interface Clock {
  /** Milliseconds since some fixed moment, a sleeping computer's included. Never goes back. */
  elapsedMs(): number;
  /** The wall clock, for display only. */
  now(): EpochMs;
  /** Resolves no earlier than `ms` from now by any clock; rejects with the signal's reason when that fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Resolves when `elapsedMs()` has come to `atMs`, slept through or not; rejects with the signal's reason when that fires first. */
  until(atMs: number, signal?: AbortSignal): Promise<void>;
}

/** The real clock. */
export interface SystemClock extends Clock {
  /** The computer woke up. Everything that waited for a moment during the sleep continues at once. */
  woke(): void;
}

/**
 * Resolves when the computer is awake and, after a sleep, its network is back or has had its time to come back.
 * Rejects with the signal's reason when that fires first.
 */
export type Awake = (signal: AbortSignal) => Promise<void>;

/** A number in [0, 1). */
export type Random = () => number;

/** Chromium's network stack (`net.request`) in the app; a script in tests. */
export type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/** A server counts from when it has sent, by a clock of its own: what we wait must not be shorter by that. */
const MARGIN_MS = 10;

/** Node clamps longer timers to 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** After this long, a wake-up that was not reported is noticed. */
const LONGEST_NAP_MS = 15 * 60_000;

/**
 * `performance.now()` stands still while a computer sleeps (on Linux and macOS), `os.uptime()` does not;
 * the larger advance of the two is what really went by. `os.uptime()` counts whole seconds, so up to one
 * second of its advance may be rounding: that much is taken off before it may win.
 */
export function systemClock(monotonicMs = () => performance.now(), uptimeMs = () => uptime() * 1000): SystemClock {
  const startMs = monotonicMs();
  const startUptimeMs = uptimeMs();
  let latestMs = 0;
  let waking = new AbortController();

  function elapsedMs() {
    latestMs = Math.max(latestMs, monotonicMs() - startMs, uptimeMs() - startUptimeMs - 1000);
    return latestMs;
  }

  return {
    elapsedMs,
    now: () => Date.now(),
    async sleep(ms, signal) {
      const untilMs = monotonicMs() + ms + MARGIN_MS;
      for (let leftMs = ms + MARGIN_MS; leftMs > 0; leftMs = untilMs - monotonicMs()) await timer(leftMs, signal);
      signal?.throwIfAborted();
    },
    async until(atMs, signal) {
      for (let leftMs = atMs - elapsedMs(); leftMs > 0; leftMs = atMs - elapsedMs()) {
        await timer(Math.min(leftMs, LONGEST_NAP_MS), signal, waking.signal).catch(() => signal?.throwIfAborted());
      }
      signal?.throwIfAborted();
    },
    woke() {
      const slept = waking;
      waking = new AbortController();
      slept.abort();
    },
  };
}

/** The value of the first of several waits; the others are given up. Rejects with the signal's reason when that fires first. */
export async function firstOf<T>(
  signal: AbortSignal,
  ...waits: readonly ((signal: AbortSignal) => Promise<T>)[]
): Promise<T> {
  const done = new AbortController();
  const stop = AbortSignal.any([signal, done.signal]);
  try {
    return await Promise.race(waits.map((wait) => wait(stop)));
  } finally {
    done.abort();
  }
}

/** The promise's value, or a rejection with the signal's reason when that fires first. The promise itself goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    // Always handled, because a failure that is no longer awaited is not an unexpected one.
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Rejects with the reason of the first of `signals` that fires. */
function timer(ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(handle);
      for (const signal of signals) signal?.removeEventListener('abort', settle);
      const stopped = signals.find((signal) => signal?.aborted);
      if (stopped) reject(stopped.reason);
      else resolve();
    };
    const handle = setTimeout(settle, Math.min(Math.ceil(ms), LONGEST_TIMER_MS));
    for (const signal of signals) signal?.addEventListener('abort', settle);
    if (signals.some((signal) => signal?.aborted)) settle();
  });
}
