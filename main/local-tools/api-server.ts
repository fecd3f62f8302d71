/**
 * The local API: HTTP/1.1 on a Unix socket or named pipe, never TCP. The socket's mode determines who may connect; this file keeps
 * web pages out and limits each caller's use of resources.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { INSTANCE_HEADER } from './address-file.ts';
import {
  accountJson,
  end,
  grantJson,
  refuse,
  sendJson,
  sendText,
  statusJson,
  tokenJson,
  wantsText,
} from './api-responses.ts';
import type { TokenBroker } from './token-broker.ts';
import { parseTokenRequest } from './token-request.ts';
import type { Refusal, StatusSummary, TokenRequest } from './types.ts';

// An import would also load undici and TLS.
const { createServer } = process.getBuiltinModule('node:http');

const LONGEST_BODY_BYTES = 16 * 1024;
const LONGEST_HEADERS_BYTES = 8 * 1024;
/** How long a caller may take to send a whole request. Otherwise slow callers could occupy all connections. */
const REQUEST_LIMIT_MS = 10_000;
const KEEP_ALIVE_MS = 1_000;
/** More connections would take file descriptors that the app needs elsewhere. */
const MOST_CONNECTIONS = 1_500;
/** Node would check its own limits this often even when idle. They are not needed, because of the limit above. */
const NEVER_MS = 2 ** 31 - 1;

/** What the API server needs. */
export interface ApiParts {
  readonly broker: TokenBroker;
  readonly status: () => StatusSummary;
  /** Another process of this user wants the profile. Returns false if this process keeps it. */
  readonly handOver: () => boolean;
  /**
   * The value of `Authorization: Bearer` that every request needs on Windows;
   * null elsewhere, where the socket's mode protects the API.
   */
  readonly secret: string | null;
  /** Identifies the run of the app, which proves to callers that this app has responded. */
  readonly instance: string;
}

/** Creates a server that doesn't listen yet. */
export function createApiServer({ broker, status, handOver, secret, instance }: ApiParts): Server {
  const server = createServer({
    maxHeaderSize: LONGEST_HEADERS_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    requestTimeout: 0,
    connectionsCheckingInterval: NEVER_MS,
  });
  server.maxHeadersCount = 50;
  server.maxConnections = MOST_CONNECTIONS;

  /** Of the requests that are being received. A weak map would grow with every connection until the next garbage collection. */
  const limits = new Map<Socket, NodeJS.Timeout>();
  function limit(socket: Socket) {
    unlimit(socket);
    const tooLate = () => end(socket, { problem: 'bad-request', detail: 'The request took too long.' });
    limits.set(socket, setTimeout(tooLate, REQUEST_LIMIT_MS));
  }
  function unlimit(socket: Socket) {
    clearTimeout(limits.get(socket));
    limits.delete(socket);
  }

  server.on('connection', (socket) => {
    limit(socket);
    socket.once('close', () => unlimit(socket));
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    response.setHeader(INSTANCE_HEADER, instance);
    request.once('end', () => unlimit(socket));
    response.once('finish', () => {
      // The next data on this connection is a new request.
      if (!socket.destroyed) limit(socket);
    });
    serve(request, response).catch(() => refuse(request, response, INTERNAL));
  });
  server.on('clientError', (_error, socket: Socket) => end(socket, NOT_HTTP));

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (!isTrusted(request, secret)) return refuse(request, response, UNTRUSTED);
    const unknown = broker.unknown();
    switch (`${request.method} ${request.url?.split('?')[0]}`) {
      case 'GET /v1/accounts':
        if (unknown) return refuse(request, response, unknown);
        return sendJson(response, 200, { accounts: broker.accounts().map(accountJson) });
      case 'GET /v1/status':
        if (unknown) return refuse(request, response, unknown);
        return sendJson(response, 200, statusJson(status()));
      case 'GET /v1/tools':
        if (unknown) return refuse(request, response, unknown);
        return sendJson(response, 200, { tools: broker.grants().map((grant) => grantJson(grant, broker.accounts())) });
      case 'POST /v1/token':
        return withRequest(request, response, async (asked, gone) => {
          const result = await broker.token(asked, gone);
          if ('problem' in result) return refuse(request, response, result);
          if (wantsText(request)) return sendText(response, 200, 0, result.accessToken);
          return sendJson(response, 200, tokenJson(result));
        });
      case 'POST /v1/rejected':
        return withRequest(request, response, async (asked) => {
          broker.reportRejected(asked);
          sendJson(response, 200, {});
        });
      case 'POST /v1/tools/allow':
        return withRequest(request, response, async (asked, gone) => {
          const duration = await broker.allow(asked, gone);
          if (typeof duration !== 'string') return refuse(request, response, duration);
          sendJson(response, 200, { duration });
        });
      case 'POST /v1/tools/remove':
        return withRequest(request, response, async (asked) => {
          const removed = await broker.remove(asked);
          if (typeof removed !== 'number') return refuse(request, response, removed);
          sendJson(response, 200, { removed });
        });
      case 'POST /v1/hand-over':
        return handOver() ? sendJson(response, 202, {}) : refuse(request, response, KEEPS_PROFILE);
      default:
        return refuse(request, response, NOT_FOUND);
    }
  }

  return server;
}

/** Reads and validates the body, and serves it until the caller is gone. */
async function withRequest(
  request: IncomingMessage,
  response: ServerResponse,
  serve: (asked: TokenRequest, gone: AbortSignal) => Promise<void>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    // Abort only if the response is incomplete, because the reason of each aborted signal captures a stack.
    if (!response.writableFinished) gone.abort();
  });
  const body = await readBody(request);
  if (body === null) return refuse(request, response, TOO_LONG);
  const asked = parseTokenRequest(body);
  if ('problem' in asked) return refuse(request, response, { problem: 'bad-request', detail: asked.problem });
  return serve(asked, gone.signal);
}

const INTERNAL: Refusal = { problem: 'internal', detail: 'This is a bug in Transparenc Companion.' };
const NOT_FOUND: Refusal = { problem: 'not-found', detail: 'docs/local-tools.md lists the paths of this API.' };
const NOT_HTTP: Refusal = {
  problem: 'bad-request',
  detail: 'The request must be HTTP/1.1 with one header of each name.',
};
const TOO_LONG: Refusal = { problem: 'bad-request', detail: `The body must have at most ${LONGEST_BODY_BYTES} bytes.` };
const KEEPS_PROFILE: Refusal = { problem: 'busy', detail: 'The app has a window and keeps this profile.' };
const UNTRUSTED: Refusal = {
  problem: 'untrusted-caller',
  detail: 'Requests from web pages, for other hosts or without the secret are refused.',
};

/**
 * Whether the request comes from a program and not from a web page. Browsers add headers to a page's requests, and after DNS
 * rebinding `Host` is wrong. A program's `Host` must be `localhost`, as in curl's URL.
 */
function isTrusted({ headersDistinct }: IncomingMessage, secret: string | null): boolean {
  const names = Object.keys(headersDistinct);
  if (names.some((name) => name === 'origin' || name === 'referer' || name.startsWith('sec-'))) return false;
  const hosts = headersDistinct['host'] ?? [];
  if (hosts.length !== 1 || !/^localhost(:\d{1,5})?$/i.test(hosts[0] ?? '')) return false;
  return secret === null || isSame(headersDistinct['authorization']?.[0] ?? '', `Bearer ${secret}`);
}

/** Compares in constant time. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Reads the body; null if it's too long. Rejects if the caller disconnects. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
