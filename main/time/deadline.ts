/** Limits of time for one piece of work, by the injected clock. No timer outlives the work. */
import type { Clock } from './clock.ts';

type Sleeper = Pick<Clock, 'sleep'>;

/**
 * Runs `work` with a signal that fires after `limitMs`, or with `outer` if that fires first.
 * @param work its second argument reports whether the limit, and not `outer`, has ended it
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

/** The result of `work`, or `late` after `limitMs`: the work then goes on by itself. Rejects as the work does. */
export async function atMost<T, Late>(
  clock: Sleeper,
  limitMs: number,
  work: Promise<T>,
  late: Late | (() => Late),
): Promise<T | Late> {
  const done = new AbortController();
  const tooLate = clock.sleep(limitMs, done.signal).then(
    // A function is called, so that what the lateness starts does not start otherwise.
    () => (late instanceof Function ? late() : late),
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    done.abort();
  }
}
