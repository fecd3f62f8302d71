/** A server that signs in someone, and what it takes to follow which of their tokens are revoked. */
import type { RevokeOnlyToken } from '../../../main/vault/types.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { GRANT, scriptedServer, server, type sessionOver, TOKENS } from './parts.ts';

export const ADA = { issuer: server.baseUrl, subject: 'ada' };
export const BOB = { issuer: server.baseUrl, subject: 'bob' };

export function idToken(sub: string | null, email = 'shared@example.org'): string {
  const claims = { iss: server.baseUrl, aud: 'companion', exp: 4e9, email, ...(sub !== null && { sub }) };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
}

/** A server that signs in `sub`, and records revocations together with the vault's steps. */
export function world(sub: string | null = 'ada') {
  const made = scriptedServer();
  made.offersRevocation();
  made.on('/start/', () => Response.json(GRANT));
  made.on('/token', () => Response.json({ ...TOKENS, refresh_token: 'refresh-secret-new', id_token: idToken(sub) }));
  return {
    ...made,
    revoked: () => made.at('/revoke').map(({ form }) => form['token']),
    isOffline(offline: boolean) {
      const unreachable = () => new Error('net::ERR_INTERNET_DISCONNECTED');
      if (!offline) return made.offersRevocation();
      made.on('/.well-known/oauth-authorization-server', unreachable);
      made.on('/.well-known/openid-configuration', unreachable);
      made.on('/revoke', unreachable);
    },
  };
}

export function left(more: Partial<RevokeOnlyToken> = {}): RevokeOnlyToken {
  const since = fakeClock().now();
  return { token: 'refresh-secret-left', hint: 'refresh_token', identity: ADA, accountName: 'Ada', since, ...more };
}

export type Over = ReturnType<typeof sessionOver>;

export async function signsIn({ session, clock }: Pick<Over, 'session' | 'clock'>) {
  const signingIn = session.signIn();
  await clock.advance(5_000);
  await signingIn;
  await settle();
}
