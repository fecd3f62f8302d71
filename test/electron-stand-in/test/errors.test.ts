import { describe, expect, it } from 'vitest';
import { type Circumstances, netErrorName } from '../src/fetch/errors.ts';

const calm: Circumstances = { proxied: false, body: null, offline: false };
const failure = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });
const connecting = { syscall: 'connect' };
const resolving = { syscall: 'getaddrinfo' };
const reading = { syscall: 'read' };

describe("Chromium's name for a failure", () => {
  it.each([
    ['ENOTFOUND', resolving, 'ERR_NAME_NOT_RESOLVED'],
    ['EAI_AGAIN', resolving, 'ERR_NAME_NOT_RESOLVED'],
    ['ECONNREFUSED', connecting, 'ERR_CONNECTION_REFUSED'],
    ['ECONNRESET', reading, 'ERR_CONNECTION_RESET'],
    ['EPIPE', { syscall: 'write' }, 'ERR_CONNECTION_RESET'],
    ['ETIMEDOUT', connecting, 'ERR_CONNECTION_TIMED_OUT'],
    ['ENETDOWN', connecting, 'ERR_INTERNET_DISCONNECTED'],
    ['ENETUNREACH', connecting, 'ERR_ADDRESS_UNREACHABLE'],
    ['EHOSTUNREACH', connecting, 'ERR_ADDRESS_UNREACHABLE'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', {}, 'ERR_CERT_AUTHORITY_INVALID'],
    ['SELF_SIGNED_CERT_IN_CHAIN', {}, 'ERR_CERT_AUTHORITY_INVALID'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', {}, 'ERR_CERT_AUTHORITY_INVALID'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', {}, 'ERR_CERT_AUTHORITY_INVALID'],
    ['CERT_HAS_EXPIRED', {}, 'ERR_CERT_DATE_INVALID'],
    ['CERT_NOT_YET_VALID', {}, 'ERR_CERT_DATE_INVALID'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', {}, 'ERR_CERT_COMMON_NAME_INVALID'],
    ['CERT_REVOKED', {}, 'ERR_CERT_REVOKED'],
    ['EPROTO', { syscall: 'write' }, 'ERR_SSL_PROTOCOL_ERROR'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', {}, 'ERR_SSL_PROTOCOL_ERROR'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', {}, 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH'],
    ['ERR_PROXY_TUNNEL', {}, 'ERR_TUNNEL_CONNECTION_FAILED'],
    ['HPE_INVALID_CONSTANT', {}, 'ERR_INVALID_HTTP_RESPONSE'],
    ['HPE_HEADER_OVERFLOW', {}, 'ERR_RESPONSE_HEADERS_TOO_BIG'],
    ['HPE_INVALID_CHUNK_SIZE', {}, 'ERR_INVALID_CHUNKED_ENCODING'],
    ['Z_DATA_ERROR', {}, 'ERR_CONTENT_DECODING_FAILED'],
    ['SOMETHING_NEW', {}, 'ERR_FAILED'],
  ])('%s %o is %s', (code, more, name) => {
    expect(netErrorName(failure(code, more), calm)).toBe(name);
  });

  it.each([
    ['an answer that never began', null, 'ERR_EMPTY_RESPONSE'],
    ['a body shorter than its Content-Length', 'content-length', 'ERR_CONTENT_LENGTH_MISMATCH'],
    ['a last chunk that never came', 'chunked', 'ERR_INCOMPLETE_CHUNKED_ENCODING'],
  ] as const)('an orderly end is distinguished from a reset: %s', (_name, body, name) => {
    expect(netErrorName(failure('ECONNRESET'), { ...calm, body })).toBe(name);
    expect(netErrorName(failure('ECONNRESET', reading), { ...calm, body })).toBe('ERR_CONNECTION_RESET');
  });

  it('is about the proxy when the proxy cannot be reached', () => {
    const proxied = { ...calm, proxied: true };
    expect(netErrorName(failure('ECONNREFUSED', connecting), proxied)).toBe('ERR_PROXY_CONNECTION_FAILED');
    expect(netErrorName(failure('ENOTFOUND', resolving), proxied)).toBe('ERR_PROXY_CONNECTION_FAILED');
    expect(netErrorName(failure('ECONNRESET', reading), proxied)).toBe('ERR_CONNECTION_RESET');
  });

  it('is about the missing network when there is none', () => {
    const offline = { ...calm, offline: true };
    expect(netErrorName(failure('ENOTFOUND', resolving), offline)).toBe('ERR_INTERNET_DISCONNECTED');
    expect(netErrorName(failure('ECONNREFUSED', connecting), offline)).toBe('ERR_CONNECTION_REFUSED');
  });
});
