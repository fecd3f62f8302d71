/**
 * Posts a form or gets a document. The result is the response, or why there is none. Responses are validated elsewhere (see
 * protocol.ts). No error of axios leaves this file, because it holds the request's body.
 */
import axios, { type AxiosAdapter } from 'axios';
import type { EpochMs } from '../../preload/api.ts';
import { type Clock, type Fetch, type FetchResponse, unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { boundedText } from './bounded-text.ts';
import { BROKEN_OFF, LIMIT_REACHED, type Loss, lossFrom, TOO_LARGE } from './net-error.ts';
import { httpDates, retryAfterMs } from './retry-after.ts';

/** Longer responses are cut off while they arrive. */
const LONGEST_RESPONSE_BYTES = 1 << 20;

/** The only headers that are passed to axios, because it validates them and servers may send anything in others. */
const READ_HEADERS = ['date', 'retry-after'];

/** A response that has not been validated yet, or why there is none. */
export type HttpResult =
  | {
      readonly kind: 'arrived';
      readonly status: number;
      /** Parsed JSON of any shape; undefined when the body is not JSON. */
      readonly json: unknown;
      readonly retryAfterMs: number | null;
    }
  | ({ readonly kind: 'lost' } & Loss);

export interface HttpClient {
  /** POSTs `form` as `application/x-www-form-urlencoded`. `limitMs` limits the whole exchange, including a slow body. */
  post(
    url: string,
    form: Readonly<Record<string, string>>,
    options: { limitMs: number; signal?: AbortSignal },
  ): Promise<HttpResult>;
  /** GETs a JSON document. `bearer`: the access token to send (RFC 6750 §2.1). */
  get(url: string, options: { limitMs: number; bearer?: string }): Promise<HttpResult>;
}

/**
 * An HTTP client over `fetch`. Its promises reject only with the reason of the caller's signal.
 * @param parts.onDate called with the `Date` of each response that has one, in milliseconds since 1970 (R9)
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
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    // Keep Chromium's User-Agent, which names the app; axios would set its own.
    headers: { Accept: 'application/json', 'User-Agent': false },
  });

  /** Sends what axios has prepared. Its own adapters know nothing of Chromium. */
  const adapter =
    (signal: AbortSignal): AxiosAdapter =>
    async (config) => {
      const response = await fetch(config.url ?? '', {
        method: config.method === 'post' ? 'POST' : 'GET',
        headers: textsIn(config.headers.toJSON()),
        body: config.data ?? null,
        // A redirect would send a device_code or a refresh token to another URL.
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal,
      });
      const headers = Object.fromEntries([...response.headers].filter(([name]) => READ_HEADERS.includes(name)));
      return { status: response.status, statusText: '', headers, data: await textOf(response), config };
    };

  async function send(request: Parameters<typeof client.request>[0], limitMs: number, signal?: AbortSignal) {
    const ask = async (stop: AbortSignal, isOver: () => boolean): Promise<HttpResult> => {
      try {
        // The race enforces the limit even if the network stack is slow to cancel.
        const response = await unlessAborted(client.request<unknown>({ ...request, adapter: adapter(stop) }), stop);
        const [date] = httpDates(response.headers['date']);
        if (date !== undefined) onDate(date);
        return arrived(response.status, response.data, response.headers);
      } catch (error) {
        signal?.throwIfAborted();
        return { kind: 'lost', ...lossFrom(isOver() ? LIMIT_REACHED : messages(error)) };
      }
    };
    return withDeadline(clock, limitMs, ask, signal);
  }

  return {
    post: (url, form, { limitMs, signal }) =>
      send({ method: 'post', url, data: new URLSearchParams(form).toString(), headers: FORM }, limitMs, signal),
    get: (url, { limitMs, bearer }) =>
      send({ url, ...(bearer && { headers: { Authorization: `Bearer ${bearer}` } }) }, limitMs),
  };
}

/**
 * The text of a response. It's cut off if it becomes too long.
 * An error after the headers is marked BROKEN_OFF, because it shows that the request was sent.
 */
async function textOf({ status, body }: FetchResponse): Promise<string> {
  if (status === 407) {
    // If a proxy requires a password, Chromium provides only the status. Reading the body would fail and hide that.
    body?.cancel().catch(() => undefined);
    return '';
  }
  try {
    const text = await boundedText(body, LONGEST_RESPONSE_BYTES);
    if (text === null) throw new Error(TOO_LARGE);
    return text;
  } catch (cause) {
    throw new Error(BROKEN_OFF, { cause });
  }
}

/** Those that axios sets to null or false are not sent. */
function textsIn(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
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

/** The messages of an error and its causes. The errors themselves hold the request and are dropped. */
function messages(error: unknown): string {
  const texts: string[] = [];
  for (let at = error; at instanceof Error && texts.length < 5; at = at.cause) texts.push(at.message);
  return texts.join('\n');
}
