/** The credentials that users enter for a proxy: kept in memory until the app quits, for that proxy alone. */
import type { AuthInfo } from 'electron';
import type { ProxyAnswer, ProxyAsks, ProxyLogin } from '../../preload/api.ts';

/** The credentials that a proxy receives during one request; null if none are known or they were wrong. */
export type Answering = (challenge: AuthInfo) => ProxyLogin | null;

export interface ProxyPasswords {
  /** The proxy that waits for credentials; null while none does. */
  asks(): ProxyAsks | null;
  /** Keeps the answer for the proxy that was on the screen, if that is the one that asks. False: it is not, or none asks. */
  answer(answer: ProxyAnswer): boolean;
  /** A response came through: no proxy asks for credentials now. */
  passed(): void;
  /** One per request: a second challenge in the same request means that the credentials were wrong. */
  forRequest(): Answering;
  /** The same for background requests: known credentials are sent once, and the user is not asked. */
  forQuietRequest(): Answering;
}

/** Starts without credentials, and forgets them when the process ends. */
export function createProxyPasswords(): ProxyPasswords {
  // The scheme, too: what was typed for one that hides it is not sent in the clear unasked.
  const keyOf = (host: string, { scheme, realm }: AuthInfo) => JSON.stringify([host, scheme, realm]);
  const known = new Map<string, ProxyLogin>();
  let waiting: { readonly key: string; readonly asks: ProxyAsks } | null = null;
  return {
    asks: () => waiting?.asks ?? null,
    answer({ proxy, ...login }) {
      // Another proxy may have asked since the page was drawn: what was typed is not for that one.
      if (waiting?.asks.host !== proxy) return false;
      known.set(waiting.key, login);
      waiting = { ...waiting, asks: { ...waiting.asks, refused: false } };
      return true;
    },
    passed() {
      waiting = null;
    },
    forRequest() {
      const given = new Map<string, ProxyLogin>();
      return (challenge) => {
        const host = challenge.isProxy ? hostOf(challenge) : null;
        if (host === null) return null;
        const key = keyOf(host, challenge);
        const tried = given.get(key);
        // Not one that was typed in the meantime.
        if (tried && known.get(key) === tried) known.delete(key);
        const login = known.get(key) ?? null;
        if (login) given.set(key, login);
        else {
          const before = waiting?.key === key && waiting.asks.refused;
          waiting = { key, asks: { host, refused: tried !== undefined || before } };
        }
        return login;
      };
    },
    forQuietRequest() {
      const reported = new Set<string>();
      return (challenge) => {
        const host = challenge.isProxy ? hostOf(challenge) : null;
        const key = host === null ? null : keyOf(host, challenge);
        if (key === null || reported.has(key)) return null;
        reported.add(key);
        return known.get(key) ?? null;
      };
    },
  };
}

/** `host[:port]` in ASCII; null for a host that cannot be one. */
function hostOf({ host, port }: AuthInfo): string | null {
  const address = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  if (host.length > LONGEST_HOST || !/^[^\s\p{C}/\\@?#]+$/u.test(host) || !URL.canParse(address)) return null;
  return new URL(address).host;
}

/** RFC 1035 §2.3.4. */
const LONGEST_HOST = 255;
