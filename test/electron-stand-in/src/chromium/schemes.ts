/**
 * The app's own schemes. Chromium takes none that it does not know: `app://host/path` is
 * `https://host.app.invalid/path` there, and turned back in everything that the main process sees.
 */

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** Registered as privileged; null until `protocol.handle` sets who answers. */
export const schemes = new Map<string, SchemeHandler | null>();

/** `url` as Chromium gets it. */
export function toChromium(url: string): string {
  const [, scheme, host, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || !schemes.has(scheme.toLowerCase())) return url;
  return `https://${host || 'nobody'}.${scheme.toLowerCase()}.invalid${rest === '' ? '/' : rest}`;
}

/** `url` as the app knows it. */
export function toApp(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/?#]+)\.([a-z0-9+.-]+)\.invalid(?:(?=[/?#])|$)(.*)$/is.exec(url) ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** The origin of an address as the app knows it: a scheme of its own has one, unlike for `URL`. */
export function originOf(url: string): string {
  const [, scheme, host] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(url) ?? [];
  if (scheme === undefined || host === undefined) return 'null';
  return schemes.has(scheme) ? `${scheme}://${host}` : new URL(url).origin;
}

/** Which requests of a page belong to a scheme of the app's. */
export const schemePatterns = (): string[] => [...schemes.keys()].map((scheme) => `https://*.${scheme}.invalid/*`);
