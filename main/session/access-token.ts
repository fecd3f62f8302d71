/** The access token of a sign-in. Its expiry is in elapsed time in memory, and in wall-clock time in the vault. Secret. */
import type { Tokens } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import type { StoredAccessToken, StoredSession } from '../vault/types.ts';

/** An access token in memory. */
export interface Access {
  readonly token: string;
  /** When it expires, in elapsed time; null: unknown. */
  readonly endsAtMs: number | null;
  /** Its lifetime when issued; null: unknown. */
  readonly lifetimeMs: number | null;
  /** The granted scope; null: unknown. */
  readonly scope: string | null;
}

/** The access token of a response, for this run. */
export function accessOf({ accessToken, expiresInMs, scope }: Tokens, clock: Clock): Access {
  return { token: accessToken, endsAtMs: timeAfter(expiresInMs, clock.elapsedMs()), lifetimeMs: expiresInMs, scope };
}

/** The access token of a response, for later runs. */
export function storedAccessOf({ accessToken, expiresInMs, scope }: Tokens, clock: Clock): StoredAccessToken {
  const issuedAt = clock.now();
  return { value: accessToken, issuedAt, expiresAt: timeAfter(expiresInMs, issuedAt), scope };
}

/**
 * The stored access token, if this run may use it; else null. If it can be refreshed, it's used only if it is certainly valid:
 * not if its expiry is unknown, the wall clock is set to before it was issued, or a refresh may have replaced it. If it can't be
 * refreshed, it is the whole sign-in; a wrong clock must not end that, nor extend it.
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
  return { token: value, endsAtMs: timeAfter(leftMs, clock.elapsedMs()), lifetimeMs, scope };
}

/** How long a token is still valid; infinite if its expiry is unknown. */
export function leftMs({ endsAtMs }: Access, clock: Clock): number {
  return endsAtMs === null ? Number.POSITIVE_INFINITY : endsAtMs - clock.elapsedMs();
}

/** The time `ms` after `from`; null: never, or unknown. */
export function timeAfter(ms: number | null, from: number): number | null {
  return ms === null ? null : from + ms;
}
