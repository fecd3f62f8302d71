/** Which addresses may be used, opened or drawn. One rule, for the server's own and for what it sends. */

/** Why an address is refused. */
export type AddressProblem = 'not-an-address' | 'not-https' | 'has-password';

/**
 * Validates an address: https, or http on a loopback host; no user or password in it.
 * A server that could name any other scheme would open `file:` or `javascript:` on this computer.
 */
export function parseVerificationUri(text: string): { readonly url: URL } | { readonly problem: AddressProblem } {
  const url = URL.canParse(text) && !/[\s\p{C}\\]/u.test(text) ? new URL(text) : null;
  if (!url) return { problem: 'not-an-address' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return { problem: 'not-https' };
  if (url.username || url.password) return { problem: 'has-password' };
  return { url };
}

/**
 * Validates a server's base URL; gives it without a trailing slash, query or fragment. The address of a metadata document stands
 * for the server that publishes it.
 */
export function parseBaseUrl(text: string): { readonly baseUrl: string } | { readonly problem: AddressProblem } {
  const parsed = parseVerificationUri(text.trim());
  if ('problem' in parsed) return parsed;
  const { origin, pathname, search, hash } = parsed.url;
  if (search || hash) return { problem: 'not-an-address' };
  return { baseUrl: origin + publisherOf(pathname).replace(/\/+$/, '') };
}

/**
 * Whether an issuer is the server at `baseUrl`. RFC 8414 §3.3 compares characters; but servers add a slash, the usual port or
 * capital letters, and no other server is at such an address.
 */
export function isIssuer(issuer: unknown, baseUrl: string): boolean {
  const parsed = typeof issuer === 'string' ? parseBaseUrl(issuer) : null;
  return parsed !== null && 'baseUrl' in parsed && parsed.baseUrl === baseUrl;
}

/** The server's own path: RFC 8414 §3.1 inserts the well-known part before it, OpenID Connect Discovery §4 appends it. */
function publisherOf(pathname: string): string {
  const [, before, after = ''] = WELL_KNOWN.exec(pathname) ?? [];
  return before === undefined ? pathname : before + after;
}

const WELL_KNOWN = /^(.*)\/\.well-known\/(?:openid-configuration|oauth-authorization-server)(\/.*)?$/;

/** `localhost` and the names below it (RFC 6761 §6.3), 127.0.0.0/8 and ::1, as a parsed URL's `hostname` spells them. */
export function isLoopback(hostname: string): boolean {
  return /^([^.]+\.)*localhost\.?$/.test(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]';
}

/** Whether a browser would reach this computer at that host: loopback, its IPv4-mapped spelling, or the unspecified address. */
export function isThisComputer(hostname: string): boolean {
  return (
    isLoopback(hostname) || /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(hostname) || UNSPECIFIED.includes(hostname)
  );
}

const UNSPECIFIED: readonly string[] = ['0.0.0.0', '[::]', '[::ffff:0:0]'];
