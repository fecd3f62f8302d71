/** The name that Chromium gives a network error within a message: `net::ERR_CONNECTION_RESET`. Null: none. */
export function netErrorCode(message: string): string | null {
  return /net::ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? null;
}
