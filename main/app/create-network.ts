/** Chromium's network as the app uses it: through the administrator's proxy, and with the passwords that proxies require. */
import { session as electronSession, net, type ProxyConfig, type Session } from 'electron';
import type { EpochMs } from '../../preload/api.ts';
import { createHttpClient, type HttpClient } from '../net/http-client.ts';
import { fetchOver } from '../net/proxy-fetch.ts';
import { createProxyPasswords, type ProxyPasswords } from '../net/proxy-passwords.ts';
import { proxyConfig } from '../settings/policy/proxy.ts';
import type { PolicySettings } from '../settings/policy/types.ts';
import type { Clock } from '../time/clock.ts';

export interface Network {
  /** The administrator's; null: the system's. */
  readonly proxy: ProxyConfig | null;
  readonly passwords: ProxyPasswords;
  /** For everything except refreshes and updates. */
  readonly shared: Session;
  /** @param onDate gets the time that each response states */
  http(onDate?: (date: EpochMs) => void): HttpClient;
  /** For refreshes alone, on connections of its own. */
  refreshHttp(onDate: (date: EpochMs) => void): HttpClient;
  /** Closes the connections for refreshes. */
  closeIdleConnections(): Promise<void>;
  /** Another session that goes through the same proxy. In memory only: no cookie and no cached response outlives the app. */
  partition(name: string): Promise<Session>;
}

/** After `ready`. */
export async function createNetwork(policy: Pick<PolicySettings, 'proxy'>, clock: Clock): Promise<Network> {
  const passwords = createProxyPasswords();
  const proxy = policy.proxy ? proxyConfig(policy.proxy) : null;

  async function partition(name: string): Promise<Session> {
    const session = electronSession.fromPartition(name);
    if (proxy) await session.setProxy(proxy);
    return session;
  }

  const shared = await partition('companion');
  const refreshes: Session = await partition('companion-refresh');
  const httpOver = (over: Session, onDate: (date: EpochMs) => void) =>
    createHttpClient({ fetch: fetchOver(over, net, passwords), clock, onDate });
  return {
    proxy,
    passwords,
    shared,
    http: (onDate = () => {}) => httpOver(shared, onDate),
    refreshHttp: (onDate) => httpOver(refreshes, onDate),
    closeIdleConnections: () => refreshes.closeAllConnections(),
    partition,
  };
}
