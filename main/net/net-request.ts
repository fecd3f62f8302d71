/** One request by `net.request`: the only way of Electron's on which a proxy's question can be answered. */
import { Readable } from 'node:stream';
import type { IncomingMessage, Net, Session } from 'electron';
import type { Answering } from './proxy-passwords.ts';

export interface RequestParts {
  readonly net: Pick<Net, 'request'>;
  readonly network: Session;
  readonly answering: Answering;
}

/**
 * Sends a request as `session.fetch` does, without cookies, cache and redirects, and asks `answering` for a proxy's
 * credentials. Resolves with 407 if there are none. Rejects like `session.fetch`: a plain `Error('net::ERR_…')`,
 * or the reason of the request's signal.
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
      client.abort();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    client.on('login', (challenge, answer) => {
      const login = answering(challenge);
      if (login) return answer(login.user, login.password);
      // Without credentials, a server sends a response of its own; a proxy's page could pass for the server's.
      answer();
      if (!challenge.isProxy) return;
      resolve(new Response(null, { status: 407 }));
      client.abort();
    });
    client.on('response', (incoming) => {
      const stream = streamOf(incoming);
      // A caller that stops reading no longer needs the connection.
      stream.once('close', () => {
        signal.removeEventListener('abort', stop);
        client.abort();
      });
      resolve(toResponse(incoming, stream));
    });
    client.on('error', reject);
    client.end(body);
  });
}

/** By its documents it is a readable stream; its types know of the events alone. */
function streamOf(incoming: IncomingMessage): Readable {
  return incoming as unknown as Readable;
}

function toResponse({ statusCode, statusMessage, headers }: IncomingMessage, stream: Readable): Response {
  const init = { status: statusCode, statusText: statusMessage, headers: new Headers() };
  for (const [name, value] of Object.entries(headers)) init.headers.set(name, [value].flat().join(', '));
  if (!WITHOUT_BODY.has(statusCode)) return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, init);
  stream.resume();
  return new Response(null, init);
}

const WITHOUT_BODY = new Set([101, 204, 205, 304]);
