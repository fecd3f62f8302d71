/** Time, randomness and HTTP, which are injected everywhere. */
import { uptime } from 'node:os';
import type { EpochMs } from '../../preload/api.ts';

/** Elapsed time, which all waiting is based on, and the wall clock for display. */
export interface Clock {
  /** Milliseconds since a fixed moment, including sleep. Never goes back. */
  elapsedMs(): number;
  /** The wall clock, for display only. */
  now(): EpochMs;
  /** Resolves no earlier than `ms` from now by any clock; rejects with the signal's reason when that fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Resolves when `elapsedMs()` reaches `atMs`, even during sleep; rejects with the signal's reason when that fires first. */
  until(atMs: number, signal?: AbortSignal): Promise<void>;
}

/** The real clock. */
export interface SystemClock extends Clock {
  /** The computer woke up: `until` resolves at once if its time has passed. */
  woke(): void;
}

/** Resolves when what it waits for has happened; rejects with the signal's reason when that fires first. */
export type AbortableWait = (signal: AbortSignal) => Promise<void>;

/** A number in [0, 1). */
export type Random = () => number;

/**
 * Chromium's network stack (`net.request`) in the app; scripted responses in tests. It has the shape of the
 * global `fetch`, without its classes: Node loads all of undici, TLS included, when a `Request` or
 * `Response` is first used (40 ms of CPU time).
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

export interface FetchInit {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly redirect: 'error';
  readonly credentials: 'omit';
  readonly cache: 'no-store';
  readonly signal: AbortSignal;
}

export interface FetchResponse {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Iterable<readonly [name: string, value: string]>;
  /** Read it to the end or cancel it. */
  readonly body: FetchBody | null;
}

export interface FetchBody extends AsyncIterable<Uint8Array> {
  cancel(): Promise<void>;
}

/** Added to each wait, so that it isn't too short by the server's clock. */
const MARGIN_MS = 10;

/** Node turns longer timers into 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How long it takes at most to notice a wake-up that was not reported. */
const LONGEST_NAP_MS = 15 * 60_000;

/**
 * On Linux and macOS, `performance.now()` stops during sleep but `os.uptime()` doesn't, so the larger of the two is the elapsed
 * time. `os.uptime()` counts whole seconds, so one second is subtracted to compensate for rounding.
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
      while (monotonicMs() < untilMs) await timer(untilMs - monotonicMs(), signal);
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

/** Resolves with the first of several waits and aborts the others. Rejects with the signal's reason when that fires first. */
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

/** Settles as the promise does, or rejects with the signal's reason when that fires first. The promise itself continues. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    // Always handled, so that a rejection after the abort isn't reported as unhandled.
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
