/** Chromium's names for network errors, by Node's codes. */

/** The phase in which a request failed. */
export interface Circumstances {
  /** Whether a proxy was used. */
  readonly proxied: boolean;
  /** How the end of the body is determined; null before the response's head has arrived. */
  readonly body: 'content-length' | 'chunked' | 'until-close' | null;
  /** Whether only the loopback interface is up. */
  readonly offline: boolean;
}

/** Chromium's name, `ERR_…`, of `error`; `ERR_FAILED` if it is unknown. */
export function netErrorName(error: unknown, { proxied, body, offline }: Circumstances): string {
  const code = codeOf(error);
  if (proxied && isConnecting(error)) return 'ERR_PROXY_CONNECTION_FAILED';
  const name = NAMES[code] ?? byPattern(code);
  if (name === 'ERR_NAME_NOT_RESOLVED' && offline) return 'ERR_INTERNET_DISCONNECTED';
  if (name === 'ERR_CONNECTION_RESET' && !isFromSocket(error)) return orderlyEnd(error, body);
  return name ?? 'ERR_FAILED';
}

/** The error that Electron's fetch rejects with. */
export const netError = (name: string): Error => new Error(`net::${name}`);

const NAMES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'ERR_NAME_NOT_RESOLVED',
  EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  EAI_FAIL: 'ERR_NAME_NOT_RESOLVED',
  EAI_NODATA: 'ERR_NAME_NOT_RESOLVED',
  EAI_NONAME: 'ERR_NAME_NOT_RESOLVED',
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED',
  ECONNRESET: 'ERR_CONNECTION_RESET',
  EPIPE: 'ERR_CONNECTION_RESET',
  ECONNABORTED: 'ERR_CONNECTION_ABORTED',
  ETIMEDOUT: 'ERR_CONNECTION_TIMED_OUT',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'ERR_CONNECTION_TIMED_OUT',
  ENETDOWN: 'ERR_INTERNET_DISCONNECTED',
  ENETUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  EADDRNOTAVAIL: 'ERR_ADDRESS_INVALID',
  EACCES: 'ERR_NETWORK_ACCESS_DENIED',
  EPERM: 'ERR_NETWORK_ACCESS_DENIED',
  // OpenSSL's names for errors of X.509 verification.
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'ERR_CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'ERR_CERT_AUTHORITY_INVALID',
  CERT_UNTRUSTED: 'ERR_CERT_AUTHORITY_INVALID',
  CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'ERR_CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'ERR_CERT_COMMON_NAME_INVALID',
  CERT_REVOKED: 'ERR_CERT_REVOKED',
  CERT_REJECTED: 'ERR_CERT_INVALID',
  INVALID_PURPOSE: 'ERR_CERT_INVALID',
  CERT_SIGNATURE_FAILURE: 'ERR_CERT_INVALID',
  EPROTO: 'ERR_SSL_PROTOCOL_ERROR',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  ERR_PROXY_TUNNEL: 'ERR_TUNNEL_CONNECTION_FAILED',
  HPE_HEADER_OVERFLOW: 'ERR_RESPONSE_HEADERS_TOO_BIG',
  HPE_INVALID_CHUNK_SIZE: 'ERR_INVALID_CHUNKED_ENCODING',
  Z_DATA_ERROR: 'ERR_CONTENT_DECODING_FAILED',
  Z_BUF_ERROR: 'ERR_CONTENT_DECODING_FAILED',
  ENOENT: 'ERR_FILE_NOT_FOUND',
  EISDIR: 'ERR_FILE_NOT_FOUND',
};

function byPattern(code: string): string | undefined {
  if (/^ERR_SSL_/.test(code)) return 'ERR_SSL_PROTOCOL_ERROR';
  if (/^HPE_/.test(code)) return 'ERR_INVALID_HTTP_RESPONSE';
  if (/^(ERR__ERROR_FORMAT|ERR_BROTLI|ZSTD_)/.test(code)) return 'ERR_CONTENT_DECODING_FAILED';
  return undefined;
}

/** Node also reports ECONNRESET for a connection that was closed normally but too early, without a system call. */
function orderlyEnd(error: unknown, body: Circumstances['body']): string {
  if (error instanceof Error && error.message.includes('before secure TLS connection')) return 'ERR_CONNECTION_CLOSED';
  switch (body) {
    case null:
      return 'ERR_EMPTY_RESPONSE';
    case 'content-length':
      return 'ERR_CONTENT_LENGTH_MISMATCH';
    case 'chunked':
      return 'ERR_INCOMPLETE_CHUNKED_ENCODING';
    case 'until-close':
      return 'ERR_CONNECTION_RESET';
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

const isFromSocket = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && error.syscall !== undefined;

/** Whether the connection was never established. */
function isConnecting(error: unknown): boolean {
  return (
    error instanceof Error && 'syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')
  );
}
