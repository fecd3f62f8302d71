/** Ending a sign-in at the server: RFC 7009. */
import type { ServerSaid } from '../../preload/api.ts';
import type { HttpClient } from '../net/http-client.ts';
import type { Discovered } from './metadata.ts';
import { revocationRequest, type Server, type TokenTypeHint } from './protocol.ts';
import { readReply } from './reply.ts';

const LIMIT_MS = 5_000;

/** RFC 7009 §2.2: the status alone means success, the body nothing. Some servers therefore send 204, which has none. */
const REVOKED: readonly number[] = [200, 204];

/** A token, and which kind of token it is (RFC 7009 §2.1). Secret. */
export interface Revocable {
  readonly token: string;
  readonly hint: TokenTypeHint;
}

/** What came of a revocation. */
export type Revocation =
  | { readonly kind: 'revoked' }
  /** The server offers no revocation. */
  | { readonly kind: 'no-endpoint' }
  /** The server will not: asking again would not help. */
  | { readonly kind: 'refused'; readonly said: ServerSaid }
  /** No usable answer: asking again later may help. */
  | { readonly kind: 'unreachable' };

/**
 * Revokes a token. The endpoint is looked up now, since this is needed once in a session's life; `onDiscovered` gets what
 * was found. Never rejects.
 */
export async function revoke(
  server: Server,
  { token, hint }: Revocable,
  http: HttpClient,
  onDiscovered: (discovered: Discovered) => void = () => {},
): Promise<Revocation> {
  const { discover } = await import('./metadata.ts');
  const discovered = await discover(server.baseUrl, http);
  onDiscovered(discovered);
  const { metadata, unanswered } = discovered;
  if (!metadata?.revocationEndpoint) return { kind: unanswered ? 'unreachable' : 'no-endpoint' };
  const form = revocationRequest(server, token, hint);
  const exchange = await http.post(metadata.revocationEndpoint, form, { limitMs: LIMIT_MS });
  if (exchange.kind === 'arrived' && REVOKED.includes(exchange.status)) return { kind: 'revoked' };
  const reply = readReply(exchange, [token]);
  return reply.kind === 'refusal' ? { kind: 'refused', said: reply.said } : { kind: 'unreachable' };
}

/**
 * What to revoke of a sign-in: with its refresh token the access token ends as well (RFC 7009 §2.1), so the access token
 * is named only if there is no refresh token. Null if there is neither.
 */
export function revocableIn(tokens: {
  readonly refreshToken: string | null;
  readonly accessToken: string | null;
}): Revocable | null {
  if (tokens.refreshToken !== null) return { token: tokens.refreshToken, hint: 'refresh_token' };
  return tokens.accessToken === null ? null : { token: tokens.accessToken, hint: 'access_token' };
}

/** Revokes what a sign-in has brought and no one will use. Never rejects. */
export async function revokeUnused(
  server: Server,
  tokens: Parameters<typeof revocableIn>[0],
  http: HttpClient,
): Promise<void> {
  const revocable = revocableIn(tokens);
  if (revocable) await revoke(server, revocable, http);
}
