/** Proxies that let nothing through, each in a different way. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** How a proxy responds to a request for a tunnel. */
export type ProxyFault = 'not-there' | 'forbids' | 'wants-password' | 'hangs-up' | 'leads-nowhere';

export interface BadProxy {
  readonly url: string;
  /** The targets of requested tunnels, as `host:port`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startBadProxy(fault: ProxyFault): Promise<BadProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(500).end());
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', ({ url = '' }, socket: Socket) => {
    asked.push(url);
    commit(fault, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The address of a listening TCP server is always an object of this type.
  const { port } = server.address() as AddressInfo;
  const close = () => stop(server, sockets);
  if (fault === 'not-there') await close();
  return { url: `http://127.0.0.1:${port}`, asked, close };
}

function commit(fault: ProxyFault, socket: Socket): void {
  socket.on('error', () => undefined);
  switch (fault) {
    case 'forbids':
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      break;
    case 'wants-password':
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n',
      );
      break;
    case 'leads-nowhere':
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.once('data', () => socket.destroy());
      break;
    case 'hangs-up':
    case 'not-there':
      socket.destroy();
      break;
    default:
      fault satisfies never;
  }
}

/** The open tunnels. They no longer count as the server's connections, so each must be closed separately. */
async function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  for (const socket of sockets) socket.destroy();
  await closed;
}
