/** A proxy that lets through requests with the right user name and password, to servers that speak plain HTTP. */
import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProxyCredentials } from '../../preload/api.ts';

export interface PasswordProxy {
  /** `host:port` */
  readonly host: string;
  /** How many requests it has forwarded so far. */
  passed(): number;
  /** Requires other credentials from now on. */
  wants(login: ProxyCredentials): void;
  close(): Promise<void>;
}

export async function startPasswordProxy(login: ProxyCredentials): Promise<PasswordProxy> {
  let wanted = login;
  let passed = 0;
  const server = createServer((request, response) => {
    if (request.headers['proxy-authorization'] !== basic(wanted)) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic realm="office"' }).end('<h1>Who are you?</h1>');
      return;
    }
    passed += 1;
    forward(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The address of a listening TCP server is always an object of this type.
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    passed: () => passed,
    wants(other) {
      wanted = other;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse): void {
  const { 'proxy-authorization': _, ...headers } = request.headers;
  const onward = requestHttp(request.url ?? '', { method: request.method, headers });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

function basic({ user, password }: ProxyCredentials): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
