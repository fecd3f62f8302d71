/** Until when the server takes a refresh token, and whether renewing moves that end. */
import { isRenewable } from '../oauth/refresh-schedule.ts';
import type { Clock } from '../time/clock.ts';
import type { HeldSession } from './held-session.ts';
import type { TokenStore } from './token-store.ts';

/** Renewals that come so soon after another do not show whether they move the end. */
const TOO_SOON_TO_KNOW_MS = 60_000;

export function createRefreshTokenEnd({
  clock,
  tokenStore,
}: {
  readonly clock: Clock;
  readonly tokenStore: Pick<TokenStore, 'current'>;
}) {
  let isFixed = false;
  let begunAtMs = 0;
  const endsAtMs = () => tokenStore.current()?.refreshEndsAtMs ?? null;

  /** How long the server still takes the token; null: that has no end, or it is not known. */
  function leftMs(): number | null {
    const atMs = endsAtMs();
    return atMs === null ? null : atMs - clock.elapsedMs();
  }

  return {
    /** The token is new. `fixed`: the server has set an end to the whole sign-in. */
    begin(fixed: boolean) {
      isFixed = fixed;
      begunAtMs = clock.elapsedMs();
    },
    /** Whether a renewal that brought this has hardly moved the end: then the whole sign-in ends there. */
    isFixedBy({ refreshEndsAtMs }: HeldSession): boolean {
      const beforeMs = endsAtMs();
      if (beforeMs === null || refreshEndsAtMs === null) return false;
      const sinceMs = clock.elapsedMs() - begunAtMs;
      return sinceMs < TOO_SOON_TO_KNOW_MS ? isFixed : refreshEndsAtMs - beforeMs < sinceMs / 2;
    },
    leftMs,
    /** Whether the sign-in certainly ends with the token, which is not renewed before. */
    isFinal(): boolean {
      const ms = leftMs();
      return isFixed || (ms !== null && !isRenewable(ms));
    },
  };
}
