/** The HTTP client on Chromium's network stack. */
import type { Net, Session } from 'electron';
import type { EpochMs } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { fetchOver, type ProxyAuthenticator } from './net-fetch.ts';

/** @param parts.onDate gets the time that each response states */
export function chromiumClient(
  network: Session,
  parts: {
    readonly net: Pick<Net, 'request'>;
    readonly passwords: ProxyAuthenticator;
    readonly clock: Clock;
    readonly onDate: (date: EpochMs) => void;
  },
): HttpClient {
  const { net, passwords, clock, onDate } = parts;
  return createHttpClient({ fetch: fetchOver(network, net, passwords), clock, onDate });
}
