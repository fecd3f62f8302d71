/** Ending a sign-in at the server, and what came of that: rule R8. */

import type { EndAtServer, ServerSaid } from '../../preload/api.ts';
import { type Revocation, revocableIn } from '../oauth/revoke.ts';
import type { Clock } from '../time/clock.ts';
import { atMost } from '../time/deadline.ts';
import type { RevokeOnlyToken } from '../vault/types.ts';
import { type HeldSession, isOnDisk } from './held-session.ts';
import type { PendingRequests } from './pending-requests.ts';
import type { PendingRevocations } from './pending-revocations.ts';
import type { Refreshed, Refresher } from './refresher.ts';
import type { TokenStore } from './token-store.ts';

/** A sign-out waits this long for a refresh in progress, whose new token is the one to revoke. */
const REFRESH_PATIENCE_MS = 10_000;

/** What it takes of a session to end it at the server. */
export interface EndParts {
  readonly clock: Clock;
  readonly tokenStore: TokenStore;
  readonly refresher: Refresher;
  readonly pending: PendingRevocations;
  readonly pendingRequests: PendingRequests;
  /** What is stored could not be read, or not yet: there may be a token that no one here knows. */
  readonly isUnread: boolean;
}

/** Whether the server knows that the sign-in is over, and its words if it refused to end it. */
export interface AtServer {
  readonly server: EndAtServer;
  readonly said: ServerSaid | null;
}

/** Asks the server to end the sign-in that is held. What it cannot end now is kept for later. */
export async function revokeAtServer(parts: EndParts): Promise<AtServer> {
  const { clock, tokenStore, pending, isUnread } = parts;
  const held = tokenStore.current();
  const old = held && toRevoke(held, clock);
  // Before the server is asked: a kill from here on leaves it to the next start.
  if (old && isOnDisk(held)) await pending.keep(old);
  const token = await newest(parts, old);
  if (!token) return { server: isUnread ? 'not-ended' : 'ended-before', said: null };
  const revocation = await pending.revoke(token);
  const isPending = revocation.kind === 'unreachable' && pending.newest()?.token === token.token;
  return isPending ? { server: 'later', said: null } : { server: endAtServer(revocation), said: saidBy(revocation) };
}

/** The token that ends this sign-in at the server; null if nothing of it is left there. */
export function toRevoke({ session, access }: HeldSession, { now }: Pick<Clock, 'now'>): RevokeOnlyToken | null {
  const { refreshToken, accessToken, identity, accountName } = session;
  const revocable = revocableIn({ refreshToken, accessToken: access?.token ?? accessToken?.value ?? null });
  return revocable && { ...revocable, identity, accountName, since: now() };
}

/** The server's words if it refused to end a sign-in. */
export function saidBy(revocation: Revocation): ServerSaid | null {
  return revocation.kind === 'refused' ? revocation.said : null;
}

/** Whether the server knows that a sign-in is over, after it was asked to end it. */
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

/** The token to revoke, once a refresh in progress has brought a newer one. One that comes too late is revoked when it comes. */
async function newest(parts: EndParts, old: RevokeOnlyToken | null): Promise<RevokeOnlyToken | null> {
  const { clock, refresher, pendingRequests, pending } = parts;
  if (!old) return null;
  const wasKept = pending.newest()?.token === old.token;
  const refreshing = refresher.inProgress()?.then((outcome) => renewedToken(outcome, old));
  if (!refreshing) return old;
  const take = async (renewed: RevokeOnlyToken) => {
    if (wasKept) await pending.keep(renewed);
    await pending.drop(old.token);
    return renewed;
  };
  const renewed = await atMost(clock, REFRESH_PATIENCE_MS, refreshing, () => {
    pendingRequests.track(refreshing.then(async (late) => late && pending.revoke(await take(late))));
    return null;
  });
  return renewed ? take(renewed) : old;
}

/** The newer token that a refresh brought; an answer that is of no other use may have brought one, too. */
export function renewedToken(outcome: Refreshed, old: RevokeOnlyToken): RevokeOnlyToken | null {
  const token = outcome.kind === 'ended' ? null : outcome.held.session.refreshToken;
  return token === null || token === old.token ? null : { ...old, token, hint: 'refresh_token' };
}
