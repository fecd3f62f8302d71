/** A server's display name, the same in window, terminal and report. */

/** `host[:port]`, in ASCII, and the path if it has one. */
export function serverName({ baseUrl }: { readonly baseUrl: string }): string {
  const { host, pathname } = new URL(baseUrl);
  return host + (pathname === '/' ? '' : pathname);
}
