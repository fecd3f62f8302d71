/** What becomes of a sign-in once another one has taken its place: rule R5. */
import { isSamePerson } from '../oauth/id-token.ts';
import type { Clock } from '../time/clock.ts';
import type { RevokeOnlyToken } from '../vault/types.ts';
import { isOnDisk } from './held-session.ts';
import type { PendingRevocations } from './pending-revocations.ts';
import type { Refreshed, Refresher } from './refresher.ts';
import { renewedToken, toRevoke } from './sign-out.ts';
import type { TokenStore } from './token-store.ts';

export interface Superseded {
  /** A new sign-in is about to replace the one that is held: its token is noted first, durably if it is on disk. */
  note(): Promise<void>;
  /**
   * Once the new sign-in is as durable as the old one was, a different person's old token is revoked. The same person's is
   * dropped, as is one whose person is unknown: revoking it could end the new sign-in as well (Keycloak ends every session
   * of that user and client). Does nothing before that, and nothing twice.
   */
  settle(): Promise<void>;
  /** The new sign-in is over before it was durable: the old token is revoked, even if it belongs to the same account. */
  abandon(): Promise<void>;
}

/** A sign-in that was replaced. Secret. */
interface Old {
  readonly token: RevokeOnlyToken;
  readonly isOnDisk: boolean;
  /** Its refresh in progress: the token that it brings is revoked in place of `token`. */
  readonly refreshing: Promise<Refreshed> | null;
}

export function createSuperseded(parts: {
  readonly clock: Pick<Clock, 'now'>;
  readonly refresher: Pick<Refresher, 'inProgress'>;
  readonly pending: PendingRevocations;
  readonly tokenStore: Pick<TokenStore, 'current'>;
}): Superseded {
  const { clock, refresher, pending, tokenStore } = parts;
  let olds: readonly Old[] = [];

  async function revoke({ token, isOnDisk, refreshing }: Old): Promise<void> {
    const renewed = refreshing && renewedToken(await refreshing, token);
    if (renewed) await pending.drop(token.token);
    const last = renewed || token;
    if (isOnDisk) await pending.keep(last);
    await pending.revoke(last);
  }

  return {
    async note() {
      const held = tokenStore.current();
      const token = held && toRevoke(held, clock);
      if (!token) return;
      const old = { token, isOnDisk: isOnDisk(held), refreshing: refresher.inProgress() };
      olds = [...olds, old];
      if (old.isOnDisk) await pending.keep(token);
    },
    async settle() {
      const now = tokenStore.current();
      if (!now) return;
      const due = olds.filter((old) => !old.isOnDisk || isOnDisk(now));
      olds = olds.filter((old) => !due.includes(old));
      // The sign-in on disk is the one to come back to.
      for (const { token } of olds) await pending.drop(token.token);
      for (const old of due) {
        if (isSamePerson(old.token.identity, now.session.identity) === false) await revoke(old);
        else await pending.drop(old.token.token);
      }
    },
    async abandon() {
      const left = olds;
      olds = [];
      for (const old of left) await revoke(old);
    },
  };
}
