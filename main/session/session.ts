/**
 * One account's session: signing in, staying signed in, signing out. Owns its SessionState, which contains no tokens.
 * Commands never reject; failures become states.
 */
import type { Limit } from '../../preload/api.ts';
import { createCore } from './core.ts';
import { createKeyringRecovery } from './keyring-recovery.ts';
import { createRestore } from './restore.ts';
import { createSignIn } from './sign-in.ts';
import { createSignOut } from './sign-out.ts';
import type { Session, SessionParts } from './types.ts';

/** Reads and sends nothing before `start()`. */
export function createSession(parts: SessionParts): Session {
  const core = createCore(parts, { fault: () => signIn.stop(), tooOld: () => void endByLimit('max-age') });
  const signIn = createSignIn(parts, core);
  const signOut = createSignOut(parts, core, signIn);
  const restore = createRestore(parts, core, () => endByLimit('max-age'));
  const keyring = createKeyringRecovery(parts, core, restore.begin);
  const { view, tokenStore, autoRefresh, pending, pendingRequests, guarded } = core;

  function endByLimit(limit: Limit): Promise<unknown> {
    const held = tokenStore.current();
    return !held || held.session.ended ? Promise.resolve() : signOut.begin(limit);
  }

  const session: Session = {
    state: view.now,
    resting: view.resting,
    keeping: core.keeping,
    metadataNotes: core.knownServer.notes,
    clockOffMs: () => parts.clockSkew.offMs(),
    testStorage: core.testStorage,
    start: restore.begin,
    async signIn() {
      // What is stored must have been read, since it would be replaced.
      const isRead = view.resting().kind !== 'loading';
      if (isRead && !signOut.isUnderWay() && parts.maySignIn) await signIn.begin();
    },
    cancel: signIn.cancel,
    dismiss() {
      if (view.now().kind === 'failed') view.uncover();
    },
    signOut: () => signOut.begin(null),
    endByLimit,
    adopt: signIn.adopt,
    identify: signIn.identify,
    forget: signOut.forget,
    endingWithProgram: signOut.endingWithProgram,
    discard: signOut.discard,
    async revokePending() {
      await pending.loaded();
      if (await pendingRequests.track(pending.tryNow())) return 'asked';
      return pending.isKnown() ? 'nothing' : 'unknown';
    },
    tryAgain() {
      const now = view.now();
      if (now.kind === 'storage-unreadable') return session.start();
      if (now.kind !== 'failed') return session.refresh();
      if (now.failure.kind === 'not-protected') return session.protect();
      return now.failure.kind === 'not-deleted' ? session.signOut() : session.signIn();
    },
    protect: () => guarded(keyring.protect),
    keepAsChosen: () => guarded(keyring.keepAsChosen),
    async keyringMayBeOpen() {
      if (signIn.isUnderWay()) return;
      await guarded(keyring.mayBeOpen);
      await guarded(restore.recallPending);
    },
    holder() {
      const held = tokenStore.current();
      if (!held || held.session.ended) return null;
      const { accountName: name, identity, signedInAt } = held.session;
      return { name, identity: identity && `${identity.issuer} ${identity.subject}`, signedInAt };
    },
    identity: () => tokenStore.current()?.session.identity ?? null,
    heldAccess: autoRefresh.heldAccess,
    accessToken: autoRefresh.accessToken,
    refresh: autoRefresh.refresh,
    woke() {
      signIn.woke();
      autoRefresh.woke();
      pending.woke();
    },
    track: pendingRequests.track,
    isBusy: () => !pendingRequests.isEmpty(),
    settled: pendingRequests.settled,
    storageTested: core.storageTested,
    async quit() {
      if (session.endingWithProgram()) await session.discard();
      await session.finish();
      // A sign-in that was being stored or refreshed meanwhile may not have been saved.
      if (session.endingWithProgram()) await session.discard();
    },
    finish() {
      core.stop();
      pending.pause();
      return pendingRequests.settled();
    },
  };
  return session;
}
