/** How Electron's `loadURL` rejects. */

export interface LoadError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly url: string;
}

/** The error for Chromium's `net::ERR_…` text. */
export function loadError(text: string, url: string): LoadError {
  const code = text.replace(/^net::/, '');
  const errno = NUMBERS[code] ?? -2;
  return Object.assign(new Error(`${code} (${errno}) loading '${url.slice(0, 2048)}'`), { code, errno, url });
}

/** Chromium's net/base/net_error_list.h; other errors count as ERR_FAILED. */
const NUMBERS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_UNKNOWN_URL_SCHEME: -302,
};
