/** Signs out, at the user's request, because of an administrator's limit, or because the sign-in ends with the app. */
import type { EndAtServer, Limit } from '../../preload/api.ts';
import { type Identity, isSamePerson } from '../oauth/id-token.ts';
import { revoke } from '../oauth/revoke.ts';
import { atMost } from '../time/deadline.ts';
import type { Core } from './core.ts';
import { endAtServer, refreshedToken, revokeAtServer, toRevoke } from './end-at-server.ts';
import { isOnDisk } from './held-session.ts';
import type { SignIn } from './sign-in.ts';
import type { SessionParts } from './types.ts';

/** How long quitting waits for the server to end a sign-in. */
const DISCARD_PATIENCE_MS = 5_000;

export function createSignOut({ server, http, clock }: SessionParts, core: Core, signIn: SignIn) {
  const { view, tokenStore, refresher, revocations, pendingRequests, superseded, guarded, audit, person, testStorage } =
    core;
  let underWay: Promise<unknown> | null = null;

  async function signOut(limit: Limit | null) {
    const before = view.now();
    const left = view.account();
    const who = person();
    const isUnread = ['storage-unreadable', 'loading'].includes(view.ownState().kind);
    const wasSignedIn = tokenStore.current() !== null || isUnread;
    core.stop();
    signIn.stop();
    view.signingOut();
    const parts = { clock, tokenStore, refresher, revocations, pendingRequests, isUnread };
    const { revoked, trouble } = await tokenStore.signOut(() => revokeAtServer(parts));
    await superseded.abandon();
    // If a sign-out is repeated because files could not be deleted, the server has already ended the sign-in.
    const isAgain = before.kind === 'failed' && before.failure.kind === 'not-deleted';
    const atServer = isAgain ? before.failure.server : revoked.server;
    if (limit) audit({ event: 'session-ended', reason: limit }, who);
    else if (wasSignedIn) audit({ event: 'sign-out', server: AT_SERVER[revoked.server] }, who);
    if (trouble) {
      view.setOwnState({ kind: 'signed-out', because: null });
      view.fail({ kind: 'not-deleted', trouble, server: atServer });
    } else if (limit) view.needsYou({ kind: 'limit', limit, at: clock.now() }, left);
    else view.signedOut(atServer, left.name, revoked.response);
    void guarded(testStorage);
  }

  /**
   * Takes at most five seconds, because the app's exit waits for it.
   * Waits for a refresh in progress, whose token is the one to revoke.
   */
  async function discard() {
    core.stop();
    const held = tokenStore.current();
    const who = person();
    const old = held && toRevoke(held, clock);
    const refreshing = refresher.inProgress();
    tokenStore.drop();
    if (!old) return;
    const revoked = (async () => {
      const refreshed = refreshing ? refreshedToken(await refreshing, old) : null;
      return endAtServer(await revoke(server, refreshed ?? old, http));
    })();
    const ended = await atMost<EndAtServer, EndAtServer>(clock, DISCARD_PATIENCE_MS, revoked, 'not-ended');
    audit({ event: 'sign-out', server: AT_SERVER[ended] }, who);
  }

  return {
    /**
     * Ends the sign-in here and at the server. Calls while this is in progress share the result.
     * @param limit the administrator's limit that was reached; null: the user signed out
     */
    begin(limit: Limit | null): Promise<unknown> {
      underWay ??= pendingRequests.track(guarded(() => signOut(limit))).finally(() => {
        underWay = null;
      });
      return underWay;
    },
    isUnderWay: () => underWay !== null,
    /** Deletes the sign-in here and leaves it unchanged on the server. */
    async forget(by: Identity | null) {
      const held = tokenStore.current();
      core.stop();
      signIn.stop();
      const goesOn = isSamePerson(held?.session.identity ?? null, by) === true;
      if (held && !goesOn) audit({ event: 'sign-out', server: 'not-ended' }, person());
      await pendingRequests.track(tokenStore.signOut(async () => undefined));
      view.setOwnState({ kind: 'signed-out', because: null });
      await revocations.loaded();
      await pendingRequests.track(revocations.signedInAs(by));
    },
    /** The sign-in that exists only in memory; null if quitting would end none. */
    endingWithProgram() {
      const held = tokenStore.current();
      if (!held || isOnDisk(held) || !toRevoke(held, clock)) return null;
      return { account: view.account(), kept: held.kept };
    },
    /** Ends a sign-in that exists only in memory, also at the server. */
    discard: () => pendingRequests.track(discard()),
  };
}

/** The audit log's names. */
const AT_SERVER = {
  ended: 'ended',
  'ended-before': 'ended',
  later: 'to-be-ended',
  'not-ended': 'not-ended',
  'no-endpoint': 'not-ended',
} as const;
