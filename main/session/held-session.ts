/** The sign-in in memory, and how it is made from tokens. Secret. */
import type { EpochMs, Kept } from '../../preload/api.ts';
import { isSamePerson, type Person, personIn } from '../oauth/id-token.ts';
import type { Server, Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import type { Loaded, StorageResult, StoredSession } from '../vault/types.ts';
import { type Access, accessOf, restoredAccess, storedAccessOf, timeAfter } from './access-token.ts';

/** A sign-in in memory. Secret. */
export interface HeldSession {
  readonly session: StoredSession;
  readonly kept: Kept;
  readonly access: Access | null;
  /** When the refresh token ends, in elapsed time; null: never, or unknown. */
  readonly refreshEndsAtMs: number | null;
  /** Its refresh token may already be used, so an `invalid_grant` means an interruption, not a revocation. */
  readonly doubtful: boolean;
}

/** A sign-in with new tokens that is not stored yet. Secret. */
export type Fresh = Pick<HeldSession, 'session' | 'access' | 'refreshEndsAtMs'>;

/** Makes a sign-in from a user's approval. */
export function newSession(tokens: Tokens, endpoints: StoredSession['endpoints'], server: Server, clock: Clock): Fresh {
  const now = clock.now();
  const { identity, name } = personIn(tokens, server, now);
  const { refreshToken, refreshExpiresInMs } = tokens;
  const session = {
    refreshToken,
    refreshExpiresAt: timeAfter(refreshExpiresInMs, now),
    refused: null,
    accessToken: storedAccessOf(tokens, clock),
    endpoints,
    accountName: name,
    identity,
    signedInAt: now,
    ended: null,
  };
  return {
    session,
    access: accessOf(tokens, clock),
    refreshEndsAtMs: timeAfter(refreshExpiresInMs, clock.elapsedMs()),
  };
}

/** Makes the sign-in after a refresh. If the response has no refresh token, the old one stays in use (R5). */
export function refreshedSession(held: HeldSession, response: Tokens, server: Server, clock: Clock): Fresh {
  const scope = response.namesScope ? response.scope : (held.session.accessToken?.scope ?? null);
  const tokens = { ...response, scope };
  const { identity, name } = personIn(tokens, server, clock.now());
  const { refreshToken, refreshExpiresInMs } = tokens;
  // The old token's end doesn't change then, unless the response contains a new one.
  const endsAsBefore = refreshToken === null && refreshExpiresInMs === null;
  const session = {
    ...held.session,
    refreshToken: refreshToken ?? held.session.refreshToken,
    refreshExpiresAt: endsAsBefore ? held.session.refreshExpiresAt : timeAfter(refreshExpiresInMs, clock.now()),
    refused: null,
    accessToken: storedAccessOf(tokens, clock),
    accountName: name ?? held.session.accountName,
    identity: held.session.identity ?? identity,
  };
  const refreshEndsAtMs = endsAsBefore ? held.refreshEndsAtMs : timeAfter(refreshExpiresInMs, clock.elapsedMs());
  return { session, access: accessOf(tokens, clock), refreshEndsAtMs };
}

/** Makes a sign-in from what an earlier run stored. */
export function restoredSession(
  { session, kept, from, rotationPending }: Extract<Loaded, { kind: 'value' }>,
  clock: Clock,
): HeldSession {
  const { refreshExpiresAt, signedInAt } = session;
  const doubtful = rotationPending || from === 'previous';
  // After a restart, the remaining lifetime is known only by the wall clock. If that was set back, it must not extend the lifetime.
  const refreshLeftMs = refreshExpiresAt === null ? null : refreshExpiresAt - Math.max(clock.now(), signedInAt);
  const access = restoredAccess(session, doubtful, clock);
  return { session, kept, doubtful, access, refreshEndsAtMs: timeAfter(refreshLeftMs, clock.elapsedMs()) };
}

/** What was learned of a person after their sign-in, which `signedInAt` identifies. */
export interface Learned {
  readonly signedInAt: EpochMs;
  readonly person: Person;
}

/** The session with what was learned of its person, unless it names someone else. */
export function withPerson(session: StoredSession, learned: Learned | null): StoredSession {
  if (learned?.signedInAt !== session.signedInAt) return session;
  const { identity, name } = learned.person;
  if (session.accountName !== null && session.identity !== null) return session;
  if (isSamePerson(session.identity, identity) === false) return session;
  return { ...session, accountName: name ?? session.accountName, identity: session.identity ?? identity };
}

/** How a sign-in is kept after it was saved, or could not be. */
export function keptAfter({ value, trouble }: StorageResult<Kept>): Kept {
  return trouble ? { kind: 'until-quit', because: trouble } : value;
}

/** Whether the tokens of this sign-in are on disk. If not, they are never written, not even to be revoked. */
export function isOnDisk({ kept }: HeldSession): boolean {
  return kept.kind !== 'until-quit';
}

/** When the sign-in ends unless it's renewed, by the wall clock; null: never, or unknown. */
export function endOf({ session }: HeldSession): EpochMs | null {
  const { refreshToken, refreshExpiresAt, accessToken } = session;
  return refreshToken === null ? (accessToken?.expiresAt ?? null) : refreshExpiresAt;
}
