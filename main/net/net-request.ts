/** One request with Electron's `net.request`. */
import { Readable } from 'node:stream';
import type { IncomingMessage, Net, Session } from 'electron';
import type { Answering } from './proxy-passwords.ts';

interface RequestParts {
  readonly net: Pick<Net, 'request'>;
  readonly network: Session;
  readonly answering: Answering;
}

/** Keeps each Request alive as long as its connection, because a garbage-collected Request no longer follows its caller's signal. */
const underWay = new Set<Request>();

/**
 * Sends a request without cookies, cache and redirects. Gets a proxy's credentials from `answering`, and resolves with 407 if it
 * has none. Rejects like `session.fetch`: with `Error('net::ERR_…')`, or the reason of the request's signal.
 * Read the response's body to the end or cancel it, which ends the request. An abandoned body keeps its connection, and
 * Chromium opens only six per host.
 */
export async function requestOver(request: Request, { net, network, answering }: RequestParts): Promise<Response> {
  const { method, url, headers, signal } = request;
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const client = net.request({
      session: network,
      method,
      url,
      headers: Object.fromEntries(headers),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    const stop = () => {
      end();
      client.abort();
      reject(signal.reason);
    };
    const end = () => {
      signal.removeEventListener('abort', stop);
      underWay.delete(request);
    };
    underWay.add(request);
    signal.addEventListener('abort', stop, { once: true });
    client.on('login', (challenge, answer) => {
      const login = answering(challenge);
      if (login) return answer(login.user, login.password);
      // Without credentials, a server's own response still arrives. A proxy's page doesn't, because it could pass for the server's.
      answer();
      if (!challenge.isProxy) return;
      end();
      resolve(new Response(null, { status: 407 }));
      client.abort();
    });
    client.on('response', (incoming) => {
      const stream = streamOf(incoming);
      // A caller that stops reading no longer needs the connection.
      stream.once('close', () => {
        end();
        client.abort();
      });
      // The reader has its own listener. Without this one, an error that comes earlier would be uncaught.
      stream.on('error', () => undefined);
      if (isStatus(incoming.statusCode)) return resolve(toResponse(incoming, stream));
      reject(new Error('net::ERR_INVALID_HTTP_RESPONSE'));
      stream.destroy();
    });
    client.on('error', (error) => {
      end();
      reject(error);
    });
    client.end(body);
  });
}

/** It's documented as a readable stream, but Electron's types declare only its events. */
function streamOf(incoming: IncomingMessage): Readable {
  return incoming as unknown as Readable;
}

/** Whether `Response` accepts the status. Servers have sent 999, and Electron reports 0 for some broken connections. */
function isStatus(code: number): boolean {
  return code >= 200 && code <= 599;
}

/** Must not throw, because it runs in an event listener, where an error would leave the promise pending. */
function toResponse({ statusCode, headers }: IncomingMessage, stream: Readable): Response {
  const init = { status: statusCode, headers: new Headers() };
  for (const [name, value] of Object.entries(headers)) setIfValid(init.headers, name, [value].flat().join(', '));
  if (!WITHOUT_BODY.has(statusCode)) return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, init);
  stream.resume();
  return new Response(null, init);
}

function setIfValid(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    // Electron decodes headers as UTF-8, but `Headers` accepts only Latin-1. The headers we need are ASCII.
  }
}

const WITHOUT_BODY = new Set([204, 205, 304]);
