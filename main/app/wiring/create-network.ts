/** Chromium's network with the administrator's proxy and the credentials that users enter for proxies. */
import { app, session as electronSession, net, type ProxyConfig, type Session } from 'electron';
import type { EpochMs } from '../../../preload/api.ts';
import { sendNoClientCertificates } from '../../net/client-certificates.ts';
import type { HttpClient } from '../../net/http-client.ts';
import { createProxyPasswords, type ProxyPasswords } from '../../net/proxy-passwords.ts';
import type { Server } from '../../oauth/protocol.ts';
import { proxyConfig } from '../../settings/policy/proxy.ts';
import type { PolicySettings } from '../../settings/policy/schema.ts';
import type { Clock } from '../../time/clock.ts';
import { createSerialQueue, type Turn } from '../../time/serial-queue.ts';

export interface Network {
  /** The administrator's; null: the system's. */
  readonly proxy: ProxyConfig | null;
  readonly passwords: ProxyPasswords;
  /** For everything except refreshes and updates. */
  readonly shared: Session;
  /** @param onDate called with the `Date` of each response */
  http(onDate?: (date: EpochMs) => void): HttpClient;
  /** For refreshes at one server, which take turns on their own connections. */
  refreshes(server: Server): RefreshNetwork;
  /** Another session that uses the same proxy. It's in memory only, so no cookie or cached response outlives the app. */
  partition(name: string): Promise<Session>;
}

/** The network for refreshes at one server. A slow response from another server doesn't delay them. */
interface RefreshNetwork {
  http(onDate: (date: EpochMs) => void): HttpClient;
  /** Closes the idle connections to this server. */
  closeIdleConnections(): Promise<void>;
  readonly inTurn: Turn;
}

/** After `ready`. Call once. */
export async function createNetwork(policy: Pick<PolicySettings, 'proxy'>, clock: Clock): Promise<Network> {
  sendNoClientCertificates(app);
  const passwords = createProxyPasswords();
  const proxy = policy.proxy ? proxyConfig(policy.proxy) : null;

  async function partition(name: string): Promise<Session> {
    const session = electronSession.fromPartition(name);
    if (proxy) await session.setProxy(proxy);
    return session;
  }

  const shared = await partition('companion');
  const refreshes = new Map<string, RefreshNetwork>();

  /** Loads the client with the first request, because no window needs one to paint. */
  function httpOver(over: Session, onDate: (date: EpochMs) => void): HttpClient {
    let loaded: Promise<HttpClient> | null = null;
    const client = () => {
      loaded ??= import('../../net/chromium-client.ts').then(({ chromiumClient }) =>
        chromiumClient(over, { net, passwords, clock, onDate }),
      );
      return loaded;
    };
    return {
      post: async (...request) => (await client()).post(...request),
      get: async (...request) => (await client()).get(...request),
    };
  }

  return {
    proxy,
    passwords,
    shared,
    http: (onDate = () => {}) => httpOver(shared, onDate),
    refreshes({ baseUrl }) {
      const { origin } = new URL(baseUrl);
      const existing = refreshes.get(origin);
      if (existing) return existing;
      const session = electronSession.fromPartition(
        refreshes.size === 0 ? 'companion-refresh' : `companion-refresh-${refreshes.size}`,
      );
      const ready = proxy ? session.setProxy(proxy) : Promise.resolve();
      const made: RefreshNetwork = {
        http: (onDate) => httpOver(session, onDate),
        async closeIdleConnections() {
          // Called before every refresh, so that the first one waits until the proxy is set.
          await ready;
          await session.closeAllConnections();
        },
        inTurn: createSerialQueue(),
      };
      refreshes.set(origin, made);
      return made;
    },
    partition,
  };
}
