/**
 * Builds the requests to the token and revocation endpoints, and validates successful token responses: RFC 6749 §5.1 and §6,
 * RFC 8628 §3.4, RFC 7009. Pure functions: http-client.ts sends, and reply.ts distinguishes success from errors. Wire names
 * such as `access_token` are used only on this side.
 */
import type { Failure } from '../../preload/api.ts';

/** What the protocol needs to know about a server. A session is bound to it (R7). */
export interface Server {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly scope: string | null;
  readonly deviceAuthorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** The fields that neither the user nor a policy has set. They hold defaults, which the server's metadata may replace (R10). */
  readonly automatic: readonly ('scope' | 'deviceAuthorizationEndpoint' | 'tokenEndpoint')[];
}

/** Users wait for a code, but not for a refresh, so its limit is longer. */
export const SIGN_IN_LIMIT_MS = 15_000;
export const REFRESH_LIMIT_MS = 60_000;

const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const TEN_YEARS_S = 10 * 365 * 24 * 60 * 60;
/** Values that are sent back must fit in a request of 64 KiB, and form encoding may triple their length. */
const LONGEST_SENT = 20_000;

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

/** `token_type_hint` of RFC 7009 §2.1. */
export type TokenTypeHint = 'refresh_token' | 'access_token';

/** The field and the rule that a response violates. Never contains the value. */
export type Malformed = Extract<Failure, { kind: 'malformed' }>;

/** A token response. All fields except `scope` and the lifetimes are secret. */
export interface Tokens {
  readonly accessToken: string;
  /**
   * Null: none was issued, which is accepted. A new sign-in then ends with its access token; after a refresh, the old one stays in
   * use (R5).
   */
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /**
   * The access token's lifetime; null: unknown. The token then counts as valid in this run (access-token.ts), is renewed after
   * a day (refresh-schedule.ts), and isn't reused after a restart if it can be refreshed.
   */
  readonly expiresInMs: number | null;
  /** The granted scope; null: not named, or unusable. */
  readonly scope: string | null;
  /** Whether a scope is named. If not, it is the requested one (RFC 6749 §5.1), or the one before the refresh (§6). */
  readonly namesScope: boolean;
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
    namesScope: !isAbsent(body['scope']),
    refreshExpiresInMs: refreshLifetimeMs(body),
  };
}

/** The shorter lifetime, if a server sends both spellings. */
function refreshLifetimeMs(body: Readonly<Record<string, unknown>>): number | null {
  const given = ['refresh_expires_in', 'refresh_token_expires_in'].flatMap((name) => seconds(body[name]) ?? []);
  return given.length === 0 ? null : Math.min(...given);
}

/** The tokens in a response, even if the response can't be used. Secret. */
export interface Issued {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
}

/** The tokens in any response, even a malformed one; null if there are none that could be revoked. */
export function issuedIn(body: unknown): Issued | null {
  if (!isObject(body)) return null;
  const sendable = (name: string) => (isSendable(body[name]) ? body[name] : null);
  const issued = { accessToken: sendable('access_token'), refreshToken: sendable('refresh_token') };
  return issued.accessToken === null && issued.refreshToken === null ? null : issued;
}

/** The strings in a field that may hold one or several. */
export function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Converts a positive number of seconds to milliseconds; null for anything else. */
export function seconds(value: unknown): number | null {
  const parsed = number(value);
  return parsed !== null && parsed > 0 ? Math.min(parsed, TEN_YEARS_S) * 1000 : null;
}

/** A finite number, or a string of digits as a number; null for anything else. */
export function number(value: unknown): number | null {
  const parsed = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null;
}

/** Null and the empty string count as absent. */
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

/** 1*VSCHAR, the characters of tokens and codes in RFC 6749 Appendix A. None of them can end a header or a line. */
function isVschar(value: unknown): value is string {
  return typeof value === 'string' && /^[\x20-\x7e]+$/.test(value);
}

/** Whether a value can be sent back to the server in a later request. */
export function isSendable(value: unknown): value is string {
  return isVschar(value) && value.length <= LONGEST_SENT;
}

export const SENDABLE = `must be printable ASCII text of at most ${LONGEST_SENT} characters`;

export function malformed(field: string, rule: string): Malformed {
  return { kind: 'malformed', field, rule };
}
