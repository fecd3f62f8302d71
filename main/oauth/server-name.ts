/** How people name a server: in the window, in a terminal and in a report alike. */

/** `host[:port]`, in ASCII, and the path where it has one. */
export function serverName({ baseUrl }: { readonly baseUrl: string }): string {
  const { host, pathname } = new URL(baseUrl);
  return host + (pathname === '/' ? '' : pathname);
}
