/** A proxy's challenge (RFC 9110 §11.7) and the response: only Basic, the one scheme that Node's tunnels support. */
import type Electron from 'electron';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** The credentials for a proxy; null if there are none. */
export type OnLogin = (challenge: Electron.AuthInfo) => Promise<Login | null>;

/** A proxy's address with its credentials, which Node sends in `Proxy-Authorization`. */
export function withLogin(proxy: string, login: Login | undefined): string {
  const url = new URL(proxy);
  url.username = encodeURIComponent(login?.username ?? '');
  url.password = encodeURIComponent(login?.password ?? '');
  return url.href;
}

/** Requests `url` from a proxy to get its challenge, because Node reports only the status of a refused tunnel. */
export async function challengeOf(proxy: string, url: URL): Promise<Electron.AuthInfo | null> {
  const { hostname, port, protocol } = new URL(proxy);
  const header = await authenticateHeader(proxy, url);
  if (header === undefined) return null;
  const [, scheme = '', realm = ''] = /^(\S+)(?:\s+.*?realm="?([^",]*))?/i.exec(header) ?? [];
  if (scheme.toLowerCase() !== 'basic')
    throw new Error(`Proxies that ask for ${scheme} are not implemented by the Electron stand-in`);
  return {
    isProxy: true,
    scheme: 'basic',
    host: hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    realm,
  };
}

function authenticateHeader(proxy: string, url: URL): Promise<string | undefined> {
  // A static import would also load undici, at every start.
  const { request: requestHttp } = process.getBuiltinModule('node:http');
  const isSecure = url.protocol === 'https:';
  const path = isSecure ? `${url.hostname}:${url.port || 443}` : url.href;
  return new Promise((resolve, reject) => {
    const asking = requestHttp(proxy, { method: isSecure ? 'CONNECT' : 'HEAD', path, agent: false });
    asking.on('connect', ({ headers }, socket) => {
      socket.destroy();
      resolve(headers['proxy-authenticate']);
    });
    asking.on('response', (response) => {
      response.resume();
      resolve(response.headers['proxy-authenticate']);
    });
    asking.on('error', reject);
    asking.end();
  });
}
