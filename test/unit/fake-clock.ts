/** A clock that only the test advances, on a computer that can sleep. */
import { createHook } from 'node:async_hooks';
// Load the modules that a session imports lazily before any test begins, because `settle` doesn't wait for the disk.
import '../../main/oauth/userinfo.ts';
import '../../main/session/sign-in-attempt.ts';
import type { SystemClock } from '../../main/time/clock.ts';

export interface FakeClock extends SystemClock {
  /** Milliseconds since the test began, including the computer's sleep. */
  passedMs(): number;
  /** Advances time by `ms`. Wakes every sleeper at its time, and lets the consequences happen. */
  advance(ms: number): Promise<void>;
  /** Lets the computer sleep for `ms`: timers stop, but time passes. Nothing is notified. */
  sleepThrough(ms: number): void;
  /** Shifts the wall clock by `ms`, in addition to earlier shifts. */
  jump(ms: number): void;
  /** How many timers are pending. While idle, there should be none. */
  sleepers(): number;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
  /** Waits until a time that may pass during sleep. */
  readonly naps: boolean;
}

/** Test clocks don't start at zero. Otherwise, code that mistakes 0 for "never" or "now" would pass. */
const UP_SINCE_MS = 5 * 60 * 60_000;

/**
 * @param startEpoch what the wall clock shows at first
 * @param rest lets the consequences of a moment happen
 */
export function fakeClock(startEpoch = Date.UTC(2026, 0, 1, 9), rest = settle): FakeClock {
  let timersMs = 0;
  let sleptMs = UP_SINCE_MS;
  let wallMs = startEpoch - UP_SINCE_MS;
  const waiting = createQueue();
  const elapsedMs = () => timersMs + sleptMs;

  function sleep(ms: number, signal: AbortSignal | undefined, naps: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        waiting.remove(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { atMs: timersMs + Math.max(0, ms), wake, naps };
      waiting.add(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  return {
    elapsedMs,
    passedMs: () => elapsedMs() - UP_SINCE_MS,
    now: () => wallMs + elapsedMs(),
    sleepers: waiting.size,
    sleep: (ms, signal) => sleep(ms, signal, false),
    async until(atMs, signal) {
      signal?.throwIfAborted();
      while (elapsedMs() < atMs) await sleep(atMs - elapsedMs(), signal, true);
      signal?.throwIfAborted();
    },
    woke() {
      for (const sleeper of waiting.all().filter(({ naps }) => naps)) {
        waiting.remove(sleeper);
        sleeper.wake();
      }
    },
    sleepThrough(ms) {
      sleptMs += ms;
    },
    jump(ms) {
      wallMs += ms;
    },
    async advance(ms) {
      const endMs = timersMs + ms;
      await rest();
      for (let next = waiting.takeBefore(endMs); next; next = waiting.takeBefore(endMs)) {
        timersMs = Math.max(timersMs, next.atMs);
        next.wake();
        await rest();
      }
      timersMs = endMs;
      await rest();
    },
  };
}

/** Sleepers by their moments; of those with the same moment, the one that came first. A binary heap: a fleet has thousands. */
function createQueue() {
  const heap: { readonly sleeper: Sleeper; readonly nth: number }[] = [];
  const alive = new Set<Sleeper>();
  let added = 0;

  function before(a: number, b: number): boolean {
    const [one, other] = [heap[a], heap[b]];
    if (!one || !other) return one !== undefined;
    return (
      one.sleeper.atMs - other.sleeper.atMs < 0 || (one.sleeper.atMs === other.sleeper.atMs && one.nth < other.nth)
    );
  }

  function swap(a: number, b: number) {
    const [one, other] = [heap[a], heap[b]];
    if (one && other) [heap[a], heap[b]] = [other, one];
  }

  function takeFirst() {
    swap(0, heap.length - 1);
    const first = heap.pop();
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = right < heap.length && before(right, left) ? right : left;
      if (least >= heap.length || !before(least, at)) break;
      swap(at, least);
      at = least;
    }
    return first?.sleeper;
  }

  return {
    size: () => alive.size,
    all: () => [...alive],
    add(sleeper: Sleeper) {
      alive.add(sleeper);
      heap.push({ sleeper, nth: added++ });
      for (let at = heap.length - 1; at > 0 && before(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
    },
    remove: (sleeper: Sleeper) => void alive.delete(sleeper),
    /** The first sleeper whose time is not after `endMs`. */
    takeBefore(endMs: number): Sleeper | null {
      for (let first = heap[0]?.sleeper; first && first.atMs <= endMs; first = heap[0]?.sleeper) {
        takeFirst();
        if (alive.delete(first)) return first;
      }
      return null;
    },
  };
}

/** Work that continues for this many turns of the event loop will not end. */
const MOST_TURNS = 1_000;

/** Counts the promises, ticks and immediates created in the event loop. */
let born = 0;
const births = createHook({ init: () => void born++ });

/**
 * Lets everything happen that can happen without time passing: resolves after the first turn of the event loop in which
 * nothing new has come into being. What waits for a timer, a disk or a socket is not waited for.
 */
export async function settle(): Promise<void> {
  births.enable();
  try {
    for (let turns = 0; turns < MOST_TURNS; turns++) {
      const before = born;
      await new Promise((resolve) => setImmediate(resolve));
      if (born - before <= OWN_BIRTHS) return;
    }
  } finally {
    births.disable();
  }
  throw new Error(`the code under test did not come to rest within ${MOST_TURNS} turns of the event loop`);
}

/** The objects that an idle turn of `settle` itself creates: its promise, its immediate, and the wait for them. */
const OWN_BIRTHS = 3;
