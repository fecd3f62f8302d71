/**
 * What the client sends, and what an answer means: RFC 8628 §3.1-3.5, RFC 6749 §5-6.
 * Sending is transport.ts; every judge here is pure. Wire names end here.
 */
import type { Failure, NoAnswer, Prompt, ServerSaid } from '../../preload/api.ts';
import type { Exchange } from '../net/http-client.ts';
import { clean, isVisible, reveals } from './sanitize.ts';
import { isLoopback, judgeAddress } from './url.ts';

/** Everything the flow needs to know of one server. The binding of a session to it is made of these (R7). */
export interface Server {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly scope: string | null;
  readonly deviceAuthorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** What neither the user nor a policy has set: these hold defaults, and the server's metadata may name better ones (R10). */
  readonly automatic: readonly ('scope' | 'deviceAuthorizationEndpoint' | 'tokenEndpoint')[];
}

/** A sign-in request is waited for by a person; nobody waits for a refresh. */
export const SIGN_IN_LIMIT_MS = 15_000;
export const REFRESH_LIMIT_MS = 60_000;

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const DEFAULT_INTERVAL_S = 5;
const LONGEST_WAIT_S = 24 * 60 * 60;
const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60;
const LONGEST_SAID = 300;
const LONGEST_USER_CODE = 64;
const LONGEST_URI = 2000;
/** What is sent on must fit into a request of 64 KiB, where a form may triple its length. */
const LONGEST_SENT = 20_000;

// ── Requests ─────────────────────────────────────────────────────────────────

/** The device authorization request (§3.1), with what the approval page shows about this computer. */
export function deviceAuthorizationRequest(server: Server, deviceOs: string) {
  return {
    client_id: server.clientId,
    device_type: 'desktop',
    device_os: deviceOs,
    ...(server.scope && { scope: server.scope }),
  };
}

/** The device access token request (§3.4). */
export function deviceTokenRequest(server: Server, deviceCode: string) {
  return { grant_type: DEVICE_CODE_GRANT, client_id: server.clientId, device_code: deviceCode };
}

/** The refresh request (RFC 6749 §6). */
export function refreshRequest(server: Server, refreshToken: string) {
  return { grant_type: 'refresh_token', client_id: server.clientId, refresh_token: refreshToken };
}

/** The revocation request (RFC 7009 §2.1). */
export function revocationRequest(server: Server, token: string, hint: TokenTypeHint) {
  return { client_id: server.clientId, token, token_type_hint: hint };
}

/** What kind of token is revoked. */
export type TokenTypeHint = 'refresh_token' | 'access_token';

// ── Reading any answer ───────────────────────────────────────────────────────

/** An answer that breaks the protocol: which field, and which rule. Never its value. */
export type Malformed = Extract<Failure, { kind: 'malformed' }>;

/** What every answer comes down to before its own fields are read. */
export type Reply =
  | { readonly kind: 'answer'; readonly body: unknown }
  | {
      readonly kind: 'refusal';
      /** What the server's own spelling means; null: nothing of its own. Cleaned to be shown, another error could look like it. */
      readonly code: ErrorCode | null;
      readonly said: ServerSaid;
      readonly intervalMs: number | null;
      readonly retryAfterMs: number | null;
    }
  | {
      readonly kind: 'no-answer';
      readonly because: NoAnswer;
      readonly retryAfterMs: number | null;
      /** An answer may have been on its way and was lost: asking once more at once may bring it again (R4). */
      readonly lost: boolean;
      /** The server may have acted on the request all the same (R4). */
      readonly maybeActed: boolean;
    };

/** These mean what they say whatever the status; any other `error` in a 5xx is trouble of the server's. */
const SAID_EVEN_IN_5XX = ['authorization_pending', 'slow_down', 'access_denied', 'expired_token'] as const;
const ERROR_CODES = [...SAID_EVEN_IN_5XX, 'invalid_grant'] as const;

/** An error that decides what is done next (RFC 8628 §3.5, RFC 6749 §5.2). */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What a confused server might send beside an error, or in the place of one: never shown. */
const SECRET_FIELDS = ['device_code', 'access_token', 'refresh_token', 'id_token'];

/** A field that holds one secret may hold a few. Thousands are an attack: looking for each would take for ever. */
const MOST_SECRETS = 8;

/** These came whole, or as whole as anybody wanted them. */
const CAME: readonly NoAnswer['why'][] = ['redirected', 'too-large'];

/** Judges the body first, then the status. `secrets`: what was sent, to be blanked where the server echoes it. */
export function readReply(exchange: Exchange, secrets: readonly string[] = []): Reply {
  if (exchange.kind === 'lost') {
    const { because, maybeSent } = exchange;
    const lost = maybeSent && !CAME.includes(because.why);
    return { kind: 'no-answer', because, retryAfterMs: null, lost, maybeActed: maybeSent };
  }
  const { status, json, retryAfterMs } = exchange;
  // What was cut short still calls itself a success; a gateway says that it got no whole answer (RFC 9110 §15.6.3, §15.6.5).
  const mayBeCut = status < 300 || status === 502 || status === 504;
  const noAnswer = (why: NoAnswer['why'], maybeActed = true): Reply => ({
    kind: 'no-answer',
    because: { why, code: `HTTP ${status}` },
    retryAfterMs,
    // Who wants a pause is not asked at once.
    lost: mayBeCut && retryAfterMs === null,
    maybeActed,
  });
  if (status >= 300 && status < 400) return noAnswer('redirected');
  // A proxy's word, whatever comes with it: the server was never asked (RFC 9110 §15.5.8).
  if (status === 407) return noAnswer('proxy-password', false);
  const fields = isObject(json) ? json : {};
  const all = [...secrets, ...SECRET_FIELDS.flatMap((field) => texts(fields[field]).slice(0, MOST_SECRETS))];
  const error = fields['error'];
  if (typeof error === 'string' && error !== '' && (status < 500 || SAID_EVEN_IN_5XX.some((said) => said === error))) {
    const said = {
      status,
      error: clean(error, LONGEST_SAID, all),
      description: describe(fields['error_description'], all),
    };
    const code = ERROR_CODES.find((known) => known === error) ?? null;
    return { kind: 'refusal', code, said, intervalMs: seconds(fields['interval']), retryAfterMs };
  }
  if (status >= 500) return noAnswer('server-trouble');
  if (status === 429) return noAnswer('too-many-requests');
  if (status === 408) return noAnswer('timed-out');
  if (json === undefined) return noAnswer('not-json');
  if (status >= 400) {
    const said = { status, error: null, description: detail(json, all) };
    return { kind: 'refusal', code: null, said, intervalMs: null, retryAfterMs };
  }
  return { kind: 'answer', body: json };
}

function describe(text: unknown, secrets: readonly string[]): string | null {
  return (typeof text === 'string' && clean(text, LONGEST_SAID, secrets)) || null;
}

/**
 * A validation error of the server of record: `{"detail": "…"}` or `{"field": ["…"]}`. Nothing else is quoted:
 * a lone text in a field that nobody knows may be a token.
 */
function detail(json: unknown, secrets: readonly string[]): string | null {
  if (!isObject(json)) return null;
  if (typeof json['detail'] === 'string') return describe(json['detail'], secrets);
  const lines = Object.entries(json).flatMap(([field, said]) =>
    Array.isArray(said) && !SECRET_FIELDS.includes(field) ? texts(said).map((line) => `${field}: ${line}`) : [],
  );
  return describe(lines.join(' '), secrets);
}

// ── The device authorization answer (§3.2) ───────────────────────────────────

/** A code that waits for a person. `deviceCode` is secret. */
export interface DeviceGrant {
  readonly deviceCode: string;
  readonly prompt: Prompt;
  readonly lifetimeMs: number;
  readonly intervalMs: number;
}

/** Judges a device authorization answer. The prompt that it gives is safe to draw, print and open. */
export function judgeDeviceAuthorization(body: unknown, server: Server): DeviceGrant | Malformed {
  if (!isObject(body)) return malformed('body', 'must be a JSON object');

  const deviceCode = body['device_code'];
  if (!isSendable(deviceCode)) return malformed('device_code', SENDABLE);

  const userCode = body['user_code'];
  if (typeof userCode !== 'string' || !userCode.trim()) return malformed('user_code', 'must be text');
  if ([...userCode].length > LONGEST_USER_CODE)
    return malformed('user_code', `must have at most ${LONGEST_USER_CODE} characters`);
  if (!isVisible(userCode)) return malformed('user_code', 'must not have control, bidi or invisible characters');

  const page = judgeUri('verification_uri', body['verification_uri']);
  if ('kind' in page) return page;
  const given = body['verification_uri_complete'];
  const complete = isAbsent(given) ? null : judgeUri('verification_uri_complete', given);
  if (complete && 'kind' in complete) return complete;
  const qr = complete && complete.url.origin === page.url.origin ? complete : page;

  const shown = [userCode, page.text, qr.text];
  if (deviceCode.length >= 16 && shown.some((text) => reveals(text, deviceCode)))
    return malformed('device_code', 'must not be part of what is shown');

  const expiresIn = number(body['expires_in']);
  if (expiresIn === null || expiresIn <= 0) return malformed('expires_in', 'must be a positive number');
  const sent = body['interval'];
  const interval = isAbsent(sent) ? DEFAULT_INTERVAL_S : number(sent);
  if (interval === null || interval < 0) return malformed('interval', 'must be a positive number');
  if (!isAbsent(sent) && interval > expiresIn) return malformed('interval', 'must not be longer than expires_in');

  return {
    deviceCode,
    lifetimeMs: Math.min(expiresIn, LONGEST_WAIT_S) * 1000,
    intervalMs: Math.max(interval, 1) * 1000,
    prompt: {
      userCode,
      verificationUri: page.text,
      qrText: qr.text,
      qrCarriesCode: qr === complete,
      foreignHost: page.url.hostname === new URL(server.baseUrl).hostname ? null : page.url.host,
      onlyOnThisComputer: isLoopback(page.url.hostname),
    },
  };
}

/** Gives the server's own spelling when it is the canonical one, else the canonical one: what was judged is what is used. */
function judgeUri(field: string, value: unknown): { readonly text: string; readonly url: URL } | Malformed {
  if (typeof value !== 'string' || !value) return malformed(field, 'must be text');
  if (value.length > LONGEST_URI) return malformed(field, `must have at most ${LONGEST_URI} characters`);
  const judged = judgeAddress(value);
  if ('problem' in judged) return malformed(field, UNSAFE_URI[judged.problem]);
  const { url } = judged;
  const canonical = value === url.href || `${value}/` === url.href;
  return { text: canonical ? value : url.href, url };
}

const UNSAFE_URI = {
  'not-an-address': 'must be an absolute address (unsafe_verification_uri)',
  'not-https': 'must be https, or http on this computer (unsafe_verification_uri)',
  'has-password': 'must not have a user or password in it (unsafe_verification_uri)',
};

// ── The token answer (RFC 6749 §5.1) ─────────────────────────────────────────

/** What the server gave. Secret, every field but `expiresInMs`. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /** Null: the server did not say. */
  readonly expiresInMs: number | null;
}

/** Judges a token answer. */
export function judgeTokens(body: unknown): Tokens | Malformed {
  if (!isObject(body)) return malformed('body', 'must be a JSON object');
  const tokenType = body['token_type'];
  if (!isAbsent(tokenType) && (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer'))
    return malformed('token_type', 'must be Bearer');
  const accessToken = body['access_token'];
  if (!isVschar(accessToken)) return malformed('access_token', 'must be printable ASCII text');
  const refreshToken = isAbsent(body['refresh_token']) ? null : body['refresh_token'];
  if (refreshToken !== null && !isSendable(refreshToken)) return malformed('refresh_token', SENDABLE);
  const idToken = body['id_token'];
  return {
    accessToken,
    refreshToken,
    idToken: isVschar(idToken) ? idToken : null,
    expiresInMs: seconds(body['expires_in']),
  };
}

/** The refresh token of any token answer, also of one that is malformed in another field; null if there is none that could be sent. */
export function refreshTokenIn(body: unknown): string | null {
  const token = isObject(body) ? body['refresh_token'] : null;
  return isSendable(token) ? token : null;
}

/** The texts of a field that may hold one or several. */
function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

// ── Values ───────────────────────────────────────────────────────────────────

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A positive number of seconds, in milliseconds; null for what is absent, not a number, or not positive. */
function seconds(value: unknown): number | null {
  const parsed = number(value);
  return parsed !== null && parsed > 0 ? Math.min(parsed, TEN_YEARS_S) * 1000 : null;
}

/** A finite number, or one spelled in digits. */
function number(value: unknown): number | null {
  const parsed = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null;
}

/** Null and the empty text stand for a field that is not there. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** 1*VSCHAR, as RFC 6749 Appendix A spells tokens and codes: nothing that could break out of a header or a line. */
function isVschar(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]+$/.test(value);
}

/** What comes back to the server in a later request. */
function isSendable(value: unknown): value is string {
  return isVschar(value) && value.length <= LONGEST_SENT;
}

const SENDABLE = `must be printable ASCII text of at most ${LONGEST_SENT} characters`;

export function malformed(field: string, rule: string): Malformed {
  return { kind: 'malformed', field, rule };
}
