/** Explains failed requests by their error messages: Chromium's (`net::ERR_…`) and our own. */
import type { NoResponse } from '../../preload/api.ts';

export const LIMIT_REACHED = 'limit reached';
export const TOO_LARGE = 'response too large';
export const BROKEN_OFF = 'response broken off';

/** Why there is no response. */
export interface Loss {
  readonly because: NoResponse;
  /** Whether the server may have read the request (R4): not after DNS, refused, proxy or TLS errors before its response began. */
  readonly maybeSent: boolean;
}

/** The Chromium error in a message, such as `net::ERR_CONNECTION_RESET`; null if there is none. */
export function netErrorCode(message: string): string | null {
  return /net::ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? null;
}

/** The first match counts. */
const REASONS: readonly (readonly [pattern: RegExp, why: NoResponse['why'], maybeSent: boolean])[] = [
  [new RegExp(LIMIT_REACHED), 'timed-out', true],
  [new RegExp(TOO_LARGE), 'too-large', true],
  [/redirect/i, 'redirected', true],
  [/INTERNET_DISCONNECTED/, 'offline', false],
  // Going to sleep also closes connections that are waiting for a response.
  [/NETWORK_IO_SUSPENDED/, 'offline', true],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS_|ICANN_NAME_COLLISION/, 'name-not-found', false],
  // A server responded with 407, although no proxy requires credentials.
  [/UNEXPECTED_PROXY_AUTH/, 'unknown', true],
  [/PROXY_AUTH/, 'proxy-password', false],
  [/PROXY|TUNNEL|SOCKS|PAC_/, 'proxy', false],
  // These concern a TLS record, not the handshake, so the server may have read the request.
  [/SSL_(BAD_RECORD_MAC|DECRYPT_ERROR|DECOMPRESSION_FAILURE)_ALERT/, 'reset', true],
  [/ERR_CERT|FALLBACK_CERT|PINNED_KEY|SERVER_CERT|KEY_USAGE/, 'certificate', false],
  [/ERR_SSL|BAD_SSL|ERR_ECH/, 'tls', false],
  // A firewall, a policy, or a port to which Chromium opens no connection.
  [/NETWORK_ACCESS_DENIED|BLOCKED_BY_(ADMINISTRATOR|CLIENT)|UNSAFE_PORT/, 'unknown', false],
  [/CONNECTION_REFUSED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|CONNECTION_FAILED/, 'refused', false],
  [/CONNECTION_TIMED_OUT/, 'timed-out', false],
  [/TIMED_OUT/, 'timed-out', true],
  [/INVALID_HTTP_RESPONSE|RESPONSE_HEADERS|INVALID_CHUNKED|CONTENT_DECODING/, 'not-json', true],
  [
    /RESET|CLOSED|ABORTED|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED|NETWORK_CHANGED|HTTP2|QUIC/,
    'reset',
    true,
  ],
];

/** Why there is no response, by the messages of the errors. */
export function lossFrom(message: string): Loss {
  const [, why, maybeSent] = REASONS.find(([pattern]) => pattern.test(message)) ?? [null, 'unknown' as const, true];
  const code = netErrorCode(message) ?? why;
  // In the middle of a response, the error can't mean that the server was not reached.
  if (!maybeSent && message.includes(BROKEN_OFF)) return { because: { why: 'reset', code }, maybeSent: true };
  return { because: { why, code }, maybeSent };
}
