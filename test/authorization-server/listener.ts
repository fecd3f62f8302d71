/** Listeners that find a free port, can be paused and resumed, and close immediately. */
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Server, Socket } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** How many ports after the preferred one are tried. */
const PORTS_TRIED = 100;

/** Operations on a server's port. */
export interface HeldPort {
  readonly port: number;
  /** Refuses connections and closes open ones, like a server that is down. `resume` uses the same port again. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

export interface Listener extends HeldPort {
  /** Serves every request that arrives from now on. */
  serve(handler: RequestListener): void;
}

/** Listens on `preferredPort` of 127.0.0.1, else on the next free one; 0 is any free one. */
export async function listen(
  preferredPort: number,
  server: HttpServer | HttpsServer = createServer(),
): Promise<Listener> {
  return {
    ...(await holdPort(server, { address: LOOPBACK, preferredPort })),
    serve: (handler) => void server.on('request', handler),
  };
}

/** Lets `server` listen on `preferredPort` of an address of this computer, else on the next free one; 0 is any free one. */
export async function holdPort(
  server: Server,
  { address, preferredPort }: { readonly address: string; readonly preferredPort: number },
): Promise<HeldPort> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const port = await listenNear(server, address, preferredPort);
  const stop = async () => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    // Node's `closeAllConnections` omits connections that have not finished their TLS handshake.
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    pause: stop,
    async resume() {
      if (!server.listening) await listenOn(server, address, port);
    },
    close: stop,
  };
}

async function listenNear(server: Server, address: string, preferredPort: number): Promise<number> {
  for (let port = preferredPort; ; port += 1) {
    try {
      return await listenOn(server, address, port);
    } catch (error) {
      const taken =
        error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
      if (!taken || port === preferredPort + PORTS_TRIED) throw error;
    }
  }
}

/** Resolves with the port, which is another one only if `port` is 0. */
function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
