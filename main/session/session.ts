/**
 * One account's session: signing in, staying signed in, signing out. Owns its SessionState, which contains no tokens.
 * Commands never reject; failures become states.
 */
import type { Limit } from '../../preload/api.ts';
import type { Identity } from '../oauth/id-token.ts';
import { createCore } from './core.ts';
import { createKeyringRecovery } from './keyring-recovery.ts';
import { createRestore } from './restore.ts';
import { createSignIn } from './sign-in.ts';
import { createSignOut } from './sign-out.ts';
import type { SessionParts, TokenHolder } from './types.ts';

export type Session = ReturnType<typeof createSession>;

/** Reads and sends nothing before `start()`. */
export function createSession(parts: SessionParts) {
  const core = createCore(parts, { fault: () => signIn.stop(), tooOld: () => void endByLimit('max-age') });
  const signIn = createSignIn(parts, core);
  const signOut = createSignOut(parts, core, signIn);
  const restore = createRestore(parts, core, () => endByLimit('max-age'));
  const keyring = createKeyringRecovery(parts, core, restore.begin);
  const { view, tokenStore, autoRefresh, revocations, pendingRequests, guarded } = core;

  function endByLimit(limit: Limit): Promise<unknown> {
    const held = tokenStore.current();
    return !held || held.session.ended ? Promise.resolve() : signOut.begin(limit);
  }

  const session = {
    state: view.now,
    /** The state beneath a sign-in in progress or a failure that the user has not dismissed. */
    ownState: view.ownState,
    /** How a sign-in would be kept; null until tested. */
    keeping: core.keeping,
    /** Notes on the server's metadata as last requested; null before that. */
    metadataNotes: core.knownServer.notes,
    /** By how much this computer's clock is ahead of the server's; null if the difference is negligible. */
    clockOffMs: () => parts.clockSkew.offMs(),
    /** Tests how a sign-in would be kept. */
    testStorage: core.testStorage,
    /** Reads the stored sign-in. Call again after `storage-unreadable`. */
    start: restore.begin,
    /** Requests a code and waits for approval. Cancels any earlier attempt first. Resolves when the attempt ends. */
    async signIn(): Promise<void> {
      // Not before what is stored has been read, because the sign-in would replace it.
      const isRead = view.ownState().kind !== 'loading';
      if (isRead && !signOut.isUnderWay() && parts.maySignIn) await signIn.begin();
    },
    /** Cancels a sign-in in progress, which restores the state from before. */
    cancel: signIn.cancel,
    /** Dismisses a failure, which restores the state from before. */
    dismiss(): void {
      if (view.now().kind === 'failed') view.clearOverlay();
    },
    signOut: () => signOut.begin(null),
    /** Ends the sign-in like `signOut` because an administrator's limit was reached, and offers to sign in again. */
    endByLimit,
    /** Takes over and stores a sign-in that was approved for another account. Call after `start()`. */
    adopt: signIn.adopt,
    /** Requests from the server who is signed in, if unknown. */
    identify: signIn.identify,
    /**
     * Deletes the sign-in here but leaves it on the server, because ending it there could also end the same person's sign-in that
     * replaces it. Tokens that earlier sign-outs left to revoke are dropped if they are of `by` or of an unknown person.
     */
    forget: signOut.forget,
    /** The sign-in that exists only in memory and ends with the app; null if quitting would end none. */
    endingWithProgram: signOut.endingWithProgram,
    /** Ends a sign-in that exists only in memory, also at the server, within five seconds. Leaves the vault unchanged. */
    discard: signOut.discard,
    /** Revokes tokens that earlier sign-outs could not revoke. `unknown`: they can't be read now. */
    async revokePending(): Promise<'asked' | 'nothing' | 'unknown'> {
      await revocations.loaded();
      if (await pendingRequests.track(revocations.tryNow())) return 'asked';
      return revocations.isKnown() ? 'nothing' : 'unknown';
    },
    /** Retries what failed: reading the storage, moving to the keyring, signing in or out, or refreshing. */
    tryAgain(): Promise<unknown> {
      const now = view.now();
      if (now.kind === 'storage-unreadable') return session.start();
      if (now.kind !== 'failed') return session.refresh();
      if (now.failure.kind === 'not-protected') return session.protect();
      return now.failure.kind === 'not-deleted' ? session.signOut() : session.signIn();
    },
    /** Moves a weakly protected sign-in to the keyring. */
    protect: () => guarded(keyring.protect),
    /**
     * The user has changed whether to keep sign-ins without a keyring.
     * A sign-in that exists only in memory for that reason is stored now.
     */
    keepAsChosen: () => guarded(keyring.keepAsChosen),
    /** Retries what a locked keyring prevented, because the user is present and may unlock it. */
    async keyringMayBeOpen(): Promise<void> {
      if (signIn.isUnderWay()) return;
      await guarded(keyring.mayBeOpen);
      await guarded(restore.recallPending);
    },
    /** Who is signed in; null if no one is. The time distinguishes one unknown person from the next. */
    holder(): TokenHolder | null {
      const held = tokenStore.current();
      if (!held || held.session.ended) return null;
      const { accountName: name, identity, signedInAt } = held.session;
      return { name, identity: identity && `${identity.issuer} ${identity.subject}`, signedInAt };
    },
    /** The account's person, even if their sign-in has ended; null if unknown or no one has signed in. */
    identity: (): Identity | null => tokenStore.current()?.session.identity ?? null,
    /** The access token in memory, even if it's about to expire; null if there is none. Sends nothing. */
    heldAccess: autoRefresh.heldAccess,
    /** An access token that is valid for at least that long, refreshed if necessary. */
    accessToken: autoRefresh.accessToken,
    /** Refreshes now. */
    refresh: autoRefresh.refresh,
    /** The computer woke up. */
    woke(): void {
      signIn.woke();
      autoRefresh.woke();
      revocations.woke();
    },
    /** Counts as a pending request until it settles, so that the app doesn't quit before. Returns the promise. */
    track: pendingRequests.track,
    /** Whether a request is pending whose response must not be lost. */
    isBusy: () => !pendingRequests.isEmpty(),
    /** Resolves when no request is pending. */
    settled: pendingRequests.settled,
    /** Resolves when no storage test is in progress, which may wait for a keyring. Never rejects. */
    storageTested: core.storageTested,
    /** The app is quitting: like `finish`, and ends a sign-in that exists only in memory, also at the server. */
    async quit(): Promise<void> {
      if (session.endingWithProgram()) await session.discard();
      await session.finish();
      // A sign-in that was being stored or refreshed meanwhile may not have been saved.
      if (session.endingWithProgram()) await session.discard();
    },
    /** Starts nothing more by itself, and resolves when no request is pending. */
    finish(): Promise<void> {
      core.stop();
      revocations.pause();
      return pendingRequests.settled();
    },
  };
  return session;
}
