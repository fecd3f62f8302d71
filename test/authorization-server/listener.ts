/** A loopback listener that finds a free port, can be taken down and put up again, and closes at once. */
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

const LOOPBACK = '127.0.0.1';
/** How many ports after the preferred one are tried. */
const PORTS_TRIED = 100;

export interface Listener {
  readonly port: number;
  /** Serves every request that arrives from now on. */
  serve(handler: RequestListener): void;
  /** Refuses connections and cuts the open ones, as a server that is down does. The port stays ours to `resume`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

type Server = HttpServer | HttpsServer;

/** Listens on `preferredPort` of 127.0.0.1, else on the next free one; 0 is any free one. */
export async function listen(preferredPort: number, server: Server = createServer()): Promise<Listener> {
  const port = await listenNear(server, preferredPort);
  const stop = async () => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return {
    port,
    serve: (handler) => void server.on('request', handler),
    pause: stop,
    async resume() {
      if (!server.listening) await listenOn(server, port);
    },
    close: stop,
  };
}

async function listenNear(server: Server, preferredPort: number): Promise<number> {
  for (let port = preferredPort; ; port += 1) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      const taken =
        error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
      if (!taken || port === preferredPort + PORTS_TRIED) throw error;
    }
  }
}

/** Resolves with the port, which is another one only if `port` is 0. */
function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
