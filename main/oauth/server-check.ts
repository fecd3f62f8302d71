/** Checks a server before anyone signs in: what it publishes, and whether it offers the device authorization grant. */
import type { AskedPath, FoundServer, NoResponse, ServerCheck } from '../../preload/api.ts';
import type { HttpClient, HttpResult } from '../net/http-client.ts';
import { type Discovered, discover, withMetadata } from './metadata.ts';
import type { Server } from './protocol.ts';
import { readReply } from './reply.ts';
import { serverName } from './server-name.ts';

const LIMIT_MS = 3_000;

/** Requests the metadata and, in parallel, the default device authorization path. Never rejects. */
export async function checkServer(server: Server, http: Pick<HttpClient, 'get'>): Promise<ServerCheck> {
  const [discovered, endpoint] = await Promise.all([
    discover(server.baseUrl, http),
    askEndpoint(server.deviceAuthorizationEndpoint, http),
  ]);
  const { metadata, otherIssuer } = discovered;
  const isNamed =
    metadata?.deviceAuthorizationEndpoint != null && server.automatic.includes('deviceAuthorizationEndpoint');
  if (isNamed || endpoint.state === 'there')
    return { kind: 'found', server: describe(server, serverName(server), discovered) };
  if (otherIssuer !== null && isAtOrigin(otherIssuer, server.baseUrl))
    return { kind: 'other-address', url: otherIssuer, name: serverName({ baseUrl: otherIssuer }) };
  const asked = [...discovered.documents, endpoint];
  const because = whyUnreachable(asked.map(({ exchange }) => exchange));
  if (because) return { kind: 'unreachable', because };
  return { kind: 'no-sign-in', name: serverName(server), asked: asked.map(responseOf) };
}

/** Whether there is an endpoint at a URL. */
export interface AskedEndpoint {
  readonly path: string;
  readonly exchange: HttpResult;
  /** `not-known`: there was no response. */
  readonly state: 'there' | 'not-there' | 'not-known';
}

/**
 * Checks for an endpoint with a GET, which has no effect: endpoints that accept only POST respond with 405 or an error of their
 * own. An HTML page is no evidence of an endpoint, because websites serve one at any URL.
 */
export async function askEndpoint(url: string, http: Pick<HttpClient, 'get'>): Promise<AskedEndpoint> {
  const exchange = await http.get(url, { limitMs: LIMIT_MS });
  return { path: pathOf(url), exchange, state: stateOf(exchange) };
}

function stateOf(exchange: HttpResult): AskedEndpoint['state'] {
  if (exchange.kind === 'lost') return exchange.because.why === 'redirected' ? 'not-there' : 'not-known';
  const { status, json } = exchange;
  if (status === 405) return 'there';
  if ([404, 410, 501].includes(status)) return 'not-there';
  const reply = readReply(exchange);
  if (reply.kind === 'no-response' && reply.because.why !== 'not-json') return 'not-known';
  return status >= 400 && json !== undefined ? 'there' : 'not-there';
}

/** The path of a URL, with its query. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

function describe(server: Server, name: string, { metadata, foreignEndpoints }: Discovered): FoundServer {
  const used = withMetadata(server, metadata);
  const isNamed = metadata !== null && (metadata.deviceAuthorizationEndpoint ?? metadata.tokenEndpoint) !== null;
  return {
    name,
    foundIn: isNamed ? metadata.foundIn : null,
    deviceAuthorizationPath: pathOf(used.deviceAuthorizationEndpoint),
    tokenPath: pathOf(used.tokenEndpoint),
    staysSignedIn: staysSignedIn(metadata),
    signingOut: signingOut(metadata),
    foreignEndpoints,
  };
}

function staysSignedIn(metadata: Discovered['metadata']): FoundServer['staysSignedIn'] {
  if (metadata?.grantTypesSupported?.includes('refresh_token')) return 'yes';
  if (metadata?.scopesSupported.includes('offline_access')) return 'yes';
  return metadata?.grantTypesSupported ? 'no' : 'not-known';
}

function signingOut(metadata: Discovered['metadata']): FoundServer['signingOut'] {
  if (!metadata?.revocationEndpoint) return 'only-here';
  return metadata.revocationNeedsSecret ? 'not-known' : 'ends-there';
}

function isAtOrigin(address: string, baseUrl: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(baseUrl).origin;
}

/** Why the server gave no response; null if it gave one, even a 404. */
function whyUnreachable(exchanges: readonly HttpResult[]): NoResponse | null {
  const reasons: NoResponse[] = [];
  for (const exchange of exchanges) {
    const reply = readReply(exchange);
    if (reply.kind !== 'no-response' || reply.because.why === 'not-json') return null;
    reasons.push(reply.because);
  }
  return reasons[0] ?? null;
}

export function responseOf({ path, exchange }: { readonly path: string; readonly exchange: HttpResult }): AskedPath {
  return { path, response: exchange.kind === 'arrived' ? String(exchange.status) : exchange.because.code };
}
