/**
 * The requests to the token endpoint, and what its successful response holds: RFC 6749 §5.1 and §6, RFC 8628 §3.4, RFC 7009.
 * http-client.ts sends, reply.ts separates responses from refusals and trouble; everything here is pure. Wire names end here.
 */
import type { Failure } from '../../preload/api.ts';

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
const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60;
/** What is sent on must fit into a request of 64 KiB, and encoding as a form may triple its length. */
const LONGEST_SENT = 20_000;

// ── Requests ─────────────────────────────────────────────────────────────────

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

/** A response that breaks the protocol: which field, and which rule. Never its value. */
export type Malformed = Extract<Failure, { kind: 'malformed' }>;

// ── The token response (RFC 6749 §5.1) ─────────────────────────────────────────

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

/** Validates a token response. */
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

/** The tokens that a response holds, even if it cannot be used. Secret. */
export interface Issued {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

/** The tokens of any response, even a malformed one; null if there are none that could be sent back. */
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
export function number(value: unknown): number | null {
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
export function isSendable(value: unknown): value is string {
  return isVschar(value) && value.length <= LONGEST_SENT;
}

export const SENDABLE = `must be printable ASCII text of at most ${LONGEST_SENT} characters`;

export function malformed(field: string, rule: string): Malformed {
  return { kind: 'malformed', field, rule };
}
