/** A `fetch` on Chromium's network stack, which can authenticate with proxies. */
import type { Net, Session } from 'electron';
import type { Fetch } from '../time/clock.ts';
import { requestOver } from './net-request.ts';
import type { ProxyPasswords } from './proxy-passwords.ts';

/**
 * Sends requests with `net.request` instead of `session.fetch`, for two reasons. `session.fetch` can't authenticate with a proxy
 * (it emits no `login` on `app`). And it never settles if a response has a header or status that `Response` doesn't accept
 * (electron/electron#42244): a gateway that adds a header with a Chinese name would break every sign-in.
 * Chromium remembers the credentials that a proxy accepted for as long as the session lives.
 */
export function fetchOver(network: Session, net: Pick<Net, 'request'>, passwords: ProxyAuthenticator): Fetch {
  return async (url, init) => {
    const authenticate = passwords.forRequest();
    const response = await requestOver(url, init, { net, network, authenticate });
    if (response.status !== PROXY_AUTHENTICATION_REQUIRED) passwords.passed();
    return response;
  };
}

/** Provides credentials for a proxy, and is notified when a request got through. */
export type ProxyAuthenticator = Pick<ProxyPasswords, 'forRequest' | 'passed'>;

/** No credentials, for diagnostics. */
export const NO_PASSWORDS: ProxyAuthenticator = { forRequest: () => () => null, passed: () => undefined };

const PROXY_AUTHENTICATION_REQUIRED = 407;
