/**
 * The approval pages for phones on the local network: https on an address of this computer, with a certificate made at
 * the start. Everything else of the server stays on loopback.
 */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, isIPv6 } from 'node:net';
import { selfSigned } from './certificate.ts';
import { type HeldPort, holdPort } from './listener.ts';

export interface PhonePage {
  /** The page where a phone enters a user_code. */
  readonly url: string;
  /** SHA-256 of the certificate, as browsers show it. */
  readonly fingerprint: string;
}

export interface PhoneListener extends HeldPort {
  readonly page: PhonePage;
  /** Serves the pages from now on. */
  serve(handler: RequestListener): void;
}

export interface PhoneListenerOptions {
  /** An IPv4 or IPv6 address of this computer. */
  readonly address: string;
  /** The next free port if taken; 0 is any free one. */
  readonly preferredPort: number;
  /** The only paths that are served. The approval page comes first. */
  readonly paths: readonly string[];
}

/** The first byte of a TLS connection (RFC 8446 §5.1); no HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

/** Listens, and responds with 404 to everything until `serve`. */
export async function listenForPhones({ address, preferredPort, paths }: PhoneListenerOptions): Promise<PhoneListener> {
  const { key, cert, fingerprint } = selfSigned(address);
  const secure = createHttpsServer({ key, cert });
  // If users type the address without a scheme, the browser uses http and would show an empty page.
  const plain = createHttpServer((_request, response) => {
    response.writeHead(302, { location: page.url, connection: 'close' }).end();
  });
  const front = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const start: Buffer | null = socket.read();
      if (start === null) return;
      socket.unshift(start);
      (start[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
    });
  });
  const held = await holdPort(front, { address, preferredPort });
  const host = `${isIPv6(address) ? `[${address}]` : address}:${held.port}`;
  const page: PhonePage = { url: `https://${host}${paths[0] ?? '/'}`, fingerprint };

  let pages: RequestListener | null = null;
  secure.on('request', (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    // A page on another name that resolves to this address (DNS rebinding) must not act on ours.
    if (request.headers.host !== host) response.writeHead(421).end();
    else if (pages === null || !paths.includes(path)) response.writeHead(404).end();
    else pages(request, response);
  });

  return {
    ...held,
    page,
    serve(handler) {
      pages = handler;
    },
  };
}
