/** Asks the feed for the newest version. */

import { netErrorCode } from '../net/net-error.ts';
import { type Clock, type Fetch, type FetchResponse, unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { parseRelease, type Release } from './feed.ts';

/** Longer ones are no feeds. */
const LONGEST_BYTES = 1 << 16;
const LIMIT_MS = 30_000;

/** What came of it. `problem` is a code for support: Chromium's `net::ERR_…`, a status, a limit, or a field. */
export type Answer = { readonly release: Release } | { readonly problem: string };

/**
 * One GET, without redirects, cookies or cache. `signal` ends it; the promise then rejects with its reason, and with nothing else.
 * @param feed the feed's folder, by its URL
 * @param file its name in there
 */
export async function requestFeed(
  parts: { readonly fetch: Fetch; readonly clock: Clock; readonly feed: string; readonly file: string },
  signal: AbortSignal,
): Promise<Answer> {
  const { fetch, clock, feed, file } = parts;
  const ask = async (stop: AbortSignal, isOver: () => boolean): Promise<Answer> => {
    try {
      return await unlessAborted(read(fetch, feed, file, stop), stop);
    } catch (error) {
      signal.throwIfAborted();
      return { problem: isOver() ? 'timed-out' : codeOf(error) };
    }
  };
  return withDeadline(clock, LIMIT_MS, ask, signal);
}

async function read(fetch: Fetch, feed: string, file: string, signal: AbortSignal): Promise<Answer> {
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
  const text = await textOf(response);
  if (text === null) return { problem: 'too-large' };
  const parsed = parseRelease(text, feed);
  return 'wrong' in parsed ? { problem: `malformed: ${parsed.wrong}` } : { release: parsed };
}

/** Null: too long. The rest is not even read. */
async function textOf({ body }: FetchResponse): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LONGEST_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function codeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (/redirect/i.test(message)) return 'redirected';
  return netErrorCode(message) ?? 'unknown';
}
