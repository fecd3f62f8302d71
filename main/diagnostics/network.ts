/** Derives findings about certificate, proxy and clock from the request to the server. */
import type { EpochMs, Finding, FindingKinds } from '../../preload/api.ts';
import { TOLERANCE_MS } from '../time/clock-skew.ts';
import { finding } from './finding.ts';
import type { ServerProbe } from './server.ts';

/**
 * Only Chromium's errors count, as for sign-ins. Node's TLS would bypass the proxy and trust other authorities, so it would check a
 * different connection. The first match counts.
 */
const CERTIFICATE_ERRORS: readonly (readonly [code: RegExp, found: FindingKinds['certificate']])[] = [
  [/CERT_DATE_INVALID|CERT_VALIDITY/, 'wrong-date'],
  [/CERT_AUTHORITY_INVALID|CERT_KNOWN_INTERCEPTION|KNOWN_INTERCEPTION_BLOCKED|CERT_SYMANTEC/, 'unknown-authority'],
  [/CERT_COMMON_NAME_INVALID|CERT_NAME_CONSTRAINT|CERT_NON_UNIQUE_NAME/, 'other-name'],
  [/CERT_REVOKED/, 'revoked'],
];

/** If a response arrived, Chromium trusts the certificate. */
export function diagnoseCertificate(asked: ServerProbe | null): Finding {
  if (!asked) return finding('certificate', 'unknown');
  const { server, exchange } = asked;
  if (server.baseUrl.startsWith('http:')) return finding('certificate', 'not-needed');
  if (exchange.kind === 'arrived')
    // A proxy's response doesn't involve the server's certificate.
    return finding('certificate', exchange.status === PROXY_AUTHENTICATION_REQUIRED ? 'unknown' : 'trusted');
  const { why, code } = exchange.because;
  if (why === 'redirected' || why === 'too-large') return finding('certificate', 'trusted');
  if (why !== 'certificate' && why !== 'tls') return finding('certificate', 'unknown');
  const found = CERTIFICATE_ERRORS.find(([pattern]) => pattern.test(code))?.[1] ?? 'not-accepted';
  return finding('certificate', found, ['code', code]);
}

/** @param resolved in the format of a PAC file; null if there is no server, or no result */
export function diagnoseProxy(resolved: string | null, asked: ServerProbe | null, byAdministrator: boolean): Finding {
  if (resolved === null || !asked) return finding('proxy', 'unknown');
  const by = ['by', byAdministrator ? 'administrator' : 'system'] as const;
  const hops = resolved.split(';').flatMap((hop) => hopIn(hop.trim()) ?? []);
  if (hops.length === 0 || hops[0] === 'DIRECT') return finding('proxy', 'direct', by);
  return finding('proxy', howProxyIs(asked), ['proxy', hops.join('; ')], by);
}

function howProxyIs({ exchange }: ServerProbe): FindingKinds['proxy'] {
  if (exchange.kind === 'arrived') return exchange.status === PROXY_AUTHENTICATION_REQUIRED ? 'asks-password' : 'used';
  switch (exchange.because.why) {
    case 'proxy':
      return 'fails';
    case 'proxy-password':
      return 'asks-password';
    default:
      return 'used';
  }
}

/** `PROXY host:port` or DIRECT; null for anything else, such as a proxy with a password. */
function hopIn(text: string): string | null {
  return /^(DIRECT|(PROXY|HTTPS?|SOCKS[45]?|QUIC) ([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?)$/.test(text)
    ? text
    : null;
}

const PROXY_AUTHENTICATION_REQUIRED = 407;

const MINUTE_MS = 60_000;

/** Compares the clock with the server's time, if known (R9). A time before the app was built is certainly wrong. */
export function diagnoseClock(asked: ServerProbe | null, now: EpochMs, builtAt: EpochMs): Finding {
  const aheadMs = asked?.clockAheadMs ?? null;
  if (aheadMs !== null && Math.abs(aheadMs) > TOLERANCE_MS) {
    const minutes = Math.round(Math.abs(aheadMs) / MINUTE_MS);
    return finding('clock', aheadMs > 0 ? 'fast' : 'slow', ['off', `${minutes} min`]);
  }
  if (now < builtAt) return finding('clock', 'before-build', ['built', new Date(builtAt).toISOString().slice(0, 10)]);
  return finding('clock', aheadMs === null ? 'unknown' : 'right');
}
