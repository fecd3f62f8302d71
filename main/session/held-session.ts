/** The sign-in that a run holds: how tokens become one, and what follows from how it is kept. Secret. */
import type { EpochMs, Kept } from '../../preload/api.ts';
import { personIn } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import type { Loaded, StoredSession } from '../vault/types.ts';
import { type Access, accessOf, after, restoredAccess, storedAccessOf } from './access-token.ts';

/** A sign-in as it is held in memory while it lives. Secret. */
export interface HeldSession {
  readonly session: StoredSession;
  readonly kept: Kept;
  readonly access: Access | null;
  /** When the refresh token itself ends, by elapsed time; null: never, or unknown. */
  readonly refreshEndsAtMs: number | null;
  /** Its token may have been used already: an `invalid_grant` is an interruption, not a revocation. */
  readonly doubtful: boolean;
}

/** A sign-in with new tokens, which is not kept yet. Secret. */
export type Fresh = Pick<HeldSession, 'session' | 'access' | 'refreshEndsAtMs'>;

/** The sign-in that a user has just approved. */
export function newSession(tokens: Tokens, endpoints: StoredSession['endpoints'], server: Server, clock: Clock): Fresh {
  const now = clock.now();
  const { identity, name } = personIn(tokens, server, now);
  const { refreshToken, refreshExpiresInMs } = tokens;
  const isAlone = refreshToken === null;
  const session = {
    refreshToken,
    refreshExpiresAt: isAlone ? null : after(refreshExpiresInMs, now),
    refused: null,
    accessToken: storedAccessOf(tokens, clock),
    endpoints,
    accountName: name,
    identity,
    signedInAt: now,
    ended: null,
  };
  const refreshEndsAtMs = isAlone ? null : after(refreshExpiresInMs, clock.elapsedMs());
  return { session, access: accessOf(tokens, clock), refreshEndsAtMs };
}

/** The sign-in with the tokens of a refresh. A response without a refresh token leaves the old one in use (R5). */
export function renewedSession(held: HeldSession, answer: Tokens, server: Server, clock: Clock): Fresh {
  // Without a scope, it is what was granted before (RFC 6749 §6).
  const tokens = { ...answer, scope: answer.scope ?? held.session.accessToken?.scope ?? null };
  const { identity, name } = personIn(tokens, server, clock.now());
  const { refreshToken, refreshExpiresInMs } = tokens;
  // The old token then ends when it would have, unless the response says otherwise.
  const endsAsBefore = refreshToken === null && refreshExpiresInMs === null;
  const session = {
    ...held.session,
    refreshToken: refreshToken ?? held.session.refreshToken,
    refreshExpiresAt: endsAsBefore ? held.session.refreshExpiresAt : after(refreshExpiresInMs, clock.now()),
    refused: null,
    accessToken: storedAccessOf(tokens, clock),
    accountName: name ?? held.session.accountName,
    identity: held.session.identity ?? identity,
  };
  const refreshEndsAtMs = endsAsBefore ? held.refreshEndsAtMs : after(refreshExpiresInMs, clock.elapsedMs());
  return { session, access: accessOf(tokens, clock), refreshEndsAtMs };
}

/** The sign-in that an earlier run has stored. */
export function restoredSession(
  { session, kept, from, rotationInTheAir }: Extract<Loaded, { kind: 'value' }>,
  clock: Clock,
): HeldSession {
  const { refreshExpiresAt, signedInAt } = session;
  const doubtful = rotationInTheAir || from === 'previous';
  // After a restart only the wall clock shows how much of a life is left; one that was set back adds nothing to it.
  const refreshLeftMs = refreshExpiresAt === null ? null : refreshExpiresAt - Math.max(clock.now(), signedInAt);
  const access = restoredAccess(session, doubtful, clock);
  return { session, kept, doubtful, access, refreshEndsAtMs: after(refreshLeftMs, clock.elapsedMs()) };
}

/** Whether the tokens of this sign-in are on disk. Those of any other are never written, not even to be revoked. */
export function isOnDisk({ kept }: HeldSession): boolean {
  return kept.kind !== 'until-quit';
}

/** When the sign-in ends unless it is renewed, by the wall clock; null: that is not known, or never. */
export function endOf({ session }: HeldSession): EpochMs | null {
  const { refreshToken, refreshExpiresAt, accessToken } = session;
  return refreshToken === null ? (accessToken?.expiresAt ?? null) : refreshExpiresAt;
}
