/** A `fetch` on Chromium's network stack, which can authenticate with proxies. */
import type { Net, Session } from 'electron';
import type { Fetch } from '../time/clock.ts';
import { requestOver } from './net-request.ts';
import type { ProxyPasswords } from './proxy-passwords.ts';

/**
 * Sends each request with `net.request`, not with `session.fetch`. The latter cannot answer a proxy (and emits no `login` on `app`);
 * and it never settles if a response has a header or a status that `Response` does not take (electron/electron#42244), so
 * that one name in Chinese, added by a gateway, would lose every sign-in.
 * Chromium remembers what a proxy accepted, in the session and as long as that lives.
 */
export function fetchOver(network: Session, net: Pick<Net, 'request'>, passwords: Asked): Fetch {
  return async (input, init) => {
    const answering = passwords.forRequest();
    const response = await requestOver(new Request(input, init), { net, network, answering });
    if (response.status !== PROXY_AUTHENTICATION_REQUIRED) passwords.passed();
    return response;
  };
}

/** Provides the credentials for a proxy, and is notified when a request got through. */
export type Asked = Pick<ProxyPasswords, 'forRequest' | 'passed'>;

/** No credentials, for an examination that only finds out what there is. */
export const NO_PASSWORDS: Asked = { forRequest: () => () => null, passed: () => undefined };

const PROXY_AUTHENTICATION_REQUIRED = 407;
