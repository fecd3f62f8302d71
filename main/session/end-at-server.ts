/** Ends a sign-in at the server (rule R8). */
import type { EndAtServer, ErrorResponse } from '../../preload/api.ts';
import { type Revocation, revocableIn } from '../oauth/revoke.ts';
import type { Clock } from '../time/clock.ts';
import { atMost } from '../time/deadline.ts';
import type { RevokeOnlyToken } from '../vault/types.ts';
import { type HeldSession, isOnDisk } from './held-session.ts';
import type { PendingRequests } from './pending-requests.ts';
import type { PendingRevocations } from './pending-revocations.ts';
import type { Refreshed, Refresher } from './refresher.ts';
import type { TokenStore } from './token-store.ts';

/** How long a sign-out waits for a refresh in progress, because its new token is the one to revoke. */
const REFRESH_PATIENCE_MS = 10_000;

/** The parts of a session that are needed to end it at the server. */
interface EndParts {
  readonly clock: Clock;
  readonly tokenStore: TokenStore;
  readonly refresher: Refresher;
  readonly revocations: PendingRevocations;
  readonly pendingRequests: PendingRequests;
  /** The stored sign-in has not been read, so there may be an unknown token. */
  readonly isUnread: boolean;
}

/** Whether the server has ended the sign-in, and its error if it refused. */
interface AtServer {
  readonly server: EndAtServer;
  readonly response: ErrorResponse | null;
}

/** Revokes the sign-in in memory. If that fails, keeps the token to revoke it later. */
export async function revokeAtServer(parts: EndParts): Promise<AtServer> {
  const { clock, tokenStore, revocations, isUnread } = parts;
  const held = tokenStore.current();
  const old = held && toRevoke(held, clock);
  // Keep it before the request, so that after a kill the next start revokes it.
  if (old && isOnDisk(held)) await revocations.keep(old);
  const token = await newest(parts, old);
  if (!token) return { server: isUnread ? 'not-ended' : 'ended-before', response: null };
  const revocation = await revocations.revoke(token);
  const isPending = revocation.kind === 'unreachable' && revocations.newest()?.token === token.token;
  return isPending
    ? { server: 'later', response: null }
    : { server: endAtServer(revocation), response: errorResponseTo(revocation) };
}

/** The token whose revocation ends this sign-in; null if the server has nothing left of it. */
export function toRevoke({ session, access }: HeldSession, { now }: Pick<Clock, 'now'>): RevokeOnlyToken | null {
  const { refreshToken, accessToken, identity, accountName } = session;
  const revocable = revocableIn({ refreshToken, accessToken: access?.token ?? accessToken?.value ?? null });
  return revocable && { ...revocable, identity, accountName, since: now() };
}

/** The server's error, if it refused to revoke. */
export function errorResponseTo(revocation: Revocation): ErrorResponse | null {
  return revocation.kind === 'refused' ? revocation.response : null;
}

/** Whether the server has ended a sign-in, by the result of the revocation. */
export function endAtServer({ kind }: Revocation): Exclude<EndAtServer, 'later' | 'ended-before'> {
  switch (kind) {
    case 'revoked':
      return 'ended';
    case 'no-endpoint':
      return kind;
    case 'refused':
    case 'unreachable':
      return 'not-ended';
    default:
      return kind satisfies never;
  }
}

/** The token to revoke, after waiting for a refresh in progress. If its token arrives too late, it is revoked then. */
async function newest(parts: EndParts, old: RevokeOnlyToken | null): Promise<RevokeOnlyToken | null> {
  const { clock, refresher, pendingRequests, revocations } = parts;
  if (!old) return null;
  const wasKept = revocations.newest()?.token === old.token;
  const refreshing = refresher.inProgress()?.then((outcome) => refreshedToken(outcome, old));
  if (!refreshing) return old;
  const take = async (refreshed: RevokeOnlyToken) => {
    if (wasKept) await revocations.keep(refreshed);
    await revocations.drop(old.token);
    return refreshed;
  };
  const refreshed = await atMost(clock, REFRESH_PATIENCE_MS, refreshing, () => {
    pendingRequests.track(refreshing.then(async (late) => late && revocations.revoke(await take(late))));
    return null;
  });
  return refreshed ? take(refreshed) : old;
}

/** The newer token from a refresh. Even a rejected response may contain one. */
export function refreshedToken(outcome: Refreshed, old: RevokeOnlyToken): RevokeOnlyToken | null {
  const token = outcome.kind === 'ended' ? null : outcome.held.session.refreshToken;
  return token === null || token === old.token ? null : { ...old, token, hint: 'refresh_token' };
}
