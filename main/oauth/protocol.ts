/**
 * What the client sends, and what a successful answer holds: RFC 8628 §3.1-3.4, RFC 6749 §5.1 and §6.
 * http-client.ts sends, reply.ts separates answers from refusals and trouble; everything here is pure. Wire names end here.
 */
import type { Failure, Ignored, Prompt } from '../../preload/api.ts';
import { isVisible, reveals } from './sanitize.ts';
import { isLoopback, isThisComputer, parseVerificationUri } from './url.ts';

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

/** A user waits for a code; no one waits for a refresh. */
export const SIGN_IN_LIMIT_MS = 15_000;
export const REFRESH_LIMIT_MS = 60_000;

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const DEFAULT_INTERVAL_S = 5;
/** For a server that leaves out `expires_in`, which RFC 8628 §3.2 requires. */
const DEFAULT_LIFETIME_S = 600;
const LONGEST_WAIT_S = 24 * 60 * 60;
const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60;
const LONGEST_USER_CODE = 64;
const LONGEST_URI = 2000;
/** What is sent on must fit into a request of 64 KiB, and encoding as a form may triple its length. */
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

/** An answer that breaks the protocol: which field, and which rule. Never its value. */
export type Malformed = Extract<Failure, { kind: 'malformed' }>;

// ── The device authorization answer (§3.2) ───────────────────────────────────

/** A code that waits for approval. `deviceCode` is secret. */
export interface DeviceGrant {
  readonly deviceCode: string;
  readonly prompt: Prompt;
  readonly lifetimeMs: number;
  readonly intervalMs: number;
}

/** Judges a device authorization answer. The prompt that it gives is safe to draw, print and open. */
export function parseDeviceAuthorization(body: unknown, server: Server): DeviceGrant | Malformed {
  if (!isObject(body)) return malformed('body', 'must be a JSON object');

  const deviceCode = body['device_code'];
  if (!isSendable(deviceCode)) return malformed('device_code', SENDABLE);

  const userCode = body['user_code'];
  if (typeof userCode !== 'string' || !userCode.trim()) return malformed('user_code', 'must be text');
  if ([...userCode].length > LONGEST_USER_CODE)
    return malformed('user_code', `must have at most ${LONGEST_USER_CODE} characters`);
  if (!isVisible(userCode)) return malformed('user_code', 'must not have control, bidi or invisible characters');

  const ignored: Ignored[] = [];
  const pageField =
    isAbsent(body['verification_uri']) && !isAbsent(body['verification_url']) ? 'verification_url' : 'verification_uri';
  const page = checkUri(pageField, body[pageField]);
  if ('kind' in page) return page;
  const here = new URL(server.baseUrl).hostname;
  if (isThisComputer(page.url.hostname) && !isLoopback(here))
    return malformed(pageField, 'must not be on this computer (unsafe_verification_uri)');
  const complete = completeUri(body['verification_uri_complete'], page.url);
  if (complete && 'kind' in complete) ignored.push({ field: complete.field, rule: `ignored, ${complete.rule}` });
  const qr = complete && 'url' in complete ? complete : page;

  const shown = [userCode, page.text, qr.text];
  if (deviceCode.length >= 16 && shown.some((text) => reveals(text, deviceCode)))
    return malformed('device_code', 'must not be part of what is shown');

  const isLifetimeMissing = isAbsent(body['expires_in']);
  const expiresIn = isLifetimeMissing ? DEFAULT_LIFETIME_S : number(body['expires_in']);
  if (expiresIn === null || expiresIn <= 0) return malformed('expires_in', 'must be a positive number');
  if (isLifetimeMissing) ignored.push({ field: 'expires_in', rule: `missing, ${DEFAULT_LIFETIME_S} s assumed` });
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
      qrCarriesCode: qr !== page,
      foreignHost: page.url.hostname === here ? null : page.url.host,
      onlyOnThisComputer: isLoopback(page.url.hostname),
      ignored,
    },
  };
}

interface Uri {
  readonly text: string;
  readonly url: URL;
}

/** The optional address with the code in it; null if there is none. One that cannot be used spoils nothing else. */
function completeUri(value: unknown, page: URL): Uri | Malformed | null {
  const field = 'verification_uri_complete';
  if (isAbsent(value)) return null;
  const complete = checkUri(field, value);
  if ('kind' in complete || complete.url.origin === page.origin) return complete;
  return malformed(field, 'must have the origin of verification_uri');
}

/** The server's own spelling if that is canonical, else the canonical one: what was validated is what is used. */
function checkUri(field: string, value: unknown): Uri | Malformed {
  if (typeof value !== 'string' || !value) return malformed(field, 'must be text');
  if (value.length > LONGEST_URI) return malformed(field, `must have at most ${LONGEST_URI} characters`);
  const parsed = parseVerificationUri(value);
  if ('problem' in parsed) return malformed(field, UNSAFE_URI[parsed.problem]);
  const { url } = parsed;
  const canonical = value === url.href || `${value}/` === url.href;
  return { text: canonical ? value : url.href, url };
}

const UNSAFE_URI = {
  'not-an-address': 'must be an absolute address (unsafe_verification_uri)',
  'not-https': 'must be https, or http on this computer (unsafe_verification_uri)',
  'has-password': 'must not have a user or password in it (unsafe_verification_uri)',
};

// ── The token answer (RFC 6749 §5.1) ─────────────────────────────────────────

/** What the server gave. Secret, every field but `expiresInMs` and `scope`. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /** The access token's lifetime; null: unknown. */
  readonly expiresInMs: number | null;
  /** What was granted; null: what was requested (RFC 6749 §5.1). */
  readonly scope: string | null;
  /** The refresh token's own lifetime (`refresh_expires_in` of Keycloak and others); null: unlimited or unknown. */
  readonly refreshExpiresInMs: number | null;
}

/** Judges a token answer. */
export function parseTokens(body: unknown): Tokens | Malformed {
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
    scope: isScope(body['scope']) ? body['scope'] : null,
    refreshExpiresInMs: refreshLifetimeMs(body),
  };
}

/** The shorter one, if a server sends both spellings. */
function refreshLifetimeMs(body: Readonly<Record<string, unknown>>): number | null {
  const given = ['refresh_expires_in', 'refresh_token_expires_in'].flatMap((name) => seconds(body[name]) ?? []);
  return given.length === 0 ? null : Math.min(...given);
}

/** The tokens that an answer holds, whether it can be used or not. Secret. */
export interface Issued {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

/** The tokens of any answer, also of a malformed one; null if there are none that could be sent back. */
export function issuedIn(body: unknown): Issued | null {
  if (!isObject(body)) return null;
  const sendable = (name: string) => (isSendable(body[name]) ? body[name] : null);
  const issued = { accessToken: sendable('access_token'), refreshToken: sendable('refresh_token') };
  return issued.accessToken === null && issued.refreshToken === null ? null : issued;
}

/** The texts of a field that may hold one or several. */
export function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

// ── Values ───────────────────────────────────────────────────────────────────

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A positive number of seconds, in milliseconds; null for what is absent, not a number, or not positive. */
export function seconds(value: unknown): number | null {
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

/** RFC 6749 §3.3. */
function isScope(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= LONGEST_SENT &&
    /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(value)
  );
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
