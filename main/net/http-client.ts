/**
 * Sends one form or asks for one document. The result is what arrived, or why nothing did.
 * What arrives is validated elsewhere (see protocol.ts). No error of axios leaves this file: it carries the request body.
 */

import axios from 'axios';
import type { EpochMs } from '../../preload/api.ts';
import { type Clock, type Fetch, unlessAborted } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import { BROKEN_OFF, LIMIT_REACHED, type Loss, lossFrom, TOO_LARGE } from './net-error.ts';
import { httpDates, retryAfterMs } from './retry-after.ts';

/** Longer answers are refused while they stream in. */
const LONGEST_ANSWER_BYTES = 1 << 20;

/** One exchange with the server, not validated yet. */
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
        return { kind: 'lost', ...lossFrom(isOver() ? LIMIT_REACHED : messages(error)) };
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

/** Every message along an error's causes; the errors themselves hold the request and go no further. */
function messages(error: unknown): string {
  const texts: string[] = [];
  for (let at = error; at instanceof Error && texts.length < 5; at = at.cause) texts.push(at.message);
  return texts.join('\n');
}
