/** Which URLs may be used, opened or displayed: one rule for the server's own URL and for those it sends. */

/** Why a URL is refused. */
export type UrlProblem = 'not-an-address' | 'not-https' | 'has-password';

/**
 * Validates a URL: https, or http on a loopback host, and without a user or password. If other schemes were allowed, a server
 * could open `file:` or `javascript:` URLs on this computer.
 */
export function parseSecureUrl(text: string): { readonly url: URL } | { readonly problem: UrlProblem } {
  const url = URL.canParse(text) && !/[\s\p{C}\\]/u.test(text) ? new URL(text) : null;
  if (!url) return { problem: 'not-an-address' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return { problem: 'not-https' };
  if (url.username || url.password) return { problem: 'has-password' };
  return { url };
}

/**
 * Validates a server's base URL, and returns it without a trailing slash, query or fragment. The URL of a metadata document
 * counts as that of the server that publishes it.
 */
export function parseBaseUrl(text: string): { readonly baseUrl: string } | { readonly problem: UrlProblem } {
  const parsed = parseSecureUrl(text.trim());
  if ('problem' in parsed) return parsed;
  const { origin, pathname, search, hash } = parsed.url;
  if (search || hash) return { problem: 'not-an-address' };
  return { baseUrl: origin + publisherOf(pathname).replace(/\/+$/, '') };
}

/**
 * Whether an issuer is the server at `baseUrl`. RFC 8414 §3.3 compares them character by character, but some servers add a slash,
 * the default port or capital letters, and such a URL can't belong to another server.
 */
export function isIssuer(issuer: unknown, baseUrl: string): boolean {
  const parsed = typeof issuer === 'string' ? parseBaseUrl(issuer) : null;
  return parsed !== null && 'baseUrl' in parsed && parsed.baseUrl === baseUrl;
}

/**
 * The server's path in the URL of a metadata document.
 * RFC 8414 §3.1 puts the well-known part first, OpenID Connect Discovery §4 last.
 */
function publisherOf(pathname: string): string {
  const [, before, after = ''] = WELL_KNOWN.exec(pathname) ?? [];
  return before === undefined ? pathname : before + after;
}

const WELL_KNOWN = /^(.*)\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(\/.*)?$/;

/** `localhost` and the names below it (RFC 6761 §6.3), 127.0.0.0/8 and ::1, as a parsed URL's `hostname` spells them. */
export function isLoopback(hostname: string): boolean {
  return /^([^.]+\.)*localhost\.?$/.test(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]';
}

/** Whether a browser would reach this computer at the host: loopback, its IPv4-mapped spelling, or the unspecified address. */
export function isThisComputer(hostname: string): boolean {
  return (
    isLoopback(hostname) || /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(hostname) || UNSPECIFIED.includes(hostname)
  );
}

const UNSPECIFIED: readonly string[] = ['0.0.0.0', '[::]', '[::ffff:0:0]'];
