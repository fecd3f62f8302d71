/**
 * The credentials that users enter for a proxy. They stay in memory until the app quits, and only that proxy receives them.
 * net-request.ts asks for them at Electron's `login` event; without any, the request resolves with 407.
 */
import type { AuthInfo } from 'electron';
import type { ProxyAnswer, ProxyChallenge, ProxyCredentials } from '../../preload/api.ts';

/** Returns the credentials for a proxy's challenge; null if none are known or they were rejected. */
export type Authenticator = (challenge: AuthInfo) => ProxyCredentials | null;

export type ProxyPasswords = ReturnType<typeof createProxyPasswords>;

/** Starts without credentials. */
export function createProxyPasswords() {
  // The key includes the scheme, so credentials entered for a protected scheme are not sent in clear text for another.
  const keyOf = (host: string, { scheme, realm }: AuthInfo) => JSON.stringify([host, scheme, realm]);
  const known = new Map<string, ProxyCredentials>();
  let waiting: { readonly key: string; readonly challenge: ProxyChallenge } | null = null;
  return {
    /** The proxy that requires credentials; null if none does. */
    challenge: (): ProxyChallenge | null => waiting?.challenge ?? null,
    /** Accepts the user's credentials. False if another proxy, or none, is asking by now, because only that proxy may get them. */
    answer({ proxy, ...login }: ProxyAnswer): boolean {
      if (waiting?.challenge.host !== proxy) return false;
      known.set(waiting.key, login);
      waiting = { ...waiting, challenge: { ...waiting.challenge, refused: false } };
      return true;
    },
    /** A response got through, so no proxy requires credentials now. */
    passed(): void {
      waiting = null;
    },
    /** Call once per request: a second challenge in the same request means that the credentials were wrong. */
    forRequest(): Authenticator {
      const given = new Map<string, ProxyCredentials>();
      return (challenge) => {
        const host = challenge.isProxy ? hostOf(challenge) : null;
        if (host === null) return null;
        const key = keyOf(host, challenge);
        const tried = given.get(key);
        // Keep credentials that were entered in the meantime.
        if (tried && known.get(key) === tried) known.delete(key);
        const login = known.get(key) ?? null;
        if (login) given.set(key, login);
        else {
          const before = waiting?.key === key && waiting.challenge.refused;
          waiting = { key, challenge: { host, refused: tried !== undefined || before } };
        }
        return login;
      };
    },
    /** The same for background requests: sends known credentials once, and never asks the user. */
    forBackgroundRequest(): Authenticator {
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

/** `host[:port]` in ASCII; null for an invalid host. */
function hostOf({ host, port }: AuthInfo): string | null {
  const address = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  if (host.length > LONGEST_HOST || !/^[^\s\p{C}/\\@?#]+$/u.test(host) || !URL.canParse(address)) return null;
  return new URL(address).host;
}

/** RFC 1035 §2.3.4. */
const LONGEST_HOST = 255;
