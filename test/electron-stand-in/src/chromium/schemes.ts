/**
 * The app's own schemes. Chromium takes none that it does not know: `app://host/path` is
 * `https://host.app.invalid/path` there, and turned back in everything that the main process sees.
 */

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** The privileged schemes with their handlers; null until `protocol.handle` sets one. */
export const schemes = new Map<string, SchemeHandler | null>();

/** Converts `url` to Chromium's form. */
export function toChromium(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || !schemes.has(scheme.toLowerCase())) return url;
  return `https://${host || 'nobody'}.${scheme.toLowerCase()}.invalid${rest === '' ? '/' : rest}`;
}

/** Converts `url` to the app's form. */
export function toApp(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/?#]+)\.([a-z0-9+.-]+)\.invalid(?:(?=[/?#])|$)(.*)$/is.exec(url) ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** The origin of an address in the app's form. Unlike in `URL`, the app's own schemes have origins. */
export function originOf(url: string): string {
  const [, scheme, host] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return 'null';
  return schemes.has(scheme) ? `${scheme}://${host}` : new URL(url).origin;
}

/** The page requests that belong to one of the app's schemes. */
export const schemePatterns = (): string[] => [...schemes.keys()].map((scheme) => `https://*.${scheme}.invalid/*`);
