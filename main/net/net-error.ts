/** What the messages of failed requests mean: Chromium's (`net::ERR_…`) and our own. */
import type { NoAnswer } from '../../preload/api.ts';

export const LIMIT_REACHED = 'limit reached';
export const TOO_LARGE = 'answer too large';
export const BROKEN_OFF = 'answer broken off';

/** Why there is no response. */
export interface Loss {
  readonly because: NoAnswer;
  /** Whether the server may have read the request (R4): not after DNS, refused, proxy or TLS errors before its response began. */
  readonly maybeSent: boolean;
}

/** The name that Chromium gives a network error within a message: `net::ERR_CONNECTION_RESET`. Null: none. */
export function netErrorCode(message: string): string | null {
  return /net::ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? null;
}

/** The first that matches wins. */
const REASONS: readonly (readonly [pattern: RegExp, why: NoAnswer['why'], maybeSent: boolean])[] = [
  [new RegExp(LIMIT_REACHED), 'timed-out', true],
  [new RegExp(TOO_LARGE), 'too-large', true],
  [/redirect/i, 'redirected', true],
  [/INTERNET_DISCONNECTED/, 'offline', false],
  // A computer that falls asleep closes the connections on which answers are awaited, too.
  [/NETWORK_IO_SUSPENDED/, 'offline', true],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS_|ICANN_NAME_COLLISION/, 'name-not-found', false],
  [/PROXY_AUTH/, 'proxy-password', false],
  [/PROXY|TUNNEL|SOCKS|PAC_/, 'proxy', false],
  // What is wrong with a record, and not with the handshake: the request may be among those that were read.
  [/SSL_(BAD_RECORD_MAC|DECRYPT_ERROR|DECOMPRESSION_FAILURE)_ALERT/, 'reset', true],
  [/ERR_CERT|ERR_SSL|PINNED_KEY|BAD_SSL/, 'certificate', false],
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

/** Why an exchange failed, by the messages of its errors. */
export function lossFrom(message: string): Loss {
  const [, why, maybeSent] = REASONS.find(([pattern]) => pattern.test(message)) ?? [null, 'unknown' as const, true];
  const code = netErrorCode(message) ?? why;
  // The same code in the middle of a response does not concern the way to the server, which was open.
  if (!maybeSent && message.includes(BROKEN_OFF)) return { because: { why: 'reset', code }, maybeSent: true };
  return { because: { why, code }, maybeSent };
}
