/**
 * The metadata that servers publish (RFC 8414, OpenID Connect Discovery).
 * It is optional; without it, the default paths are used.
 */
import type { HttpClient, HttpResult } from '../net/http-client.ts';
import { isAbsent, isObject, type Server } from './protocol.ts';
import { type Reply, readReply } from './reply.ts';
import { sanitize } from './sanitize.ts';
import { isIssuer, parseBaseUrl, parseSecureUrl } from './url.ts';

const LIMIT_MS = 3_000;

/** The endpoints that the app uses, with their wire names (RFC 8414 §2). */
const WIRE_NAMES = {
  deviceAuthorizationEndpoint: 'device_authorization_endpoint',
  tokenEndpoint: 'token_endpoint',
  revocationEndpoint: 'revocation_endpoint',
  userinfoEndpoint: 'userinfo_endpoint',
} as const;

type Endpoint = keyof typeof WIRE_NAMES;

/** A server's validated metadata. An endpoint is null if it's missing or must not be used. */
interface Metadata extends Readonly<Record<Endpoint, string | null>> {
  /** The path of the well-known URL where the document was found. */
  readonly foundIn: string;
  readonly scopesSupported: readonly string[];
  /** Null: missing. */
  readonly grantTypesSupported: readonly string[] | null;
  /** Revocation requires client authentication, which public clients can't provide. */
  readonly revocationNeedsSecret: boolean;
}

/** The result of validating a document. */
interface Parsed {
  /** Null if there is no usable document. */
  readonly metadata: Metadata | null;
  /** The wire names of endpoints at another origin, which are not used. */
  readonly foreignEndpoints: readonly string[];
  /** The other issuer that makes a document unusable; null if there is none. */
  readonly otherIssuer: string | null;
}

/** A well-known URL and its response. */
interface AskedDocument {
  readonly path: string;
  readonly exchange: HttpResult;
}

export interface Discovered extends Parsed {
  /** There is no usable document, and at least one URL gave no response, so it's unknown what the server offers. */
  readonly noResponse: boolean;
  readonly documents: readonly [AskedDocument, AskedDocument];
}

/** Requests both well-known URLs at once, each with a limit of three seconds or `limitMs`. Never rejects. */
export async function discover(
  baseUrl: string,
  http: Pick<HttpClient, 'get'>,
  limitMs = LIMIT_MS,
): Promise<Discovered> {
  const { origin, pathname } = new URL(baseUrl);
  const base = pathname === '/' ? '' : pathname;
  // RFC 8414 §3.1 inserts the well-known part before the path; OpenID Connect Discovery §4 appends it.
  const asked = await Promise.all([
    ask(`/.well-known/oauth-authorization-server${base}`),
    ask(`${base}/.well-known/openid-configuration`),
  ]);
  const parsed = asked.map((it) => it.parsed);
  const metadata = merge(parsed.flatMap((it) => it.metadata ?? []));
  return {
    metadata,
    foreignEndpoints: [...new Set(parsed.flatMap((it) => it.foreignEndpoints))],
    otherIssuer: metadata ? null : (parsed.find((it) => it.otherIssuer !== null)?.otherIssuer ?? null),
    noResponse: metadata === null && asked.some((it) => it.noResponse),
    documents: asked,
  };

  async function ask(path: string) {
    const exchange = await http.get(origin + path, { limitMs });
    const reply = readReply(exchange);
    const parsed = reply.kind === 'success' ? parseMetadata(reply.body, baseUrl, path) : NOTHING;
    return { path, exchange, parsed, noResponse: hasNoResponse(reply) };
  }
}

/** Merges both documents, because each kind defines fields that the other lacks. */
function merge([first, second]: readonly Metadata[]): Metadata | null {
  if (!first || !second) return first ?? null;
  return {
    foundIn: first.foundIn,
    deviceAuthorizationEndpoint: first.deviceAuthorizationEndpoint ?? second.deviceAuthorizationEndpoint,
    tokenEndpoint: first.tokenEndpoint ?? second.tokenEndpoint,
    revocationEndpoint: first.revocationEndpoint ?? second.revocationEndpoint,
    userinfoEndpoint: first.userinfoEndpoint ?? second.userinfoEndpoint,
    scopesSupported: [...new Set([...first.scopesSupported, ...second.scopesSupported])],
    grantTypesSupported: first.grantTypesSupported ?? second.grantTypesSupported,
    revocationNeedsSecret: first.revocationNeedsSecret || second.revocationNeedsSecret,
  };
}

/**
 * Whether the server itself gave no response. A page or a redirect counts as a response: many servers send one if they have no
 * such document. Captive portals do too, but can hardly do so over https.
 */
function hasNoResponse(reply: Reply): boolean {
  return reply.kind === 'no-response' && !['not-json', 'redirected'].includes(reply.because.why);
}

/**
 * Validates a metadata document. Its issuer must be the base URL (RFC 8414 §3.3). Endpoints at another origin are ignored,
 * because tokens would be sent there.
 */
export function parseMetadata(body: unknown, baseUrl: string, foundIn: string): Parsed {
  if (!isObject(body)) return NOTHING;
  const { issuer } = body;
  if (!isIssuer(issuer, baseUrl)) {
    const other = otherIssuer(issuer);
    // Without its invisible characters, the issuer is this same URL, so there is nothing else to offer.
    return { ...NOTHING, otherIssuer: other === baseUrl ? null : other };
  }
  const { origin } = new URL(baseUrl);
  const foreignEndpoints: string[] = [];
  const endpoint = (name: Endpoint): string | null => {
    const value = body[WIRE_NAMES[name]];
    if (isAbsent(value)) return null;
    const parsed = typeof value === 'string' ? parseSecureUrl(value) : { problem: 'not text' };
    if ('url' in parsed && parsed.url.origin === origin && parsed.url.hash === '') return parsed.url.href;
    foreignEndpoints.push(WIRE_NAMES[name]);
    return null;
  };
  const revocationMethods = listOfTexts(body['revocation_endpoint_auth_methods_supported']);
  const metadata: Metadata = {
    foundIn,
    deviceAuthorizationEndpoint: endpoint('deviceAuthorizationEndpoint'),
    tokenEndpoint: endpoint('tokenEndpoint'),
    revocationEndpoint: endpoint('revocationEndpoint'),
    userinfoEndpoint: endpoint('userinfoEndpoint'),
    scopesSupported: listOfTexts(body['scopes_supported']) ?? [],
    grantTypesSupported: listOfTexts(body['grant_types_supported']),
    revocationNeedsSecret: revocationMethods !== null && !revocationMethods.includes('none'),
  };
  return { metadata, foreignEndpoints, otherIssuer: null };
}

/** An issuer in the form of a base URL if it is one, and otherwise sanitized for display. */
function otherIssuer(issuer: unknown): string | null {
  if (typeof issuer !== 'string') return null;
  const parsed = parseBaseUrl(issuer);
  return 'baseUrl' in parsed ? parsed.baseUrl : sanitize(issuer, LONGEST_ISSUER) || null;
}

/** The strings in a list; null if it isn't a list. */
function listOfTexts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : null;
}

/**
 * The server with the endpoints of its metadata, except those that the user or a policy has set. If no scope is set, requests
 * `openid` and `offline_access` if the server supports them: without these, some servers issue no refresh token (OpenID Connect
 * Core §11), or refuse to issue a code.
 */
export function withMetadata(server: Server, metadata: Metadata | null): Server {
  const isAutomatic = (field: Server['automatic'][number]) => server.automatic.includes(field);
  const { deviceAuthorizationEndpoint, tokenEndpoint, scopesSupported = [] } = metadata ?? {};
  const scope = ['openid', 'offline_access'].filter((name) => scopesSupported.includes(name)).join(' ') || null;
  return {
    ...server,
    ...(isAutomatic('deviceAuthorizationEndpoint') && deviceAuthorizationEndpoint && { deviceAuthorizationEndpoint }),
    ...(isAutomatic('tokenEndpoint') && tokenEndpoint && { tokenEndpoint }),
    ...(isAutomatic('scope') && { scope }),
  };
}

const NOTHING: Parsed = { metadata: null, foreignEndpoints: [], otherIssuer: null };
const LONGEST_ISSUER = 200;
