/** Signs in, with one attempt at a time, and handles the approval. */
import { type Identity, isSamePerson, personIn } from '../oauth/id-token.ts';
import { firstOf } from '../time/clock.ts';
import { createEvent, nextEvent } from '../time/event.ts';
import type { Core } from './core.ts';
import type { HeldSession } from './held-session.ts';
import type { Approved, SessionParts } from './types.ts';

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn(parts: SessionParts, core: Core) {
  const { server, http, clock } = parts;
  const { view, tokenStore, knownServer, autoRefresh, revocations, pendingRequests, superseded } = core;
  const { guarded, revokeOnArrival } = core;
  let attempt: AbortController | null = null;
  /** Writes the sign-in to the audit log. Set while its person is still being identified; otherwise null. */
  let note: (() => void) | null = null;
  const wakeUp = createEvent();

  /** Resolves when the computer wakes up or changes its network, because a poll's connection may then be dead. */
  function connectionsDied(signal: AbortSignal) {
    return firstOf(signal, (stop) => nextEvent(wakeUp.on, stop), parts.networkBack);
  }

  function stop() {
    note?.();
    attempt?.abort();
    attempt = null;
  }

  /** Shows the session's own state, unless another code was requested meanwhile. */
  function showOwnState() {
    if (!attempt) view.clearOverlay();
  }

  async function signIn(signal: AbortSignal) {
    view.showOverlay({ kind: 'requesting-code' });
    // Only a sign-in needs this module, so load it with the first one.
    const { attemptSignIn } = await import('./sign-in-attempt.ts');
    const ending = await attemptSignIn(parts, {
      signal,
      lastKnown: knownServer.last(),
      onDiscovered(found, discovered) {
        knownServer.found(found);
        knownServer.note(discovered);
      },
      testStorage: core.testStorage,
      show: view.showOverlay,
      connectionsDied,
      onUnused: revokeOnArrival,
    });
    attempt = null;
    if (ending.kind === 'failed') {
      if (ending.unused) revokeOnArrival(Promise.resolve(ending.unused));
      return view.fail(ending.failure);
    }
    const approved = { tokens: ending.tokens, server: knownServer.last() };
    const { identity } = personIn(ending.tokens, server, clock.now());
    if (isOwn(identity)) return acceptApproved(approved);
    await pendingRequests.track(parts.onSomeoneElse(approved));
    showOwnState();
  }

  /** Whether this is certainly the account's person, or, if unknown, certainly no one with another account. */
  function isOwn(person: Identity | null): boolean {
    const expected = tokenStore.current()?.session.identity ?? null;
    return expected ? isSamePerson(expected, person) === true : !parts.mayBeAnothers(person);
  }

  async function acceptApproved({ tokens, server: used }: Approved) {
    // If the new sign-in will end with the app, leave the unreadable old one in place for when its keyring opens.
    const keeping = core.keeping();
    const endsWithProgram = keeping?.kind === 'until-quit' && keeping.because === 'no-keyring';
    const setsAside = view.ownState().kind === 'storage-unreadable' && !endsWithProgram;
    const before = view.before();
    superseded.note();
    const taken = await pendingRequests.track(tokenStore.take(tokens, knownServer.endpointsOf(used), setsAside));
    // Signed out meanwhile.
    if (!tokenStore.isHeld(taken)) return;
    autoRefresh.begin(taken, 'server');
    core.ageLimit.begin(taken.session.signedInAt);
    view.newlySignedIn(taken, before);
    showOwnState();
    const noted = () => {
      note = null;
      core.audit({ event: 'sign-in' });
    };
    note = noted;
    const { accountName, identity } = taken.session;
    if (accountName === null || identity === null) await pendingRequests.track(learnPerson(taken));
    if (note === noted) noted();
    superseded.settle();
    await revocations.loaded();
    const now = tokenStore.current();
    // A sign-out meanwhile may have left tokens that still have to be revoked.
    if (now && tokenStore.isHeld(now)) await pendingRequests.track(revocations.signedInAs(now.session.identity));
  }

  /** If the id_token was incomplete, requests userinfo (R10). */
  async function learnPerson({ session, access }: HeldSession) {
    if (!access || !knownServer.namesPerson()) return;
    const { askUserinfo } = await import('../oauth/userinfo.ts');
    const learned = await askUserinfo(server, access.token, session.identity, http, knownServer.note);
    const isNew = learned.name !== null || (session.identity === null && learned.identity !== null);
    if (!isNew) return;
    await tokenStore.learn(session, learned);
    view.identified();
  }

  return {
    /** Requests a code and waits for approval. Cancels any earlier attempt first. Resolves when the attempt ends. */
    async begin() {
      stop();
      const mine = new AbortController();
      attempt = mine;
      revocations.pause();
      await guarded(async () => {
        try {
          await signIn(mine.signal);
        } catch (error) {
          if (!mine.signal.aborted) throw error;
        }
      });
      if (!attempt) revocations.resume();
    },
    isUnderWay: () => attempt !== null,
    /** Cancels an attempt in progress, which restores the state from before. */
    cancel() {
      if (!attempt) return;
      stop();
      view.clearOverlay();
    },
    /** Cancels an attempt in progress, and leaves the state to the caller. */
    stop,
    /** Takes over and stores a sign-in that was approved for another account. */
    async adopt(approved: Approved) {
      knownServer.found(approved.server);
      await guarded(() => acceptApproved(approved));
    },
    /** Requests from the server who is signed in, if unknown. */
    async identify() {
      await autoRefresh.accessToken(0);
      const held = tokenStore.current();
      if (held && !held.session.identity) await pendingRequests.track(learnPerson(held));
    },
    woke: wakeUp.emit,
  };
}
