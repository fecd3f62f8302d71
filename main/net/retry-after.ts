/** How long a response asks us to wait, and the dates that its headers hold. */

/**
 * `Retry-After` (RFC 9110 §10.2.3): seconds, or a date that is measured from the response's own `Date`, not by our clock.
 * Servers also send fractions, and proxies a second header: the longest counts.
 */
export function retryAfterMs(retryAfter: unknown, date: unknown): number | null {
  if (typeof retryAfter !== 'string') return null;
  const seconds = retryAfter.split(',').map((text) => (/^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN));
  if (!seconds.some(Number.isNaN)) return Math.min(Math.max(...seconds) * 1000, LONGEST_PAUSE_MS);
  const waitMs = Math.max(...httpDates(retryAfter)) - (httpDates(date)[0] ?? Number.NaN);
  return waitMs > 0 && Number.isFinite(waitMs) ? Math.min(waitMs, LONGEST_PAUSE_MS) : null;
}

/**
 * The dates in a header, in milliseconds since 1970, in any of the three forms of RFC 9110 §5.6.7. `Date.parse` takes
 * far more: the year 9999 out of `soon 9999`, and a date without a zone for local time.
 */
export function httpDates(header: unknown): readonly number[] {
  const texts = typeof header === 'string' ? (header.match(HTTP_DATES) ?? []) : [];
  return texts.map((text) => Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)).filter((at) => at > 0);
}

/** Between the day's name and the time are at most 12 characters: without an end there, a long header would take minutes. */
const HTTP_DATES = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]{0,20}\d{2}:\d{2}:\d{2}(?: GMT| \d{4})/g;

/** Longer than anything that a server means, and short enough to be written down. */
const LONGEST_PAUSE_MS = 365 * 24 * 60 * 60_000;
