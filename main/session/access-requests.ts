/** Hands out the access token. A caller that needs a new one causes a refresh, but not two in quick succession (R1). */
import type { Clock } from '../time/clock.ts';
import { type Access, leftMs } from './access-token.ts';
import type { TokenStore } from './token-store.ts';

/** The shortest time between refreshes for callers, so that a program that loops doesn't hit the server each time. */
const BETWEEN_ASKS_MS = 10_000;

export function createAccessRequests(parts: {
  readonly clock: Clock;
  readonly tokenStore: Pick<TokenStore, 'current'>;
  readonly refresh: () => Promise<unknown>;
}) {
  const { clock, refresh } = parts;
  let quietUntilMs = 0;
  /** The access token in memory, even if it's about to expire; null if there is none. Sends nothing. */
  const heldAccess = (): Access | null => parts.tokenStore.current()?.access ?? null;

  /** The access token in memory, if it's valid for more than `minRemainingMs`. */
  function usable(minRemainingMs: number): string | null {
    const access = heldAccess();
    return access && leftMs(access, clock) > minRemainingMs ? access.token : null;
  }

  return {
    heldAccess,
    usable,
    /** An access token that is valid for more than `minRemainingMs`, refreshed if necessary; null if there is none now. */
    async accessToken(minRemainingMs: number): Promise<string | null> {
      if (usable(minRemainingMs) === null && clock.elapsedMs() >= quietUntilMs) await refresh();
      return usable(minRemainingMs);
    },
    /** The server has just responded: callers cause no refresh for a while, and at least for `retryAfterMs`. */
    holdBack(retryAfterMs: number | null): void {
      quietUntilMs = clock.elapsedMs() + Math.max(BETWEEN_ASKS_MS, retryAfterMs ?? 0);
    },
  };
}
