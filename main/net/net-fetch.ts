/** Chromium's network stack, on which a proxy that asks for a password can be answered. */
import type { Net, Session } from 'electron';
import type { Fetch } from '../time/clock.ts';
import { electronFetch } from './electron-fetch.ts';
import type { ProxyPasswords } from './proxy-passwords.ts';
import { requestOver } from './net-request.ts';

/**
 * `session.fetch`. It cannot authenticate with a proxy (and emits no `login` on `app`), so a request that a proxy refused with
 * 407 is sent again by `net.request`; no server has seen it. Chromium remembers what a proxy accepted, in the session and as
 * long as that lives, so the next request gets through at once.
 */
export function fetchOver(network: Session, net: Pick<Net, 'request'>, passwords: Asked): Fetch {
  const fetch = electronFetch(network);
  return async (input, init) => {
    const again = input instanceof Request ? input.clone() : input;
    let response = await fetch(input, init);
    if (response.status === PROXY_AUTHENTICATION_REQUIRED) {
      response.body?.cancel().catch(() => undefined);
      const answering = passwords.forRequest();
      response = await requestOver(new Request(again, init), { net, network, answering });
    }
    if (response.status !== PROXY_AUTHENTICATION_REQUIRED) passwords.passed();
    return response;
  };
}

/** Provides the credentials for a proxy, and is notified when a request got through. */
export type Asked = Pick<ProxyPasswords, 'forRequest' | 'passed'>;

const PROXY_AUTHENTICATION_REQUIRED = 407;
