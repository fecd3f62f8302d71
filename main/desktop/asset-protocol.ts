/**
 * The windows' own files under `app://companion/…` and `app://consent/…`.
 * The app's own scheme instead of `file://`, under which a page could read every file that the user can.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Protocol } from 'electron';

const SCHEME = 'app';

/** Each window has an origin of its own, and its page is the only one there: neither page can reach into the other. */
const PAGES = { companion: '/index.html', consent: '/consent.html' } as const;

const originOf = (host: keyof typeof PAGES) => `${SCHEME}://${host}`;

/** The origin that is trusted with the main window's contract. */
export const APP_ORIGIN = originOf('companion');

/** The origin that is trusted with an answer about a tool. */
export const CONSENT_ORIGIN = originOf('consent');

/** The page of the main window. */
export const START_PAGE = APP_ORIGIN + PAGES.companion;

/** The page that asks about a tool. */
export const CONSENT_PAGE = CONSENT_ORIGIN + PAGES.consent;

/** Gives the scheme an origin, relative addresses and the rights of https. To be called once, before `ready`. */
export function registerAssetScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** The scripts of the folder that a page loads along with its own. */
export type ModulesToPreload = () => readonly string[];

/** Serves `folder`, which may lie in an asar archive, to every window of the default session. After `ready`. */
export function serveAssets(protocol: Pick<Protocol, 'handle'>, folder: string, modules: ModulesToPreload): void {
  protocol.handle(SCHEME, (request) => answerFrom(folder, modules, request));
  // The first response loads the modules that build responses. Do that while the window is being created, when nothing waits for it.
  void answerFrom(folder, modules, { url: START_PAGE, method: 'GET' });
}

/** The answer to one request: a file of the folder, or 404, or 405. The page names the scripts to preload. */
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
 * The path of an asset below its folder, or null for anything but a plain one. Nothing is decoded and nothing repaired:
 * a path with `%`, `\`, `:`, a NUL, or a name that starts with a dot has no business here, so `..%2f` leads nowhere.
 */
function assetPath(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, username, pathname } = new URL(url);
  const page = new Map<string, string>(Object.entries(PAGES)).get(host);
  const ours = protocol === `${SCHEME}:` && page !== undefined && username === '';
  if (!ours || !/^(\/[\w-][\w.-]*)+$/.test(pathname)) return null;
  return pathname.endsWith('.html') && pathname !== page ? null : pathname;
}

/** As the page's own `import` will ask for it, or it would be read twice. */
function preload(script: string): string {
  return `<link rel="modulepreload" crossorigin href="./${script}">`;
}

/** Every kind of file that a window is made of; others are not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  // A script, style or frame that an attacker gets into the page neither runs nor has anywhere to send what it sees.
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
  // No directive above covers WebRTC, whose lookup of a server's name would carry what the page knows to that name's
  // server. This does, for every frame that the page makes. Addresses are left to the policy and to `will-navigate`: Chromium
  // shows an error page in place of a window that tries to leave to one that is not on this list.
  'Connection-Allowlist': '("*://*:*/*");webrtc=block',
  // The type that a response declares is never second-guessed.
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // A link that only looks ahead would already look up a name.
  'X-DNS-Prefetch-Control': 'off',
  // Main refuses every permission; with this, nothing even asks.
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
