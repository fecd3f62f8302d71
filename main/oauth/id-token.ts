/** Reads the person who signed in from an `id_token` (OpenID Connect Core §2). */
import { isObject, type Server, type Tokens } from './protocol.ts';
import { hasVisible, sanitize } from './sanitize.ts';
import { isIssuer } from './url.ts';

/**
 * A person at a server. Only `issuer` and `subject` together identify them,
 * because email addresses and names can be reassigned.
 */
export interface Identity {
  /** The server's base URL, which the token's issuer must match. */
  readonly issuer: string;
  /** `sub`, compared character by character. */
  readonly subject: string;
}

/** What is known about the person who signed in. */
export interface Person {
  /** Null: unknown. */
  readonly identity: Identity | null;
  /** For display only. */
  readonly name: string | null;
}

const LONGEST_NAME = 80;
/** OpenID Connect Core §2: at most 255 ASCII characters. */
const LONGEST_SUBJECT = 255;
const CLOCK_TOLERANCE_S = 300;

const UNKNOWN: Person = { identity: null, name: null };

/**
 * The person in an `id_token` that came directly from the token endpoint. TLS replaces the check of its signature (OpenID
 * Connect Core §3.1.3.7, item 6). If its issuer or audience doesn't match, nothing is known. It was issued just now, so if it
 * has expired, a clock is wrong; the identity is then still used, but not the name.
 */
export function personIn(tokens: Tokens, server: Server, nowMs: number): Person {
  const claims = payload(tokens.idToken);
  if (!claims) return UNKNOWN;
  if (!isIssuer(claims['iss'], server.baseUrl)) return UNKNOWN;
  const audience = claims['aud'];
  if (audience !== server.clientId && !(Array.isArray(audience) && audience.includes(server.clientId))) return UNKNOWN;
  const expiry = claims['exp'];
  if (typeof expiry !== 'number') return UNKNOWN;
  const isExpired = expiry + CLOCK_TOLERANCE_S < nowMs / 1000;
  const secrets = [tokens.accessToken, tokens.refreshToken ?? '', tokens.idToken ?? ''];
  return { identity: identityIn(claims, server), name: isExpired ? null : nameIn(claims, secrets) };
}

/** The identity in claims from `server`; null without a usable `sub`. */
export function identityIn(claims: Readonly<Record<string, unknown>>, server: Server): Identity | null {
  const subject = claims['sub'];
  const isUsable = typeof subject === 'string' && subject !== '' && subject.length <= LONGEST_SUBJECT;
  return isUsable ? { issuer: server.baseUrl, subject } : null;
}

/** Whether two sign-ins belong to the same person; null if unknown, because one of them has no identity. */
export function isSamePerson(one: Identity | null, other: Identity | null): boolean | null {
  return one && other && one.issuer === other.issuer && one.subject === other.subject;
}

/** The best name in the claims (OpenID Connect Core §5.1), without any of `secrets`; null if there is none. */
export function nameIn(claims: Readonly<Record<string, unknown>>, secrets: readonly string[]): string | null {
  for (const claim of ['email', 'preferred_username', 'name']) {
    const name = claims[claim];
    const shown = typeof name === 'string' ? sanitize(name, LONGEST_NAME, secrets) : '';
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
