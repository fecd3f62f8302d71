/**
 * What a hostile or broken server may send, and what each response means by the rules alone: RFC 8628 §3.5, RFC 6749 §5,
 * and the kinds of trouble that real servers have. Nothing here imports the code that it is to check.
 */
import fc from 'fast-check';
import { GRANT, TOKENS } from './parts.ts';

/** Never shown, printed or logged. */
export const LEAKS = /(access|refresh|device-code|id)-secret/;

/** An error that the oracle and the app must interpret in the same way. */
export type Meaning =
  | 'pending'
  | 'slow_down'
  | 'denied'
  | 'expired'
  | 'invalid_grant'
  /** There is no endpoint at this address. */
  | 'absent'
  /** The server has a problem; `lost`: its response may have contained tokens. */
  | 'trouble'
  | 'lost'
  | 'refused'
  | 'tokens'
  | 'malformed';

export interface HostileResponse {
  readonly status: number;
  readonly body: string;
  /** `Retry-After` as sent. */
  readonly retryAfter: string | null;
  /** `Retry-After` in milliseconds, if it is valid. */
  readonly demandedMs: number;
}

/** A placeholder for the secret that was sent, which a faulty server may echo. */
const ECHO = '{echo}';
const DESCRIPTION = `No\u001b[2J \u202E${ECHO}\u0000`;
const error = (code: unknown, more: object = {}) =>
  JSON.stringify({ error: code, error_description: DESCRIPTION, ...more });

const DECISIVE: Readonly<Record<string, Meaning>> = {
  authorization_pending: 'pending',
  slow_down: 'slow_down',
  access_denied: 'denied',
  authorization_declined: 'denied',
  expired_token: 'expired',
};
const TROUBLE_CODES = [
  'temporarily_unavailable',
  'server_error',
  'too_many_requests',
  'rate_limited',
  'rate_limit_exceeded',
];
const REFUSALS = [
  'invalid_client',
  'invalid_request',
  'unauthorized_client',
  'invalid_token',
  'ACCESS_DENIED',
  ' slow_down',
  '__proto__',
];

const STATUSES = [
  200, 201, 204, 300, 304, 400, 401, 403, 404, 405, 407, 408, 409, 410, 418, 422, 429, 451, 500, 501, 502, 503, 504,
  599,
];
/** A response with one of these has no body (Fetch §2.2.3). */
const WITHOUT_BODY: readonly number[] = [204, 304];

const NOT_JSON = [
  '',
  '   ',
  '<html><h1>Forbidden</h1></html>',
  '{"error":"access_den',
  'error=access_denied',
  'undefined',
];
const WITHOUT_ERROR = [
  'null',
  '[]',
  '7',
  '"access_denied"',
  '{}',
  '{"error":""}',
  '{"error":null}',
  '{"error":7}',
  '{"error":["access_denied"]}',
  '{"error":{"code":"access_denied"}}',
  JSON.stringify({ detail: ECHO }),
  '{"scope":["Not this one."]}',
];
const WRONG_TOKENS = [
  { ...TOKENS, token_type: 'mac' },
  { ...TOKENS, access_token: '' },
  { ...TOKENS, access_token: 5 },
  { ...TOKENS, access_token: 'access-secret-1\nX-Header: 1' },
  { ...TOKENS, refresh_token: ['refresh-secret-1'] },
  { refresh_token: 'refresh-secret-1' },
].map((body) => JSON.stringify(body));
const RIGHT_TOKENS = [
  TOKENS,
  { ...TOKENS, token_type: 'bearer', expires_in: '3600', scope: '' },
  { ...TOKENS, token_type: null, error: '', expires_in: -1 },
].map((body) => JSON.stringify(body));

const RETRY_AFTER: readonly (readonly [string | null, number])[] = [
  [null, 0],
  ['3', 3_000],
  ['90', 90_000],
  ['-5', 0],
  ['soon', 0],
];

const bodies = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.keys(DECISIVE)).map((code) => error(code)) },
  { weight: 1, arbitrary: fc.constant(error('slow_down', { interval: 30 })) },
  { weight: 2, arbitrary: fc.constant(error('invalid_grant')) },
  { weight: 3, arbitrary: fc.constantFrom(...TROUBLE_CODES).map((code) => error(code)) },
  { weight: 3, arbitrary: fc.constantFrom(...REFUSALS).map((code) => error(code)) },
  { weight: 2, arbitrary: fc.constantFrom(...NOT_JSON) },
  { weight: 3, arbitrary: fc.constantFrom(...WITHOUT_ERROR) },
  { weight: 1, arbitrary: fc.constantFrom(...WRONG_TOKENS) },
  { weight: 2, arbitrary: fc.constantFrom(...RIGHT_TOKENS) },
);

/** Any status with any body. No server intends most of these pairs, but some server sends them. */
export const hostileResponse: fc.Arbitrary<HostileResponse> = fc
  .tuple(fc.constantFrom(...STATUSES), bodies, fc.constantFrom(...RETRY_AFTER))
  .map(([status, body, [retryAfter, demandedMs]]) => ({
    status,
    body: WITHOUT_BODY.includes(status) ? '' : body,
    retryAfter,
    demandedMs,
  }));

/** Responses that let a sign-in continue are as frequent as all others, because otherwise most scripts would end early. */
export const pollScript = fc.array(
  fc.oneof(
    fc.constantFrom(
      { status: 400, body: error('authorization_pending'), retryAfter: null, demandedMs: 0 },
      { status: 429, body: error('slow_down'), retryAfter: null, demandedMs: 0 },
      { status: 503, body: '', retryAfter: null, demandedMs: 0 },
    ),
    hostileResponse,
  ),
  { minLength: 1, maxLength: 8 },
);

/** @param form the form that was sent */
export function responseOf(
  { status, body, retryAfter }: HostileResponse,
  form: Readonly<Record<string, string>>,
): Response {
  const echoed = form['device_code'] ?? form['refresh_token'] ?? '';
  const headers = { 'content-type': 'application/json', ...(retryAfter !== null && { 'retry-after': retryAfter }) };
  return new Response(WITHOUT_BODY.includes(status) ? null : body.replaceAll(ECHO, echoed), { status, headers });
}

/** The meaning of a response, whatever the request. */
export function meaningOf({ status, body }: HostileResponse): Meaning {
  const json = parsed(body);
  const code = errorIn(json);
  if (status === 407) return 'trouble';
  if (code !== null && Object.hasOwn(DECISIVE, code)) return DECISIVE[code] ?? 'refused';
  if ([404, 405, 410, 501].includes(status)) return 'absent';
  if ([502, 504].includes(status)) return 'lost';
  if (status >= 500 || status === 429 || status === 408 || (status >= 300 && status < 400)) return 'trouble';
  if (code !== null && TROUBLE_CODES.includes(code)) return 'trouble';
  if (code === 'invalid_grant') return code;
  if (code !== null || status >= 400) return 'refused';
  if (json === undefined) return 'lost';
  return RIGHT_TOKENS.includes(body) ? 'tokens' : 'malformed';
}

/** How much `slow_down` raises the interval to at least, in milliseconds. */
export function intervalIn({ body }: HostileResponse): number {
  const json = parsed(body);
  return typeof json === 'object' && json !== null && 'interval' in json ? Number(json.interval) * 1000 : 0;
}

function errorIn(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || !('error' in json)) return null;
  return typeof json.error === 'string' && json.error !== '' ? json.error : null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A device authorization response with some of its fields replaced by values that servers have sent or an attacker would. */
export const hostileGrant = fc
  .record(
    {
      device_code: fc.constantFrom<unknown>('device-code-secret-0001', '', null, 5, 'device-code-secret\n', 'x'),
      user_code: fc.constantFrom<unknown>(
        'WDJB-MJHT',
        '',
        null,
        5,
        '\u202EWDJB',
        'A'.repeat(65),
        '\u200b',
        'device-code-secret-0001',
      ),
      verification_uri: fc.constantFrom<unknown>(
        ...[
          'https://login.example.org/device',
          'https://other.example.org/',
          'javascript:alert(1)',
          'file:///etc/passwd',
        ],
        ...[
          'http://login.example.org/device',
          'http://127.0.0.1/',
          'http://sso.localhost/',
          'https://[::1]/',
          '/device',
          null,
          7,
        ],
        ...[
          'https://ada:secret@login.example.org/',
          'https://login.example.org/device-code-secret-0001',
          '',
          'https://',
        ],
      ),
      verification_url: fc.constantFrom<unknown>('https://login.example.org/device', 'data:text/html,x', null),
      verification_uri_complete: fc.constantFrom<unknown>(
        ...[
          'https://login.example.org/device?user_code=WDJB-MJHT',
          '/device?user_code=WDJB-MJHT',
          'javascript:alert(1)',
        ],
        ...[
          'http://login.example.org/device',
          'login.example.org/device',
          '',
          null,
          {},
          `https://login.example.org/${'x'.repeat(3000)}`,
        ],
      ),
      expires_in: fc.constantFrom<unknown>(600, '600', null, '', 0, -1, 'soon', 1e300, 5, [600]),
      interval: fc.constantFrom<unknown>(5, '5', null, '', 0, -1, 'soon', 1e300, 700, {}),
    },
    { requiredKeys: [] },
  )
  .map((fields) => ({ ...GRANT, ...fields }));
