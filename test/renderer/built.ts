/**
 * Serves the built files on loopback with the content security policy of the app's pages. As in the app, a page contains its
 * scripts: requesting each file would take most of a test's time.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WINDOW_CHUNKS } from '../../locales/window-chunks.ts';
import { consentScripts } from '../../main/app/run/first-scripts.ts';
import { type ReadAsset, wholePage } from '../../main/desktop/whole-page.ts';

const BUILT = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** The scripts that each page contains, in the language in which stages start. The window's are those of every view. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  '/index.html': [
    'assets/en-common.js',
    'assets/shared.js',
    ...WINDOW_CHUNKS.flatMap((chunk) => [`assets/${chunk}.js`, `assets/en-${chunk}.js`]),
  ],
  '/consent.html': consentScripts({ language: 'en' }),
};

/** The headers of a page with these hashes of inline scripts and styles, or of another file. */
export function headers(scripts: readonly string[] = [], styles: readonly string[] = []) {
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    ["style-src 'self'", ...styles].join(' '),
    "font-src 'self' data:; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ];
  return { 'content-security-policy': policy.join('; '), 'cache-control': 'max-age=3600' };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

const read: ReadAsset = (path, encoding) => readFileSync(join(BUILT, path), encoding);

let origin: Promise<string> | null = null;

/** The server's origin, without a trailing slash. The server ends with this process. */
export function builtOrigin(): Promise<string> {
  origin ??= new Promise((resolve) => {
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://built');
      const type = { 'content-type': TYPES[extname(pathname)] };
      const inside = SCRIPTS[pathname];
      if (inside) {
        const { html, scripts, styles } = wholePage(read(pathname, 'utf8'), inside, read);
        response.writeHead(200, { ...headers(scripts, styles), ...type }).end(html);
        return;
      }
      const body = await readFile(join(BUILT, pathname)).catch(() => null);
      // The page's console reports the missing file.
      if (body === null) response.writeHead(404).end();
      else response.writeHead(200, { ...headers(), ...type }).end(body);
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
