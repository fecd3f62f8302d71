/**
 * An authorization server for development and tests: the certified oidc-provider, speaking the API of the server of
 * record. It listens on 127.0.0.1 only, and on request serves its approval pages to phones. It lets anyone in, and is
 * never packaged.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { APPROVAL_PATHS, DEVICE_PATH } from './approval.ts';
import { type Exchanges, watchExchanges } from './exchanges.ts';
import { keepIdentity, loadIdentity } from './identity.ts';
import { listen } from './listener.ts';
import { listenForPhones, type PhonePage } from './phone-page.ts';
import { createProvider, SCOPE } from './provider.ts';
import { createStore } from './store.ts';

export type { HttpResult } from './exchanges.ts';
export type { PhonePage } from './phone-page.ts';

export interface AuthorizationServerOptions {
  /** Where to listen first (8628); the next free port if taken; 0 is any free one. A remembered port goes before it. */
  readonly port?: number;
  /** Grants, keys and port survive restarts in here. Absent: memory only. */
  readonly stateFolder?: string;
  /** The public client that may ask, or several. */
  readonly clientId?: string | readonly string[];
  /** Of clients that are not public, as other programs' are. */
  readonly clientSecrets?: Readonly<Record<string, string>>;
  /** Requests for a code have to name their device, as at the server of record; other programs do not (true). */
  readonly requiresDevice?: boolean;
  /** Seconds between polls (5). Fractions are allowed. */
  readonly intervalS?: number;
  /** 600 */
  readonly deviceCodeLifetimeS?: number;
  /** 3600 */
  readonly accessTokenLifetimeS?: number;
  /** Refresh tokens are used once, and replaying one revokes its grant (true). */
  readonly rotate?: boolean;
  /** Whether answers carry `verification_uri_complete`; the server of record's do not (false). */
  readonly offersCompleteUri?: boolean;
  /** The base path, such as `/auth`. */
  readonly basePath?: string;
  /** The base URL that clients use, if there is a front in front of this server. */
  readonly publicUrl?: string;
  /** An address of this computer on which phones of the local network reach the approval pages, and nothing else. */
  readonly phoneAddress?: string;
}

export interface AuthorizationServer extends Exchanges {
  /** The base URL, which is also the issuer. Without a trailing slash. */
  readonly url: string;
  /** The address on which it listens; differs from `url` if that is the address of a front. */
  readonly listensOn: string;
  /** The page where a user on this computer enters a user_code. */
  readonly approvalPage: string;
  /** The page for phones, if there is one; responses to clients then name this page. */
  readonly phonePage: PhonePage | null;
  /** The first of the clients. */
  readonly clientId: string;
  readonly scope: string;
  /** Ends every device_code that no one has exchanged yet. */
  expireNow(): void;
  /** Forgets every grant and every token: each refresh is `invalid_grant` from now on. */
  revokeAll(): void;
  /** Logs every approval page out; tokens stay. */
  endSessions(): void;
  /** Is down: refuses connections, cuts the open ones, keeps its state. */
  pause(): Promise<void>;
  /** Is up again, on the same port. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server and resolves once it listens. */
export async function startAuthorizationServer(options: AuthorizationServerOptions = {}): Promise<AuthorizationServer> {
  const { stateFolder, basePath = '', clientId = 'transparenc-companion' } = options;
  const identity = loadIdentity(stateFolder);
  const listener = await listen(identity.port ?? options.port ?? 8628);
  const phones =
    options.phoneAddress === undefined
      ? null
      : await listenForPhones({
          address: options.phoneAddress,
          preferredPort: options.port === 0 ? 0 : listener.port,
          paths: APPROVAL_PATHS.map((path) => basePath + path),
        }).catch(async (error: unknown) => {
          await listener.close();
          throw error;
        });
  if (stateFolder) keepIdentity(stateFolder, { ...identity, port: listener.port });

  const store = createStore(stateFolder && join(stateFolder, 'grants.json'));
  const clientIds = typeof clientId === 'string' ? [clientId] : clientId;
  const listensOn = `http://127.0.0.1:${listener.port}`;
  const url = options.publicUrl ?? listensOn + basePath;
  const provider = createProvider({
    issuer: url,
    clientIds,
    clientSecrets: options.clientSecrets ?? {},
    requiresDevice: options.requiresDevice ?? true,
    deviceCodeLifetimeS: options.deviceCodeLifetimeS ?? 600,
    accessTokenLifetimeS: options.accessTokenLifetimeS ?? 3600,
    rotate: options.rotate ?? true,
    identity,
    store,
  });
  const exchanges = watchExchanges(provider, {
    intervalS: options.intervalS ?? 5,
    offersCompleteUri: options.offersCompleteUri ?? false,
    approvalPage: phones?.page.url ?? null,
  });
  const handler = under(basePath, provider.callback());
  listener.serve(handler);
  phones?.serve(handler);
  const ports = [listener, ...(phones ? [phones] : [])];
  const all = async (action: 'pause' | 'resume' | 'close') => {
    await Promise.all(ports.map((port) => port[action]()));
  };

  return {
    ...exchanges,
    url,
    listensOn,
    approvalPage: url + DEVICE_PATH,
    phonePage: phones?.page ?? null,
    clientId: clientIds[0] ?? '',
    scope: SCOPE,
    expireNow: store.expireDeviceCodes,
    revokeAll: store.revokeAll,
    endSessions: store.endSessions,
    pause: () => all('pause'),
    resume: () => all('resume'),
    close: () => all('close'),
  };
}

const RFC_8414 = '/.well-known/oauth-authorization-server';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Serves `handler` under `basePath`, the way Express mounts: it finds the whole path in `originalUrl`. */
function under(basePath: string, handler: Handler): Handler {
  if (basePath === '') return handler;
  return (request, response) => {
    const path = request.url ?? '/';
    // RFC 8414 §3.1: the well-known part goes before the issuer's path, not after it.
    const local =
      path === RFC_8414 + basePath ? RFC_8414 : path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : null;
    if (local === null) return response.writeHead(404).end();
    Object.assign(request, { originalUrl: basePath + local, url: local });
    return handler(request, response);
  };
}
