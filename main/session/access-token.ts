/** The access token of a sign-in: in memory it ends by elapsed time, in the vault by the wall clock. Secret. */
import type { Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import type { StoredAccessToken, StoredSession } from '../vault/types.ts';

/** An access token, and when it ends by elapsed time; null: unknown. */
export interface Access {
  readonly token: string;
  readonly endsAtMs: number | null;
  /** Its lifetime when the server issued it; null: unknown. */
  readonly lifetimeMs: number | null;
  /** What the server granted; null: unknown. */
  readonly scope: string | null;
}

/** The access token of an answer, for this run. */
export function accessOf({ accessToken, expiresInMs, scope }: Tokens, clock: Clock): Access {
  return { token: accessToken, endsAtMs: after(expiresInMs, clock.elapsedMs()), lifetimeMs: expiresInMs, scope };
}

/** The access token of an answer, for the runs after this one. */
export function storedAccessOf({ accessToken, expiresInMs, scope }: Tokens, clock: Clock): StoredAccessToken {
  const issuedAt = clock.now();
  return { value: accessToken, issuedAt, expiresAt: after(expiresInMs, issuedAt), scope };
}

/**
 * The stored access token, if this run may go on with it; else null. One that can be renewed is used only while it certainly
 * lives: not if its end is unknown, if the wall clock is set to before it was issued, or if a refresh may have replaced it.
 * One that cannot be renewed is the whole sign-in, which a wrong clock does not end; nor does it add to its life.
 */
export function restoredAccess(
  { accessToken, refreshToken }: StoredSession,
  doubtful: boolean,
  clock: Clock,
): Access | null {
  if (!accessToken) return null;
  const { value, issuedAt, expiresAt, scope } = accessToken;
  const now = clock.now();
  if (refreshToken !== null && (doubtful || expiresAt === null || now < issuedAt)) return null;
  const leftMs = expiresAt === null ? null : expiresAt - Math.max(now, issuedAt);
  if (leftMs !== null && leftMs <= 0) return null;
  const lifetimeMs = expiresAt === null ? null : expiresAt - issuedAt;
  return { token: value, endsAtMs: after(leftMs, clock.elapsedMs()), lifetimeMs, scope };
}

/** How long a token still lives; infinitely if its end is unknown. */
export function leftMs({ endsAtMs }: Access, clock: Clock): number {
  return endsAtMs === null ? Number.POSITIVE_INFINITY : endsAtMs - clock.elapsedMs();
}

/** The moment `ms` after `from`; null: never, or not known. */
export function after(ms: number | null, from: number): number | null {
  return ms === null ? null : from + ms;
}
