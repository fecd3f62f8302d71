/** Requests the newest version from the feed. */
import { boundedText } from '../net/bounded-text.ts';
import { netErrorCode } from '../net/net-error.ts';
import { type Clock, type Fetch, unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { parseRelease, type Release } from './feed.ts';

/** Longer than any feed. */
const LONGEST_BYTES = 1 << 16;
const LIMIT_MS = 30_000;

/** The result. `problem` is a code for support: Chromium's `net::ERR_…`, a status, a limit or a field. */
export type FeedResult = { readonly release: Release } | { readonly problem: string };

/**
 * Sends one GET without redirects, cookies or cache. Rejects only with the signal's reason.
 * @param feed the URL of the feed's folder
 * @param file the feed's name in it
 */
export async function requestFeed(
  parts: { readonly fetch: Fetch; readonly clock: Clock; readonly feed: string; readonly file: string },
  signal: AbortSignal,
): Promise<FeedResult> {
  const { fetch, clock, feed, file } = parts;
  const ask = async (stop: AbortSignal, isOver: () => boolean): Promise<FeedResult> => {
    try {
      return await unlessAborted(read(fetch, feed, file, stop), stop);
    } catch (error) {
      signal.throwIfAborted();
      return { problem: isOver() ? 'timed-out' : supportCode(error) };
    }
  };
  return withDeadline(clock, LIMIT_MS, ask, signal);
}

async function read(fetch: Fetch, feed: string, file: string, signal: AbortSignal): Promise<FeedResult> {
  const response = await fetch(feed + file, {
    method: 'GET',
    headers: {},
    body: null,
    redirect: 'error',
    cache: 'no-store',
    credentials: 'omit',
    signal,
  });
  if (response.status !== 200) {
    response.body?.cancel().catch(() => undefined);
    return { problem: `HTTP ${response.status}` };
  }
  const text = await boundedText(response.body, LONGEST_BYTES);
  if (text === null) return { problem: 'too-large' };
  const parsed = parseRelease(text, feed);
  return 'wrong' in parsed ? { problem: `malformed: ${parsed.wrong}` } : { release: parsed };
}

function supportCode(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/redirect/i.test(message)) return 'redirected';
  return netErrorCode(message) ?? 'unknown';
}
