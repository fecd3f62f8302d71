/** The sign-in that a run holds, and what follows from how it is kept. Secret. */
import type { EpochMs, Kept } from '../../preload/api.ts';
import type { StoredSession } from '../vault/types.ts';
import type { Access } from './access-token.ts';

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

/** Whether the tokens of this sign-in are on disk. Those of any other are never written, not even to be revoked. */
export function isOnDisk({ kept }: HeldSession): boolean {
  return kept.kind !== 'until-quit';
}

/** When the sign-in ends unless it is renewed, by the wall clock; null: that is not known, or never. */
export function endOf({ session }: HeldSession): EpochMs | null {
  const { refreshToken, refreshExpiresAt, accessToken } = session;
  return refreshToken === null ? (accessToken?.expiresAt ?? null) : refreshExpiresAt;
}
