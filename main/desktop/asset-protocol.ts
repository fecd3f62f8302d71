/**
 * Serves the windows' files under `app://companion/…` and `app://consent/…`. With `file://` instead, a page could read all of the
 * user's files.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Protocol } from 'electron';
import { pageHeaders } from './page-headers.ts';
import type { ReadAsset, WholePage } from './whole-page.ts';

const SCHEME = 'app';

/** Each window has its own origin with a single page, so neither page can access the other. */
const PAGES = { companion: '/index.html', consent: '/consent.html' } as const;

const originOf = (host: keyof typeof PAGES) => `${SCHEME}://${host}`;

/** The origin that may use the main window's contract. */
export const APP_ORIGIN = originOf('companion');

/** The origin that may answer questions about tools. */
export const CONSENT_ORIGIN = originOf('consent');

/** The main window's page. */
export const START_PAGE = APP_ORIGIN + PAGES.companion;

/** The page that asks about a tool. */
export const CONSENT_PAGE = CONSENT_ORIGIN + PAGES.consent;

/** Gives the scheme origins, relative URLs and the privileges of https. Call once, before `ready`. */
export function registerAssetScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** The delay before warming up: the window has been requested by then, but hasn't appeared yet. */
const WARM_UP_MS = 30;

/** The scripts of the first view of each page, by the page's path. */
type FirstScripts = Readonly<Record<(typeof PAGES)[keyof typeof PAGES], () => readonly string[]>>;

/**
 * Serves `folder`, which may be in an asar archive, to all windows of the default session. Call after `ready`.
 * @param opensWindow whether the app opens a window now
 */
export function serveAssets(
  protocol: Pick<Protocol, 'handle'>,
  folder: string,
  first: FirstScripts,
  opensWindow: boolean,
): void {
  protocol.handle(SCHEME, (request) => responseFrom(folder, first, request));
  if (!opensWindow) return;
  // The first response loads Node modules, which takes 20 ms. Nothing waits for it while Chromium starts the window's process.
  setTimeout(() => void responseFrom(folder, first, { url: START_PAGE, method: 'GET' }), WARM_UP_MS);
}

/** The response to a request: a page with all that its first view needs, another file from the folder, 404 or 405. */
export async function responseFrom(
  folder: string,
  first: FirstScripts,
  request: Pick<Request, 'url' | 'method'>,
): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { Allow: 'GET' } });
  const path = assetPath(request.url);
  const type = path && TYPES[extname(path)];
  if (!type) return new Response(null, { status: 404 });
  try {
    const page = isPage(path) ? await pageIn(folder, path, first[path]()) : null;
    const body = page ? page.html : await readFile(join(folder, path));
    return new Response(body, { headers: { ...pageHeaders(page?.scripts, page?.styles), 'Content-Type': type } });
  } catch {
    return new Response(null, { status: 404 });
  }
}

async function pageIn(folder: string, path: string, first: readonly string[]): Promise<WholePage> {
  // Loaded with the first page, because this module is loaded at every start, even without a window.
  const { wholePage } = await import('./whole-page.ts');
  const read: ReadAsset = (name, encoding) => readFileSync(join(folder, name), encoding);
  return wholePage(read(path, 'utf8'), first, read);
}

function isPage(path: string): path is keyof FirstScripts {
  return Object.values<string>(PAGES).includes(path);
}

/**
 * The path of an asset below its folder; null for anything but a plain path. Decodes and repairs nothing: paths with `%`, `\`, `:`
 * or NUL, or names that start with a dot, are refused, so `..%2f` leads nowhere.
 */
function assetPath(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, username, pathname } = new URL(url);
  const page = new Map<string, string>(Object.entries(PAGES)).get(host);
  const ours = protocol === `${SCHEME}:` && page !== undefined && username === '';
  if (!ours || !/^(\/[\w-][\w.-]*)+$/.test(pathname)) return null;
  return pathname.endsWith('.html') && pathname !== page ? null : pathname;
}

/** The types of the windows' files. Other files are not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
