/**
 * `net.fetch` and `session.fetch`. No cookies, no cache; bodies stream. Rejects as Electron's net-fetch.ts does:
 * plain `Error('net::ERR_…')`, and with the signal's own reason when it was aborted.
 */
import type Electron from 'electron';
import { schemes } from '../chromium/schemes.ts';
import { netError } from './errors.ts';
import type { Exchange, HeaderLists, ReceivedResponse } from './exchange.ts';
import { fetchFile } from './file.ts';
import type { Pool } from './pool.ts';
import { isUnsafePort } from './ports.ts';
import { type ProxySetting, proxyFor } from './proxy.ts';
import { challengeOf, type Login, type OnLogin, withLogin } from './proxy-login.ts';

type Fetch = Electron.Session['fetch'];

export interface Network {
  proxy(): ProxySetting;
  /** Aborted when the session closes its connections. */
  closed(): AbortSignal;
  userAgent(): string;
  /** Credentials that proxies have accepted, by address: like Chromium, a session sends them again unasked. */
  readonly logins: Map<string, Login>;
  readonly pool: Pool;
}

const LONGEST_CHAIN = 20;
const NO_LOGIN: OnLogin = async () => null;

/** A request before its session adds anything. */
type Hop = Omit<Exchange, 'proxy' | 'signal' | 'closed' | 'ended'>;

export function createFetch(network: Network): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const { protocol } = new URL(request.url);
    const handler = init?.bypassCustomProtocolHandlers ? null : schemes.get(protocol.slice(0, -1));
    if (handler) return handler(request);
    if (protocol === 'file:') return fetchFile(new URL(request.url));
    if (protocol === 'data:') return fetch(request);
    if (protocol !== 'http:' && protocol !== 'https:') throw netError('ERR_UNKNOWN_URL_SCHEME');
    const { url, method, headers, redirect, signal } = request;
    const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    const wanted = { url: new URL(url), method, headers: Object.fromEntries(headers), body, redirect, signal, request };
    return toResponse(await follow(wanted, network));
  };
}

/** The request before its session adds anything. */
export interface Wanted extends Hop {
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly signal: AbortSignal;
  /** The original request. If it were garbage-collected, it would no longer follow its caller's signal. */
  readonly request?: Request;
}

/** The final response, after redirects. */
export interface Followed {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderLists;
  /** Null if the response has none. */
  readonly body: ReceivedResponse['body'] | null;
}

/** Without `onLogin`, proxies get no new credentials. */
export async function follow(wanted: Wanted, network: Network, onLogin: OnLogin = NO_LOGIN): Promise<Followed> {
  const { url, method, body, redirect } = wanted;
  let next: Hop = { url, method, headers: headersOf(wanted, network.userAgent()), body };
  for (let redirects = 0; ; redirects++) {
    const answer = await exchangeOver(next, wanted, network, onLogin);
    const location = REDIRECTS.has(answer.status) ? (answer.headers['location']?.[0] ?? null) : null;
    if (location === null) return followed({ ...answer, body: untilAborted(wanted, answer.body) }, method, next.url);
    answer.discard();
    if (redirect === 'error') throw new Error("Attempted to redirect, but redirect policy was 'error'");
    if (redirect === 'manual') throw new Error('Redirect was cancelled');
    if (redirects === LONGEST_CHAIN) throw netError('ERR_TOO_MANY_REDIRECTS');
    next = redirected(next, answer.status, location);
  }
}

/** Throws the reason of the request's signal as soon as that is aborted. */
async function* untilAborted({ signal }: Wanted, body: ReceivedResponse['body']): ReceivedResponse['body'] {
  for await (const chunk of body) {
    if (signal.aborted) throw signal.reason;
    yield chunk;
  }
}

/** Each entry is kept as long as its connection. */
const underWay = new Set<Wanted>();

async function exchangeOver(next: Hop, wanted: Wanted, network: Network, onLogin: OnLogin): Promise<ReceivedResponse> {
  if (isUnsafePort(next.url)) throw netError('ERR_UNSAFE_PORT');
  const aborted = wanted.signal;
  const closed = network.closed();
  const signal = AbortSignal.any([aborted, closed]);
  const proxy = proxyFor(next.url, network.proxy(), process.env);
  const send = async (over: string | null) => {
    const giveBack = await network.pool.take(`${next.url.origin} over ${proxy}`, signal);
    underWay.add(wanted);
    const ended = () => {
      giveBack();
      underWay.delete(wanted);
    };
    const { exchange } = await import('./exchange.ts');
    return exchange({ ...next, proxy: over, signal, closed, ended });
  };
  try {
    return await (proxy === null ? send(null) : sendOver(proxy));
  } catch (error) {
    if (aborted.aborted) throw aborted.reason;
    throw closed.aborted ? netError('ERR_ABORTED') : error;
  }

  async function sendOver(proxy: string): Promise<ReceivedResponse> {
    for (;;) {
      const answer = await send(withLogin(proxy, network.logins.get(proxy)));
      if (answer.status !== 407) return answer;
      network.logins.delete(proxy);
      const login = await answerTo(proxy);
      if (!login) return answer;
      answer.discard();
      network.logins.set(proxy, login);
    }
  }

  async function answerTo(proxy: string): Promise<Login | null> {
    const challenge = onLogin === NO_LOGIN ? null : await challengeOf(proxy, next.url);
    return challenge && onLogin(challenge);
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

function redirected({ url, method, headers, body }: Hop, status: number, location: string) {
  const target = new URL(location, url);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') throw netError('ERR_UNSAFE_REDIRECT');
  const becomesGet = (status === 303 && method !== 'HEAD') || ((status === 301 || status === 302) && method === 'POST');
  const dropped = [
    ...(becomesGet ? ['content-type', 'content-length'] : []),
    ...(target.origin === url.origin ? [] : ['authorization']),
  ];
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.includes(name)));
  return { url: target, method: becomesGet ? 'GET' : method, headers: kept, body: becomesGet ? null : body };
}

/** The encodings that decoding.ts decodes. */
const ACCEPTED = 'gzip, deflate, br, zstd';

/** The headers that Chromium adds. */
function headersOf({ headers }: Hop, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: '*/*',
    'accept-encoding': ACCEPTED,
    'accept-language': 'en-US',
    'sec-fetch-site': 'none',
    'sec-fetch-mode': 'no-cors',
    'sec-fetch-dest': 'empty',
    ...headers,
  };
}

function followed(
  { status, statusText, headers, body, discard }: ReceivedResponse,
  method: string,
  url: URL,
): Followed {
  const isEmpty = WITHOUT_BODY.has(status) || method === 'HEAD';
  // The body of these is not read.
  if (isEmpty || headers['content-length']?.[0] === '0') discard();
  return { url: url.href, status, statusText, headers, body: isEmpty ? null : body };
}

/**
 * Like lib/browser/api/net-fetch.ts in an event listener: if `Headers` or `Response` rejects a value, that is an
 * uncaught error there, and the promise of the fetch never settles (electron/electron#42244).
 */
function toResponse({ url, status, statusText, headers: lists, body }: Followed): Response | Promise<never> {
  try {
    const headers = new Headers();
    for (const [name, values] of Object.entries(lists)) for (const value of values) headers.append(name, value);
    const response = new Response(body && streamOf(body), { status, statusText, headers });
    return Object.defineProperty(response, 'url', { value: url });
  } catch (error) {
    process.nextTick(() => {
      throw error;
    });
    return new Promise(() => {});
  }
}

/**
 * A canceled body keeps its connection, like Electron's, because its net-fetch.ts doesn't end the request.
 * Only reading to the end, or aborting the request, gives the connection back. (Electron reads ahead, so that with a short
 * body it may be spared the consequence; an app that relies on that would fail with a longer one.)
 */
function streamOf(body: ReceivedResponse['body']): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}
