/** Serves the built files on loopback with the content security policy of the app's pages. The browser caches them, so that pages load quickly. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../out/renderer', import.meta.url));

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export const HEADERS = { 'content-security-policy': CSP, 'cache-control': 'max-age=3600' } as const;

let origin: Promise<string> | null = null;

/** The server's origin, without a trailing slash. The server ends with this process. */
export function builtOrigin(): Promise<string> {
  origin ??= new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://built');
      const body = await readFile(BUILT + pathname).catch(() => null);
      // The page's console reports the missing file.
      if (body === null) response.writeHead(404).end();
      else response.writeHead(200, { ...HEADERS, 'content-type': TYPES[extname(pathname)] }).end(body);
    });
    server.unref();
    server.listen(0, '127.0.0.1', () => {
      // The address of a listening TCP server is always an object of this type.
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });
  return origin;
}
