/** Hands out the access token: a caller that needs a new one causes a refresh, though no two in haste (R1). */
import type { Clock } from '../time/clock.ts';
import { type Access, leftMs } from './access-token.ts';
import type { TokenStore } from './token-store.ts';

/** A program that asks for a token in a loop must not pass that on to the server. */
const BETWEEN_ASKS_MS = 10_000;

export interface AccessRequests {
  /** The access token that is held, even if it is about to expire; null: none. Nothing is requested. */
  heldAccess(): Access | null;
  /** The access token that is held, if it has more than `minRemainingMs` of life left. */
  usable(minRemainingMs: number): string | null;
  /** An access token with more than `minRemainingMs` of life left; null if there is none to be had now. */
  accessToken(minRemainingMs: number): Promise<string | null>;
  /** The server was asked just now: no caller has it asked again for a while, at least `retryAfterMs`. */
  quiet(retryAfterMs: number | null): void;
}

export function createAccessRequests(parts: {
  readonly clock: Clock;
  readonly tokenStore: Pick<TokenStore, 'current'>;
  readonly refresh: () => Promise<unknown>;
}): AccessRequests {
  const { clock, refresh } = parts;
  let quietUntilMs = 0;
  const heldAccess = () => parts.tokenStore.current()?.access ?? null;

  function usable(minRemainingMs: number): string | null {
    const access = heldAccess();
    return access && leftMs(access, clock) > minRemainingMs ? access.token : null;
  }

  return {
    heldAccess,
    usable,
    async accessToken(minRemainingMs) {
      if (usable(minRemainingMs) === null && clock.elapsedMs() >= quietUntilMs) await refresh();
      return usable(minRemainingMs);
    },
    quiet(retryAfterMs) {
      quietUntilMs = clock.elapsedMs() + Math.max(BETWEEN_ASKS_MS, retryAfterMs ?? 0);
    },
  };
}
