/** A server that fails on demand, alone or in front of the embedded one, and records all requests. */
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { selfSigned } from './certificate.ts';
import { commit, type Fault, type FaultResponse } from './faults.ts';
import { listen } from './listener.ts';
import { type AuthorizationServer, type AuthorizationServerOptions, startAuthorizationServer } from './server.ts';

export type { Fault } from './faults.ts';

/** The paths of the server of record. */
export const PATHS = {
  deviceAuthorization: '/api/v1/oauth/device-authorization/',
  token: '/api/v1/oauth/token',
  revoke: '/api/v1/oauth/revoke',
  userinfo: '/api/v1/oauth/userinfo',
  oauthMetadata: '/.well-known/oauth-authorization-server',
  openidMetadata: '/.well-known/openid-configuration',
} as const;

/** A request as it arrived. It contains secrets, so use it in assertions and don't print it. */
export interface RecordedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly form: Readonly<Record<string, string>>;
  readonly headers: Readonly<NodeJS.Dict<string | string[]>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When the exchange ended, with or without a response; null while it lasts. */
  readonly endedAt: number | null;
}

/** Which requests are affected: all to a path, all (`*`), or only those to a path with one `grant_type`. */
export type Where = string | { readonly path: string; readonly grantType: string };

export interface FaultyServerOptions {
  /** The port; by default 0, which means any free one. */
  readonly port?: number;
  /** The base URL that requests without a fault go to. */
  readonly upstream?: string;
  readonly faults?: Readonly<Record<string, Fault | readonly Fault[]>>;
  /** https with an untrusted certificate, or an https address whose server doesn't speak TLS. */
  readonly tls?: 'self-signed' | 'not-spoken';
}

export interface FaultyServer {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Another origin, to which redirects lead. Only a client that follows one sends requests to it. */
  readonly elsewhere: { readonly url: string; readonly requests: readonly RecordedRequest[] };
  /** Sets one fault that lasts until `heal`, or a list with one fault for each of the next requests. The latest call wins. */
  fault(where: Where, fault: Fault | readonly Fault[]): void;
  /** Removes all faults, or those of one place. */
  heal(where?: Where): void;
  passTo(upstream: string): void;
  /** Refuses connections until `resume`, which listens on the same port. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Closes every connection, including hanging ones. */
  close(): Promise<void>;
}

export async function startFaultyServer(options: FaultyServerOptions = {}): Promise<FaultyServer> {
  const elsewhere = await startRecorder();
  const listener = await listen(
    options.port ?? 0,
    options.tls === 'self-signed' ? createHttpsServer(selfSigned()) : undefined,
  );
  const requests: RecordedRequest[] = [];
  const faults = new Map<string, readonly Fault[] | Fault>(Object.entries(options.faults ?? {}));
  let upstream = options.upstream;

  function take(record: RecordedRequest): Fault {
    for (const key of [keyOf({ path: record.path, grantType: record.form['grant_type'] ?? '' }), record.path, '*']) {
      const planned = faults.get(key);
      if (planned === undefined) continue;
      if ('kind' in planned) return planned;
      const [next, ...rest] = planned;
      faults.set(key, rest);
      if (next) return next;
    }
    return { kind: 'pass' };
  }

  listener.serve(async (request, response) => {
    try {
      const body = await readAll(request);
      const record = recordOf(request, response, body);
      requests.push(record);
      const elsewhereUrl = elsewhere.url + (request.url ?? '');
      await commit(take(record), { response, elsewhere: elsewhereUrl, passOn: () => passOn(upstream, request, body) });
    } catch {
      // The client or the upstream server has disconnected, so this side disconnects, too.
      response.socket?.resetAndDestroy();
    }
  });

  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${listener.port}`,
    requests,
    elsewhere,
    fault: (where, fault) => void faults.set(keyOf(where), fault),
    heal: (where) => (where === undefined ? faults.clear() : void faults.delete(keyOf(where))),
    passTo: (url) => {
      upstream = url;
    },
    pause: listener.pause,
    resume: listener.resume,
    async close() {
      await Promise.all([listener.close(), elsewhere.close()]);
    },
  };
}

/** An embedded server behind a faulty one. Clients use `front.url`, which the server takes for its own. */
export async function startFaultyFront(
  options: AuthorizationServerOptions = {},
): Promise<{ front: FaultyServer; server: AuthorizationServer; close(): Promise<void> }> {
  const front = await startFaultyServer();
  const basePath = options.basePath ?? '';
  const server = await startAuthorizationServer({ port: 0, ...options, publicUrl: front.url + basePath });
  front.passTo(server.listensOn);
  const close = async () => {
    await Promise.all([front.close(), server.close()]);
  };
  return { front, server, close };
}

async function startRecorder() {
  const listener = await listen(0);
  const requests: RecordedRequest[] = [];
  listener.serve((request, response) => {
    requests.push(recordOf(request, response, Buffer.alloc(0)));
    response.writeHead(404).end();
  });
  return { url: `http://127.0.0.1:${listener.port}`, requests, close: listener.close };
}

function keyOf(where: Where): string {
  return typeof where === 'string' ? where : `${where.path} ${where.grantType}`;
}

function recordOf(request: IncomingMessage, response: ServerResponse, body: Buffer): RecordedRequest {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const record = {
    method: request.method ?? '',
    path,
    query,
    form: Object.fromEntries(new URLSearchParams(body.toString())),
    headers: request.headers,
    at: Date.now(),
    endedAt: null as number | null,
  };
  response.once('close', () => {
    record.endedAt = Date.now();
  });
  return record;
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const NOT_FOUND: FaultResponse = { status: 404, headers: {}, body: '' };
/** Headers that apply to only one connection. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

/** Forwards the request unchanged, including `Host`, because the upstream server derives its addresses from it. */
async function passOn(upstream: string | undefined, request: IncomingMessage, body: Buffer): Promise<FaultResponse> {
  if (upstream === undefined) return NOT_FOUND;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const onward = httpRequest(new URL(request.url ?? '/', upstream), {
      method: request.method,
      headers: request.headers,
      agent: false,
    });
    onward.once('response', resolve).once('error', reject).end(body);
  });
  const headers = Object.entries(response.headersDistinct).filter(([name]) => !HOP_BY_HOP.has(name));
  return {
    status: response.statusCode ?? 500,
    headers: Object.fromEntries(headers.map(([name, values = []]) => [name, values])),
    body: await readAll(response),
  };
}
