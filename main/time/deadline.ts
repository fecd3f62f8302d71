/** Time limits, based on the injected clock. */
import type { Clock } from './clock.ts';

type Sleeper = Pick<Clock, 'sleep'>;

/**
 * Runs `work` with a signal that fires after `limitMs` or when `outer` fires.
 * @param work its second argument returns whether the limit has expired
 */
export async function withDeadline<T>(
  clock: Sleeper,
  limitMs: number,
  work: (signal: AbortSignal, isOver: () => boolean) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const limit = new AbortController();
  const done = new AbortController();
  void clock.sleep(limitMs, done.signal).then(
    () => limit.abort(),
    () => undefined,
  );
  try {
    return await work(outer ? AbortSignal.any([outer, limit.signal]) : limit.signal, () => limit.signal.aborted);
  } finally {
    done.abort();
  }
}

/** Resolves with the result of `work`, or with `late` after `limitMs` while the work continues. Rejects as the work does. */
export async function atMost<T, Late>(
  clock: Sleeper,
  limitMs: number,
  work: Promise<T>,
  late: Late | (() => Late),
): Promise<T | Late> {
  const done = new AbortController();
  const tooLate = clock.sleep(limitMs, done.signal).then(
    // `late` may be a function, which is called only if the limit expires.
    () => (late instanceof Function ? late() : late),
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    done.abort();
  }
}
