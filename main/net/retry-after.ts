/** Reads `Retry-After` and the dates in HTTP headers. */

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3): seconds, or a date, which is compared with the response's own `Date` instead of our
 * clock. Servers also send fractions, and proxies may add a second value; the longest counts.
 */
export function retryAfterMs(retryAfter: unknown, date: unknown): number | null {
  if (typeof retryAfter !== 'string') return null;
  const seconds = retryAfter.split(',').map((text) => (/^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN));
  if (!seconds.some(Number.isNaN)) return Math.min(Math.max(...seconds) * 1000, LONGEST_PAUSE_MS);
  const waitMs = Math.max(...httpDates(retryAfter)) - (httpDates(date)[0] ?? Number.NaN);
  return waitMs > 0 && Number.isFinite(waitMs) ? Math.min(waitMs, LONGEST_PAUSE_MS) : null;
}

/**
 * The dates in a header, in milliseconds since 1970, in any of the three formats of RFC 9110 §5.6.7. `Date.parse` alone accepts
 * too much: it reads `soon 9999` as the year 9999, and a date without a time zone as local time.
 */
export function httpDates(header: unknown): readonly number[] {
  const texts = typeof header === 'string' ? (header.match(HTTP_DATES) ?? []) : [];
  return texts.map((text) => Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)).filter((at) => at > 0);
}

/**
 * At most 12 characters separate the day's name from the time.
 * The limit in the pattern keeps a long header from taking minutes.
 */
const HTTP_DATES = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]{0,20}\d{2}:\d{2}:\d{2}(?: GMT| \d{4})/g;

/** Longer than any server would mean, and short enough to be safe in calculations. */
const LONGEST_PAUSE_MS = 365 * 24 * 60 * 60_000;
