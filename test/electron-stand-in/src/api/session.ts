/** `session`: each partition has its own network settings. All windows share Chromium's only profile. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { createFetch, type Network } from '../fetch/fetch.ts';
import { createPool } from '../fetch/pool.ts';
import { type ProxySetting, proxyFor, readProxyConfig } from '../fetch/proxy.ts';
import { guard } from '../guard.ts';
import { mustBeReady, state } from '../state.ts';
import { app } from './app.ts';

// biome-ignore format: one name after the other reads better than one a line
type Implemented =
  | 'fetch' | 'setProxy' | 'resolveProxy' | 'closeAllConnections' | 'isPersistent' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler';

export class Session extends EventEmitter implements Pick<Electron.Session, Implemented> {
  readonly #persistent: boolean;
  #proxy: ProxySetting = { kind: 'system' };
  #connections = new AbortController();

  constructor(persistent: boolean) {
    super();
    this.#persistent = persistent;
  }

  readonly #network: Network = {
    proxy: () => this.#proxy,
    closed: () => this.#connections.signal,
    userAgent: () => app.userAgentFallback,
    logins: new Map(),
    pool: createPool(),
  };
  readonly fetch: Electron.Session['fetch'] = createFetch(this.#network);

  /** The network that `net.request` uses. */
  static networkOf(session: object): Network {
    if (!(session instanceof Session)) throw new TypeError('`session` should be an instance of the Session class');
    return session.#network;
  }

  async setProxy(config: Electron.ProxyConfig): Promise<void> {
    this.#proxy = readProxyConfig(config);
    // Chromium reads the proxy for pages only when it starts.
    if (this === defaultSession) state.pageProxy = config;
  }

  /** In the format of a PAC file, without credentials. */
  async resolveProxy(url: string): Promise<string> {
    const proxy = proxyFor(new URL(url), this.#proxy, process.env);
    if (proxy === null) return 'DIRECT';
    const { protocol, hostname, port } = new URL(proxy);
    const isSecure = protocol === 'https:';
    return `${isSecure ? 'HTTPS' : 'PROXY'} ${hostname}:${port || (isSecure ? '443' : '80')}`;
  }

  async closeAllConnections(): Promise<void> {
    this.#connections.abort();
    this.#connections = new AbortController();
  }

  /** Chromium refuses every permission here (see flags.ts), so these three are never called. */
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}

  isPersistent(): boolean {
    return this.#persistent;
  }
}
guard('session', Session.prototype);

export const defaultSession = new Session(true);

/** Electron creates the default session, and emits its event, just before `ready`. */
export const announceDefaultSession = (): void => void app.emit('session-created', defaultSession);

const partitions = new Map<string, Session>();

function createPartition(partition: string): Session {
  const created = new Session(partition.startsWith('persist:'));
  partitions.set(partition, created);
  app.emit('session-created', created);
  return created;
}

const sessionParts = {
  // This implements only some members; reading any other throws an error with its name.
  get defaultSession() {
    mustBeReady('Session can only be received when app is ready');
    return defaultSession as Session & Electron.Session;
  },
  fromPartition(partition: string) {
    mustBeReady('Session can only be received when app is ready');
    if (partition === '') return defaultSession as Session & Electron.Session;
    return (partitions.get(partition) ?? createPartition(partition)) as Session & Electron.Session;
  },
} satisfies Partial<typeof Electron.session>;

export const session = guard('session', sessionParts);
