/**
 * Serves the windows' files under `app://companion/…` and `app://consent/…`. With `file://` instead, a page could read all of the
 * user's files.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Protocol } from 'electron';

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

/** The scripts that a page preloads. */
type ModulesToPreload = () => readonly string[];

/** Serves `folder`, which may be in an asar archive, to all windows of the default session. Call after `ready`. */
export function serveAssets(protocol: Pick<Protocol, 'handle'>, folder: string, modules: ModulesToPreload): void {
  protocol.handle(SCHEME, (request) => answerFrom(folder, modules, request));
  // The first response loads Node modules. Trigger that while the window is being created and nothing waits for it.
  void answerFrom(folder, modules, { url: START_PAGE, method: 'GET' });
}

/** The response to a request: a file from the folder, 404 or 405. Adds the scripts to preload to the page. */
export async function answerFrom(
  folder: string,
  modules: ModulesToPreload,
  request: Pick<Request, 'url' | 'method'>,
): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers: { Allow: 'GET' } });
  const path = assetPath(request.url);
  const type = path && TYPES[extname(path)];
  if (!type) return new Response(null, { status: 404 });
  try {
    const file = await readFile(join(folder, path));
    const body = path.endsWith('.html')
      ? file.toString().replace('</head>', `${modules().map(preload).join('')}</head>`)
      : file;
    return new Response(body, { headers: { ...HEADERS, 'Content-Type': type } });
  } catch {
    return new Response(null, { status: 404 });
  }
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

/** The preload link, with the same mode as the page's `import`. Otherwise the script would be read twice. */
function preload(script: string): string {
  return `<link rel="modulepreload" crossorigin href="./${script}">`;
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

const HEADERS = {
  // Scripts, styles or frames that an attacker injects don't run, and can't send anything anywhere.
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  // None of the directives above covers WebRTC. A lookup of a WebRTC server's name could carry data from the page to that name's
  // server. This header blocks WebRTC in all frames. It allows all addresses, which the policy and `will-navigate` restrict: Chromium
  // shows an error page instead of a window that navigates to an address not on this list.
  'Connection-Allowlist': '("*://*:*/*");webrtc=block',
  // Browsers must not guess a different type.
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // Prefetching a link would already look up a name.
  'X-DNS-Prefetch-Control': 'off',
  // Main refuses all permissions; with this header, no page even asks.
  'Permissions-Policy': [
    'camera',
    'clipboard-read',
    'clipboard-write',
    'display-capture',
    'geolocation',
    'hid',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-create',
    'publickey-credentials-get',
    'serial',
    'usb',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
};
