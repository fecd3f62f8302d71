/** Telling the server that a token is no longer wanted: RFC 7009. */

import type { Transport } from '../net/http-client.ts';
import { discover } from './metadata.ts';
import { revocationRequest, type Server, type TokenTypeHint } from './protocol.ts';

const LIMIT_MS = 5_000;

/** RFC 7009 §2.2: success is the status alone, and the body says nothing. Some servers therefore send 204, which has none. */
const REVOKED: readonly number[] = [200, 204];

/** `no-endpoint`: the server names no address for it. Where it could not even be asked for one, it was `not-told`. */
export type Told = 'told' | 'not-told' | 'no-endpoint';

/** Revokes a token. The endpoint is looked up now: it is needed once in a session's life. Never rejects. */
export async function revoke(
  server: Server,
  token: string,
  transport: Transport,
  hint: TokenTypeHint = 'refresh_token',
): Promise<Told> {
  const { metadata, unanswered } = await discover(server.baseUrl, transport);
  if (!metadata?.revocationEndpoint) return unanswered ? 'not-told' : 'no-endpoint';
  const form = revocationRequest(server, token, hint);
  const exchange = await transport.post(metadata.revocationEndpoint, form, { limitMs: LIMIT_MS });
  return exchange.kind === 'arrived' && REVOKED.includes(exchange.status) ? 'told' : 'not-told';
}

/**
 * Revokes what a sign-in has brought and nobody will use: with its refresh token the access token ends as well
 * (RFC 7009 §2.1), and only where there is none the access token is named. Never rejects.
 */
export async function revokeUnused(
  server: Server,
  { refreshToken, accessToken }: { readonly refreshToken: string | null; readonly accessToken: string | null },
  transport: Transport,
): Promise<void> {
  if (refreshToken !== null) await revoke(server, refreshToken, transport);
  else if (accessToken !== null) await revoke(server, accessToken, transport, 'access_token');
}
