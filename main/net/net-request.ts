/** One request with Electron's `net.request`. */
import type { Readable } from 'node:stream';
import type { IncomingMessage, Net, Session } from 'electron';
import type { FetchBody, FetchInit, FetchResponse } from '../time/clock.ts';
import type { Authenticator } from './proxy-passwords.ts';

interface RequestParts {
  readonly net: Pick<Net, 'request'>;
  readonly network: Session;
  readonly authenticate: Authenticator;
}

/**
 * Sends a request. Gets a proxy's credentials from `authenticate`, and resolves with 407 if it
 * has none. Rejects like `session.fetch`: with `Error('net::ERR_…')`, or the reason of the request's signal.
 * Read the response's body to the end or cancel it, which ends the request. An abandoned body keeps its connection, and
 * Chromium opens only six per host.
 */
export async function requestOver(
  url: string,
  { body, headers, signal, ...options }: FetchInit,
  { net, network, authenticate }: RequestParts,
): Promise<FetchResponse> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const client = net.request({
      ...options,
      session: network,
      url,
      headers: { ...headers },
    });
    const stop = () => {
      client.abort();
      reject(signal.reason);
    };
    const end = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop);
    client.on('login', (challenge, callback) => {
      const login = authenticate(challenge);
      if (login) return callback(login.user, login.password);
      // Without credentials, a server's own response still arrives. A proxy's page doesn't, because it could pass for the server's.
      callback();
      if (!challenge.isProxy) return;
      end();
      resolve({ status: 407, headers: [], body: null });
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
    client.end(body ?? undefined);
  });
}

/** It's documented as a readable stream, but Electron's types declare only its events. */
function streamOf(incoming: IncomingMessage): Readable {
  return incoming as unknown as Readable;
}

/** Whether it's the status of a final response. Servers have sent 999, and Electron reports 0 for some broken connections. */
function isStatus(code: number): boolean {
  return code >= 200 && code <= 599;
}

function toResponse({ statusCode: status, headers: received }: IncomingMessage, stream: Readable): FetchResponse {
  const headers = Object.entries(received).map(([name, value]) => [name, [value].flat().join(', ')] as const);
  return { status, headers, body: bodyOf(stream) };
}

function bodyOf(stream: Readable): FetchBody {
  return {
    [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator](),
    async cancel() {
      stream.destroy();
    },
  };
}
