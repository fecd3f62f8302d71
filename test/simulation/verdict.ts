/** The result of a simulation: its figures, and every request that was too early. Times are in elapsed time. */
import type { Course } from './course.ts';
import { type Life, MEAN_INTERVAL_MS } from './half-year.ts';
import { isRefresh, type Sent } from './network.ts';
import { both, longestMs, type Span, totalMs, union, without } from './spans.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** The limits of rule R6. */
const AFTER_TOKENS_MS = 10 * MINUTE_MS;
/** The shortest waits between retries by rule R2: the first and the longest. */
const FIRST_BACKOFF_MS = 30 * SECOND_MS;
const LONGEST_BACKOFF_MS = 7.5 * MINUTE_MS;
/** R4: how long the one retry may wait for a network, in time awake. */
const RETRY_MS = 60 * SECOND_MS;

export interface Verdict {
  /** Refreshes that left the computer, and how many the schedule plans for the time awake and online. */
  readonly asked: number;
  readonly planned: number;
  /** Rotations whose answer was lost: for good, and until the server's grace brought it. */
  readonly undelivered: number;
  readonly saved: number;
  /** The longest time for which the state showed a problem although computer, network and server were available. */
  readonly longestTroubleMs: number;
  /** Refreshes that came sooner than R2, R4 and R6 allow, in words. */
  readonly tooSoon: readonly string[];
}

export function examine(life: Life, course: Course): Verdict {
  const { computer, lastedMs, rotations, sent, trouble } = life;
  const asleep = union(computer.asleep);
  const online = without(without([{ fromMs: 0, toMs: lastedMs }], asleep), union(computer.away));
  const allThere = without(online, union(course.outages));
  const refreshes = sent.filter(({ form, left }) => left && isRefresh(form));
  const returns = [...computer.asleep, ...computer.away].map(({ toMs }) => toMs);
  return {
    asked: refreshes.length,
    planned: totalMs(online) / MEAN_INTERVAL_MS,
    undelivered: rotations.filter(({ delivered }) => !delivered).length,
    saved: rotations.filter(({ delivered, answers }) => delivered && answers > 1).length,
    longestTroubleMs: longestMs(both(allThere, union(trouble))),
    tooSoon: tooSoon(refreshes, asleep, [...returns, ...course.asks]),
  };
}

/** @param occasions when a wait may be cut short: the computer or its network is back, or something asks for a token */
function tooSoon(refreshes: readonly Sent[], asleep: readonly Span[], occasions: readonly number[]): string[] {
  const early: string[] = [];
  let misses = 0;
  /** The end of a lost exchange, until its only retry (R4) has succeeded. */
  let lostAtMs: number | null = null;
  refreshes.forEach((now, n) => {
    const before = refreshes[n - 1];
    if (!before) return;
    const span = { fromMs: before.endMs, toMs: now.atMs };
    const isRetry = lostAtMs !== null && totalMs(without([{ fromMs: lostAtMs, toMs: now.atMs }], asleep)) < RETRY_MS;
    const isCutShort = occasions.some((atMs) => span.fromMs < atMs && atMs <= span.toMs);
    let leastMs = before.retryAfterMs;
    if (before.outcome === 'tokens') leastMs = AFTER_TOKENS_MS;
    else if (!isRetry && !isCutShort && before.outcome !== 'refusal')
      leastMs = Math.max(leastMs, Math.min(FIRST_BACKOFF_MS * 2 ** (misses - 1), LONGEST_BACKOFF_MS));
    if (span.toMs - span.fromMs < leastMs)
      early.push(
        `${now.outcome} ${(span.toMs - span.fromMs) / SECOND_MS} s after ${before.outcome}, not ${leastMs / SECOND_MS} s`,
      );

    if (now.outcome === 'tokens' || now.outcome === 'refusal') misses = 0;
    else if (!isRetry) misses += 1;
    if (isRetry && now.outcome !== 'unsent') lostAtMs = null;
    else if (now.outcome === 'lost') lostAtMs = now.endMs;
  });
  return early;
}
