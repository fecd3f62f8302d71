/** Tracks when a refresh token ends, and whether refreshing moves that end. */
import { isRenewable } from '../oauth/refresh-schedule.ts';
import type { Clock } from '../time/clock.ts';
import type { HeldSession } from './held-session.ts';
import type { TokenStore } from './token-store.ts';

/** A refresh this soon after another doesn't show whether it moves the end. */
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

  return {
    /** Starts with a new token. `fixed`: the server has set an end for the whole sign-in. */
    begin(fixed: boolean) {
      isFixed = fixed;
      begunAtMs = clock.elapsedMs();
    },
    /** Whether this refresh has hardly moved the end, which means that the whole sign-in ends then. */
    isFixedBy({ refreshEndsAtMs }: HeldSession): boolean {
      const beforeMs = endsAtMs();
      if (beforeMs === null || refreshEndsAtMs === null) return false;
      const sinceMs = clock.elapsedMs() - begunAtMs;
      return sinceMs < TOO_SOON_TO_KNOW_MS ? isFixed : refreshEndsAtMs - beforeMs < sinceMs / 2;
    },
    /** When the token ends, in elapsed time; null: never, or unknown. */
    endsAtMs,
    /** Whether the sign-in certainly ends with the token. */
    isFinal(): boolean {
      const atMs = endsAtMs();
      return isFixed || (atMs !== null && !isRenewable(atMs - clock.elapsedMs()));
    },
  };
}
