/** Handles the token of a sign-in that another sign-in of the same person replaces (rule R5). */
import type { Clock } from '../time/clock.ts';
import type { RevokeOnlyToken } from '../vault/types.ts';
import { refreshedToken, toRevoke } from './end-at-server.ts';
import { isOnDisk } from './held-session.ts';
import type { PendingRevocations } from './pending-revocations.ts';
import type { Refreshed, Refresher } from './refresher.ts';
import type { TokenStore } from './token-store.ts';

/** The replaced sign-in. Secret. */
interface Old {
  readonly token: RevokeOnlyToken;
  readonly isOnDisk: boolean;
  /** Its refresh in progress, whose new token is revoked instead of `token`. */
  readonly refreshing: Promise<Refreshed> | null;
}

export function createSuperseded(parts: {
  readonly clock: Pick<Clock, 'now'>;
  readonly refresher: Pick<Refresher, 'inProgress'>;
  readonly revocations: PendingRevocations;
  readonly tokenStore: Pick<TokenStore, 'current'>;
}) {
  const { clock, refresher, revocations, tokenStore } = parts;
  let olds: readonly Old[] = [];

  async function revoke({ token, isOnDisk, refreshing }: Old): Promise<void> {
    const last = (refreshing && refreshedToken(await refreshing, token)) || token;
    if (isOnDisk) await revocations.keep(last);
    await revocations.revoke(last);
  }

  return {
    /** A new sign-in is about to replace the current one. */
    note(): void {
      const held = tokenStore.current();
      const token = held && toRevoke(held, clock);
      if (token) olds = [...olds, { token, isOnDisk: isOnDisk(held), refreshing: refresher.inProgress() }];
    },
    /**
     * Drops the old token once the new sign-in is at least as durable. It isn't revoked, because that could also end the new
     * sign-in (Keycloak ends all sessions of that user and client).
     */
    settle(): void {
      const now = tokenStore.current();
      if (now) olds = olds.filter((old) => old.isOnDisk && !isOnDisk(now));
    },
    /** The new sign-in ended before it was durable, so the old token is revoked too. */
    async abandon(): Promise<void> {
      const left = olds;
      olds = [];
      for (const old of left) await revoke(old);
    },
  };
}
