/** The person a sign-in belongs to, as an `id_token` names them (OpenID Connect Core §2). */
import { isObject, type Server, type Tokens } from './protocol.ts';
import { hasVisible, sanitize } from './sanitize.ts';
import { isIssuer } from './url.ts';

/** A person at a server. Only `issuer` and `subject` together identify them; an email address or a name may change owners. */
export interface Identity {
  /** The server's base URL, which its issuer must equal. */
  readonly issuer: string;
  /** `sub`, compared character by character. */
  readonly subject: string;
}

/** What is known of the person who signed in. */
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
 * The person in an `id_token` that came straight from the token endpoint; nothing is known unless its issuer and audience
 * fit. TLS vouches for it in place of its signature (OpenID Connect Core §3.1.3.7, item 6), and it has just been issued: an
 * expiry in the past means that a clock is wrong. Whose sign-in it is does not depend on that; their name is not used.
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

/** The identity in claims that `server` made; null without a usable `sub`. */
export function identityIn(claims: Readonly<Record<string, unknown>>, server: Server): Identity | null {
  const subject = claims['sub'];
  const isUsable = typeof subject === 'string' && subject !== '' && subject.length <= LONGEST_SUBJECT;
  return isUsable ? { issuer: server.baseUrl, subject } : null;
}

/** Whether two sign-ins belong to the same person; null: unknown, since one of them names no identity. */
export function isSamePerson(one: Identity | null, other: Identity | null): boolean | null {
  return one && other && one.issuer === other.issuer && one.subject === other.subject;
}

/** The best name that claims hold (OpenID Connect Core §5.1), cleaned of `secrets`; null if there is none. */
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
