/**
 * One HTTP request over its own connection, which stays open after the response. It is never sent twice.
 * Loaded with the first request.
 */
import type { IncomingMessage } from 'node:http';
import type { LookupFunction, Socket } from 'node:net';
import { finished, type Readable } from 'node:stream';
import { decoded } from './decoding.ts';
import { type Circumstances, netError, netErrorName } from './errors.ts';
import { isOffline } from './offline.ts';

/** Not with an `import`, which would load undici too. TLS takes Node longer than HTTP, and only `https:` needs it. */
const moduleFor = ({ protocol }: URL) => process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http');

export interface Exchange {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  /** The address of the proxy; null if there is none. */
  readonly proxy: string | null;
  readonly signal: AbortSignal;
  /** Closes the connection, whether it is still in use or not. */
  readonly closed: AbortSignal;
  /** Called once nothing more arrives over the connection, because the response was read to its end or the connection broke. */
  readonly ended: () => void;
}

/** The values of each header, by its name in lower case. */
export type HeaderLists = Readonly<Record<string, readonly string[]>>;

export interface ReceivedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderLists;
  /** Ends normally, or with plain errors like Electron's (`net::ERR_…`). */
  readonly body: AsyncIterable<Uint8Array>;
  /** Discards the body. */
  discard(): void;
}

/** Chromium's limit for the head of a response. */
const LARGEST_HEAD_BYTES = 256 * 1024;

/** Rejects with `net::ERR_…` if there is no answer. */
export function exchange(wanted: Exchange): Promise<ReceivedResponse> {
  const { url, method, headers, body, proxy, signal, closed, ended } = wanted;
  const { Agent, request: send } = moduleFor(url);
  const circumstances = () => ({ proxied: proxy !== null, offline: isOffline() });
  const proxyEnv = proxy === null ? undefined : { http_proxy: proxy, https_proxy: proxy };
  const agent = new Agent({ keepAlive: true, ...(proxyEnv && { proxyEnv }) });

  return new Promise((resolve, reject) => {
    let socketError: unknown = null;
    const request = send(url, {
      method,
      headers,
      agent,
      signal,
      lookup: lookupLocalhost,
      maxHeaderSize: LARGEST_HEAD_BYTES,
    });
    request.on('socket', (socket) => keepUntil(closed, socket));
    request.on('response', (response) => {
      // Node removes its own listener once the request was sent, but an abort must end the response as well.
      signal.addEventListener('abort', () => response.destroy(), { once: true });
      finished(response, ended);
      const body = endOf(response);
      const translate = (error: unknown) => netError(netErrorName(socketError ?? error, { ...circumstances(), body }));
      resolve(toResponse(response, translate));
    });
    // Node hands over the connection and never responds. For Chromium this is one of the interim responses, and none follows it.
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      ended();
      reject(netError('ERR_EMPTY_RESPONSE'));
    });
    request.on('error', (error) => {
      ended();
      if (wantsProxyPassword(error)) return resolve(PROXY_WANTS_PASSWORD);
      socketError = error;
      reject(signal.aborted ? signal.reason : netError(netErrorName(error, { ...circumstances(), body: null })));
    });
    request.end(body ?? undefined);
  });
}

/** Chromium returns the status of a proxy that asks for a password, but not its page, which could pass for the server's. */
const PROXY_WANTS_PASSWORD: ReceivedResponse = {
  status: 407,
  statusText: 'Proxy Authentication Required',
  headers: {},
  body: {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(netError('ERR_TUNNEL_CONNECTION_FAILED')) }),
  },
  discard: () => undefined,
};

function wantsProxyPassword(error: object): boolean {
  return 'code' in error && error.code === 'ERR_PROXY_TUNNEL' && 'statusCode' in error && error.statusCode === 407;
}

/**
 * As in Chromium, an idle connection lasts until its session closes it, the server does, or the process ends: a server
 * can see that its client lives. Nothing else is ever sent over it, since its agent serves one request.
 */
function keepUntil(closed: AbortSignal, socket: Socket): void {
  const close = () => socket.destroy();
  closed.addEventListener('abort', close, { once: true });
  socket.once('close', () => closed.removeEventListener('abort', close));
}

function toResponse(response: IncomingMessage, translate: (error: unknown) => Error): ReceivedResponse {
  const headers = Object.entries(response.headersDistinct).map(([name, values = []]) => [name, values.map(asUtf8)]);
  const encoding = response.headers['content-encoding'] ?? null;
  return {
    status: response.statusCode ?? 0,
    statusText: asUtf8(response.statusMessage ?? ''),
    headers: Object.fromEntries(headers),
    body: translated(decoded(response, encoding), translate),
    discard: () => void response.destroy(),
  };
}

/** Electron decodes bytes as UTF-8 (shell/common/gin_converters/net_converter.cc), Node as Latin-1. */
function asUtf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

async function* translated(stream: Readable, translate: (error: unknown) => Error): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw translate(error);
  }
}

function endOf({ headers }: IncomingMessage): Circumstances['body'] {
  if (/chunked/i.test(headers['transfer-encoding'] ?? '')) return 'chunked';
  return headers['content-length'] === undefined ? 'until-close' : 'content-length';
}

/** Chromium resolves `*.localhost` by itself. */
const lookupLocalhost: LookupFunction = (hostname, options, callback) => {
  const { lookup } = process.getBuiltinModule('node:dns');
  lookup(hostname.endsWith('.localhost') ? 'localhost' : hostname, options, callback);
};
