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
  /** The preferred port (default: 8628), or the next free one; 0 is any free one. A remembered port takes precedence. */
  readonly port?: number;
  /** The folder that keeps grants, keys and port across restarts. If absent, they are kept only in memory. */
  readonly stateFolder?: string;
  /** One or several public clients. */
  readonly clientId?: string | readonly string[];
  /** The secrets of clients that are not public, such as those of other programs. */
  readonly clientSecrets?: Readonly<Record<string, string>>;
  /** Whether requests for a code must name their device, as the server of record demands (default: true). */
  readonly requiresDevice?: boolean;
  /** Seconds between polls (5). Fractions are allowed. */
  readonly intervalS?: number;
  /** The lifetime of a code in seconds (default: 600). */
  readonly deviceCodeLifetimeS?: number;
  /** The lifetime of an access token in seconds (default: 3600). */
  readonly accessTokenLifetimeS?: number;
  /** Whether refresh tokens can be used only once, and reusing one revokes its grant (default: true). */
  readonly rotate?: boolean;
  /** Whether responses contain `verification_uri_complete`, which the server of record omits (default: false). */
  readonly offersCompleteUri?: boolean;
  /** The base path, such as `/auth`. */
  readonly basePath?: string;
  /** The base URL that clients use, if there is another server in front of this one. */
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
  /** Logs users out of the approval pages. Tokens stay valid. */
  endSessions(): void;
  /** Simulates a server that is down: refuses connections and closes open ones, but keeps its state. */
  pause(): Promise<void>;
  /** Listens again on the same port. */
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

/** Serves `handler` under `basePath` like Express does: `originalUrl` contains the whole path. */
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
