/** Whose sign-in it is, for display only: a name in an `id_token` (OpenID Connect Core §2), never an identity decision. */

import { isObject, type Server, type Tokens } from './protocol.ts';
import { clean, hasVisible } from './sanitize.ts';

const LONGEST_NAME = 80;
const CLOCK_TOLERANCE_S = 300;

/**
 * The person's name in an `id_token` that came straight from the token endpoint; null unless its issuer, audience and
 * expiry fit. Its signature is not checked, since nothing is decided by it.
 */
export function accountName(tokens: Tokens, server: Server, nowMs: number): string | null {
  const claims = payload(tokens.idToken);
  if (!claims) return null;
  const issuer = claims['iss'];
  if (issuer !== server.baseUrl && issuer !== `${server.baseUrl}/`) return null;
  const audience = claims['aud'];
  if (audience !== server.clientId && !(Array.isArray(audience) && audience.includes(server.clientId))) return null;
  const expiry = claims['exp'];
  if (typeof expiry !== 'number' || expiry + CLOCK_TOLERANCE_S < nowMs / 1000) return null;
  return nameIn(claims, [tokens.accessToken, tokens.refreshToken ?? '', tokens.idToken ?? '']);
}

/** The best name that claims hold (OpenID Connect Core §5.1), cleaned of `secrets`; null if there is none. */
export function nameIn(claims: Readonly<Record<string, unknown>>, secrets: readonly string[]): string | null {
  for (const claim of ['email', 'preferred_username', 'name']) {
    const name = claims[claim];
    const shown = typeof name === 'string' ? clean(name, LONGEST_NAME, secrets) : '';
    if (hasVisible(shown)) return shown;
  }
  return null;
}

function payload(idToken: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString());
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
