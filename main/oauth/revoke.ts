/** Token revocation (RFC 7009), which ends a sign-in at the server. */
import type { ErrorResponse } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Discovered } from './metadata.ts';
import { revocationRequest, type Server, type TokenTypeHint } from './protocol.ts';

const LIMIT_MS = 5_000;

/** RFC 7009 §2.2 defines success by the status alone, so some servers send 204, which has no body. */
const REVOKED: readonly number[] = [200, 204];

/** A token and its type (RFC 7009 §2.1). Secret. */
interface Revocable {
  readonly token: string;
  readonly hint: TokenTypeHint;
}

/** The result of a revocation. */
export type Revocation =
  | { readonly kind: 'revoked' }
  /** The server offers no revocation. */
  | { readonly kind: 'no-endpoint' }
  /** The server refused, so retrying would not help. */
  | { readonly kind: 'refused'; readonly response: ErrorResponse }
  /** No usable response, so retrying later may help. */
  | { readonly kind: 'unreachable' };

/**
 * Revokes a token. Requests the metadata for the endpoint now, because it's needed only once per session. Never rejects.
 * @param onDiscovered called with the metadata
 */
export async function revoke(
  server: Server,
  { token, hint }: Revocable,
  http: HttpClient,
  onDiscovered: (discovered: Discovered) => void = () => {},
): Promise<Revocation> {
  const [{ discover }, { readReply, unlessPolling }] = await Promise.all([
    import('./metadata.ts'),
    import('./reply.ts'),
  ]);
  const discovered = await discover(server.baseUrl, http);
  onDiscovered(discovered);
  const { metadata, noResponse } = discovered;
  if (!metadata?.revocationEndpoint) return { kind: noResponse ? 'unreachable' : 'no-endpoint' };
  const form = revocationRequest(server, token, hint);
  const exchange = await http.post(metadata.revocationEndpoint, form, { limitMs: LIMIT_MS });
  if (exchange.kind === 'arrived' && REVOKED.includes(exchange.status)) return { kind: 'revoked' };
  const reply = unlessPolling(readReply(exchange, [token]));
  return reply.kind === 'refusal' ? { kind: 'refused', response: reply.response } : { kind: 'unreachable' };
}

/**
 * The token to revoke to end a sign-in. Revoking the refresh token also ends the access token (RFC 7009 §2.1), so the access
 * token is chosen only if there is no refresh token. Null if there is neither.
 */
export function revocableIn(tokens: {
  readonly refreshToken: string | null;
  readonly accessToken: string | null;
}): Revocable | null {
  if (tokens.refreshToken !== null) return { token: tokens.refreshToken, hint: 'refresh_token' };
  return tokens.accessToken === null ? null : { token: tokens.accessToken, hint: 'access_token' };
}

/** Revokes tokens that no one will use. Never rejects. */
export async function revokeUnused(
  server: Server,
  tokens: Parameters<typeof revocableIn>[0],
  http: HttpClient,
): Promise<void> {
  const revocable = revocableIn(tokens);
  if (revocable) await revoke(server, revocable, http);
}
