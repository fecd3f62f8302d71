/**
 * The local API over HTTP/1.1 on a Unix socket or a named pipe, never TCP. Who may connect is the system's decision by the
 * socket's mode; this file keeps web pages out and limits what a caller can cost.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PROBLEMS, type ProblemType, problemUri } from './problems.ts';
import { parseTokenRequest } from './token-request.ts';
import type { AccountSummary, Refusal, TokenAnswer, TokenRequest } from './types.ts';

const LONGEST_BODY_BYTES = 16 * 1024;
const MOST_AT_WORK = 64;
const MOST_WAITING = 1024;
const HEADERS_LIMIT_MS = 5_000;
const REQUEST_LIMIT_MS = 10_000;

/** The response header that carries a command's exit code, for the launcher script. */
export const EXIT_CODE_HEADER = 'Companion-Exit-Code';

/** What the API serves. */
export interface ApiHandlers {
  /** The signal fires when the caller is gone. Never rejects for anything that a caller can cause. */
  token(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer>;
  accounts(): readonly AccountSummary[];
  /** Plain data for `status --json`. */
  status(): unknown;
  /** A caller reports that a server rejected the token. */
  suspect(tool: string, account: string | null): Promise<void>;
}

/**
 * An HTTP server that is not listening yet.
 * @param secret on Windows, what each request must carry in `Authorization: Bearer`; null where the socket's mode protects it
 */
export function createApiServer(handlers: ApiHandlers, secret: string | null): Server {
  const queue = createQueue(MOST_AT_WORK, MOST_WAITING);
  const server = createServer(
    {
      headersTimeout: HEADERS_LIMIT_MS,
      requestTimeout: REQUEST_LIMIT_MS,
      maxHeaderSize: 8 * 1024,
      keepAliveTimeout: 1_000,
    },
    (request, response) => void serve(request, response).catch(() => refuse(request, response, INTERNAL)),
  );
  server.maxHeadersCount = 50;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (!isTrusted(request, secret)) return refuse(request, response, UNTRUSTED);
    const route = `${request.method} ${request.url?.split('?')[0]}`;
    switch (route) {
      case 'GET /v1/accounts':
        return json(response, 200, { accounts: handlers.accounts() });
      case 'GET /v1/status':
        return json(response, 200, handlers.status());
      case 'POST /v1/token':
      case 'POST /v1/suspect': {
        const body = await readBody(request);
        if (body === null)
          return refuse(request, response, {
            problem: 'bad-request',
            detail: `The body must be JSON of at most ${LONGEST_BODY_BYTES} bytes.`,
          });
        const parsed = parseTokenRequest(body);
        if ('problem' in parsed) return refuse(request, response, { problem: 'bad-request', detail: parsed.problem });
        if (route === 'POST /v1/suspect') {
          await handlers.suspect(parsed.tool, parsed.account);
          return void response.writeHead(204).end();
        }
        return answer(parsed, request, response);
      }
      default:
        return refuse(request, response, {
          problem: 'not-found',
          detail: 'There is nothing at this path. See docs/local-tools.md.',
        });
    }
  }

  async function answer(parsed: TokenRequest, request: IncomingMessage, response: ServerResponse) {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const slot = await queue.enter(gone.signal);
    if (slot === 'full')
      return refuse(request, response, {
        problem: 'busy',
        detail: 'Too many requests are waiting. Try again in a moment.',
        retryAfterMs: 1_000,
      });
    if (slot === 'gone') return;
    try {
      const answered = await handlers.token(parsed, gone.signal);
      if (answered.kind === 'refused') return refuse(request, response, answered.refusal);
      const { accessToken, expiresAt, account, scope } = answered.issued;
      if (wantsText(request)) {
        response.writeHead(200, {
          'Content-Type': 'text/plain; charset=utf-8',
          'Cache-Control': 'no-store',
          [EXIT_CODE_HEADER]: '0',
        });
        return void response.end(accessToken);
      }
      return json(response, 200, {
        access_token: accessToken,
        token_type: 'Bearer',
        ...(expiresAt !== null && { expires_at: new Date(expiresAt).toISOString() }),
        account: account.name,
        server: account.server,
        ...(scope !== null && { scope }),
      });
    } finally {
      queue.leave();
    }
  }

  return server;
}

const INTERNAL: Refusal = { problem: 'internal', detail: 'Something went wrong in Transparenc Companion.' };
const UNTRUSTED: Refusal = {
  problem: 'untrusted-caller',
  detail: 'Requests of web pages and for other hosts are not served.',
};

/**
 * A browser marks what a page sends, and DNS rebinding shows in `Host`. A program of this user sends neither: curl names
 * the host of its URL, which must be `localhost`.
 */
function isTrusted({ headers }: IncomingMessage, secret: string | null): boolean {
  const fromPage = Object.keys(headers).some(
    (name) => name === 'origin' || name === 'referer' || name.startsWith('sec-'),
  );
  const host = headers.host?.replace(/:\d+$/, '');
  if (fromPage || (host !== undefined && host !== 'localhost')) return false;
  return secret === null || headers.authorization === `Bearer ${secret}`;
}

function wantsText({ headers }: IncomingMessage): boolean {
  return /^text\/plain\b/.test(headers.accept ?? '');
}

/** Null: too long, or not JSON. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) ?? null;
  } catch {
    return null;
  }
}

function json(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    [EXIT_CODE_HEADER]: '0',
  });
  response.end(JSON.stringify(body));
}

/** RFC 9457 problem details, or one line for a caller that asked for text. */
function refuse(request: IncomingMessage, response: ServerResponse, { problem, detail, retryAfterMs }: Refusal) {
  if (response.headersSent || response.destroyed) return;
  const { status, exitCode }: { readonly status: number; readonly exitCode: number } = PROBLEMS[problem];
  const text = wantsText(request);
  response.writeHead(status, {
    'Content-Type': text ? 'text/plain; charset=utf-8' : 'application/problem+json',
    'Cache-Control': 'no-store',
    [EXIT_CODE_HEADER]: String(exitCode),
    ...(retryAfterMs !== undefined && { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) }),
    // What was not read of a request must not be taken for the next one.
    ...(!request.complete && { Connection: 'close' }),
  });
  response.end(
    text ? `${detail}\n` : JSON.stringify({ type: problemUri(problem), title: titleOf(problem), status, detail }),
  );
}

const titleOf = (problem: ProblemType) => problem.replaceAll('-', ' ');

/** Lets so many through at a time; the others wait in their order. */
function createQueue(mostAtWork: number, mostWaiting: number) {
  let atWork = 0;
  const waiting: (() => void)[] = [];
  return {
    enter(signal: AbortSignal): Promise<'in' | 'full' | 'gone'> {
      if (atWork < mostAtWork) {
        atWork += 1;
        return Promise.resolve('in');
      }
      if (waiting.length >= mostWaiting) return Promise.resolve('full');
      return new Promise((resolve) => {
        const go = () => {
          signal.removeEventListener('abort', leave);
          atWork += 1;
          resolve('in');
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(go), 1);
          resolve('gone');
        };
        waiting.push(go);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
    leave() {
      atWork -= 1;
      waiting.shift()?.();
    },
  };
}
