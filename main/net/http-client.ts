/**
 * Sends one form or asks for one document. The result is what arrived, or why nothing did.
 * What arrives is validated elsewhere (see protocol.ts). No error of axios leaves this file: it carries the request body.
 */

import axios from 'axios';
import type { EpochMs, NoAnswer } from '../../preload/api.ts';
import { type Clock, type Fetch, unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { netErrorCode } from './net-error.ts';

/** Longer answers are refused while they stream in. */
const LONGEST_ANSWER_BYTES = 1 << 20;
const TOO_LARGE = 'answer too large';
const BROKEN_OFF = 'answer broken off';

/** One exchange with the server, not validated yet. */
export type HttpResult =
  | {
      readonly kind: 'arrived';
      readonly status: number;
      /** Parsed JSON of any shape; undefined when the body is not JSON. */
      readonly json: unknown;
      readonly retryAfterMs: number | null;
    }
  | {
      readonly kind: 'lost';
      readonly because: NoAnswer;
      /** Whether the server may have read the request (R4): not after DNS, refused, proxy or TLS errors before its answer began. */
      readonly maybeSent: boolean;
    };

export interface HttpClient {
  /** POSTs `form` as `application/x-www-form-urlencoded`. `limitMs` covers everything, a trickling body too. */
  post(
    url: string,
    form: Readonly<Record<string, string>>,
    options: { limitMs: number; signal?: AbortSignal },
  ): Promise<HttpResult>;
  /** GETs a JSON document. `bearer`: the access token to ask with (RFC 6750 §2.1). */
  get(url: string, options: { limitMs: number; bearer?: string }): Promise<HttpResult>;
}

/**
 * A transport over `fetch`. Its promises reject only with the reason of the caller's own signal.
 * `onDate` gets the server's time, in milliseconds since 1970, from each response that has a date (R9).
 */
export function createHttpClient({
  fetch,
  clock,
  onDate = () => {},
}: {
  fetch: Fetch;
  clock: Clock;
  onDate?: (date: EpochMs) => void;
}): HttpClient {
  const client = axios.create({
    adapter: 'fetch',
    env: { fetch: async (input: Request | string | URL, init?: RequestInit) => limited(await fetch(input, init)) },
    // Electron's fetch would send cookies otherwise: the default becomes `include` there.
    withCredentials: false,
    // A redirect would carry a device_code or a refresh token to another address.
    fetchOptions: { redirect: 'error', cache: 'no-store' },
    proxy: false,
    maxBodyLength: 1 << 16,
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    validateStatus: () => true,
    // Chromium's own, which names the app: axios would put itself there.
    headers: { Accept: 'application/json', 'User-Agent': false },
  });

  async function send(request: Parameters<typeof client.request>[0], limitMs: number, signal?: AbortSignal) {
    const ask = async (stop: AbortSignal, isOver: () => boolean) => {
      try {
        // Raced, too: the limit holds even if a network stack is slow to give up.
        const answer = await unlessAborted(client.request<unknown>({ ...request, signal: stop }), stop);
        const [date] = httpDates(answer.headers['date']);
        if (date !== undefined) onDate(date);
        return arrived(answer.status, answer.data, answer.headers);
      } catch (error) {
        signal?.throwIfAborted();
        return lost(isOver() ? 'limit reached' : messages(error));
      }
    };
    return withDeadline(clock, limitMs, ask, signal);
  }

  return {
    post: (url, form, { limitMs, signal }) =>
      send({ method: 'post', url, data: new URLSearchParams(form).toString(), headers: FORM }, limitMs, signal),
    get: (url, { limitMs, bearer }) =>
      send({ method: 'get', url, ...(bearer && { headers: { Authorization: `Bearer ${bearer}` } }) }, limitMs),
  };
}

/**
 * The same answer, broken off where it becomes too long. axios has a limit of its own, but leaves the rest of the answer
 * waiting on its connection, and there are only a few of those for each host.
 * What breaks it off by itself is marked: once there are headers, the request has certainly been sent.
 */
function limited(response: Response): Response {
  const { status, statusText, headers } = response;
  if (status === 407) {
    // Of a proxy that wants a password Chromium gives the status alone: reading on would break, and hide what it was.
    response.body?.cancel().catch(() => undefined);
    return new Response(null, { status, statusText, headers });
  }
  let bytes = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > LONGEST_ANSWER_BYTES) controller.error(new Error(TOO_LARGE));
      else controller.enqueue(chunk);
    },
  });
  response.body
    ?.pipeTo(limit.writable, { preventAbort: true })
    .catch((cause: unknown) => limit.writable.abort(new Error(BROKEN_OFF, { cause })))
    // Nothing reads the rest: the response was too long, or the request was cancelled.
    .catch(() => undefined);
  return new Response(response.body && limit.readable, { status, statusText, headers });
}

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

function arrived(status: number, text: unknown, headers: { [name: string]: unknown }): HttpResult {
  return {
    kind: 'arrived',
    status,
    json: parseJson(text),
    retryAfterMs: retryAfterMs(headers['retry-after'], headers['date']),
  };
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

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
function httpDates(header: unknown): readonly number[] {
  const texts = typeof header === 'string' ? (header.match(HTTP_DATES) ?? []) : [];
  return texts.map((text) => Date.parse(text.endsWith('GMT') ? text : `${text} GMT`)).filter((at) => at > 0);
}

/** Between the day's name and the time are at most 12 characters: without an end there, a long header would take minutes. */
const HTTP_DATES = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w :-]{0,20}\d{2}:\d{2}:\d{2}(?: GMT| \d{4})/g;

/** Longer than anything that a server means, and short enough to be written down. */
const LONGEST_PAUSE_MS = 365 * 24 * 60 * 60_000;

/** Every message along an error's causes; the errors themselves hold the request and go no further. */
function messages(error: unknown): string {
  const texts: string[] = [];
  for (let at = error; at instanceof Error && texts.length < 5; at = at.cause) texts.push(at.message);
  return texts.join('\n');
}

/** What Chromium's (`net::ERR_…`) and our own words for a failed exchange mean. The first that matches wins. */
const REASONS: readonly (readonly [pattern: RegExp, why: NoAnswer['why'], maybeSent: boolean])[] = [
  [/limit reached/, 'timed-out', true],
  [/answer too large/, 'too-large', true],
  [/redirect/i, 'redirected', true],
  [/INTERNET_DISCONNECTED/, 'offline', false],
  // A computer that falls asleep closes the connections on which answers are awaited, too.
  [/NETWORK_IO_SUSPENDED/, 'offline', true],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS_|ICANN_NAME_COLLISION/, 'name-not-found', false],
  [/PROXY_AUTH/, 'proxy-password', false],
  [/PROXY|TUNNEL|SOCKS|PAC_/, 'proxy', false],
  // What is wrong with a record, and not with the handshake: the request may be among those that were read.
  [/SSL_(BAD_RECORD_MAC|DECRYPT_ERROR|DECOMPRESSION_FAILURE)_ALERT/, 'reset', true],
  [/ERR_CERT|FALLBACK_CERT|PINNED_KEY|SERVER_CERT|KEY_USAGE/, 'certificate', false],
  [/ERR_SSL|BAD_SSL|ERR_ECH/, 'tls', false],
  // A firewall, a policy, or a port that Chromium opens no connection to.
  [/NETWORK_ACCESS_DENIED|BLOCKED_BY_(ADMINISTRATOR|CLIENT)|UNSAFE_PORT/, 'unknown', false],
  [/CONNECTION_REFUSED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|CONNECTION_FAILED/, 'refused', false],
  [/CONNECTION_TIMED_OUT/, 'timed-out', false],
  [/TIMED_OUT/, 'timed-out', true],
  [/INVALID_HTTP_RESPONSE|RESPONSE_HEADERS|INVALID_CHUNKED|CONTENT_DECODING/, 'not-json', true],
  [
    /RESET|CLOSED|ABORTED|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED|NETWORK_CHANGED|HTTP2|QUIC/,
    'reset',
    true,
  ],
];

function lost(message: string): HttpResult {
  const [, why, maybeSent] = REASONS.find(([pattern]) => pattern.test(message)) ?? [null, 'unknown' as const, true];
  const code = netErrorCode(message) ?? why;
  // The same code in the middle of an answer is no word about the way to the server: that was open.
  if (!maybeSent && message.includes(BROKEN_OFF))
    return { kind: 'lost', because: { why: 'reset', code }, maybeSent: true };
  return { kind: 'lost', because: { why, code }, maybeSent };
}
