/**
 * One account's session: signing in, staying signed in, signing out. Owns its SessionState; tokens stay in here.
 * Commands never reject: what goes wrong becomes a state.
 */

import type {
  Account,
  EndAtServer,
  Ended,
  Failure,
  Kept,
  Limit,
  MetadataNotes,
  ServerSaid,
} from '../../preload/api.ts';
import type { AuditEvent, AuditPerson } from '../audit/record.ts';
import { type Identity, isSamePerson, personIn } from '../oauth/id-token.ts';
import { type Discovered, notesOn } from '../oauth/metadata.ts';
import { type Issued, SIGN_IN_LIMIT_MS } from '../oauth/protocol.ts';
import { type Revocation, revoke, revokeUnused } from '../oauth/revoke.ts';
import { askUserinfo } from '../oauth/userinfo.ts';
import { codeLocation, errorName } from '../system/error-name.ts';
import { firstOf, unlessAborted } from '../time/clock.ts';
import { atMost } from '../time/deadline.ts';
import type { EndedOnItsOwn, StoredSession } from '../vault/types.ts';
import { createAgeLimit } from './age-limit.ts';
import { createAutoRefresh, needsUser, type Renewing } from './auto-refresh.ts';
import { atEndpoints, endpointsOf } from './endpoints.ts';
import { endOf, type HeldSession, isOnDisk } from './held-session.ts';
import { keepAsChosen, protect, tryKeyring } from './keyring-recovery.ts';
import { waitForKeyring } from './keyring-wait.ts';
import { createPendingRequests } from './pending-requests.ts';
import { createPendingRevocations } from './pending-revocations.ts';
import { createRefresher } from './refresher.ts';
import { attemptSignIn } from './sign-in-attempt.ts';
import { endAtServer, renewedToken, revokeAtServer, saidBy, toRevoke } from './sign-out.ts';
import { createSuperseded } from './superseded.ts';
import { createTokenStore } from './token-store.ts';
import type { Approved, Session, SessionParts } from './types.ts';
import { createViewState, type Resting } from './view-state.ts';

/** Reads nothing and sends nothing before `start()`. */
export function createSession(parts: SessionParts): Session {
  const { server, serverName, http, clock, onChange, log } = parts;
  const pendingRequests = createPendingRequests();
  let keeping: Kept | null = null;
  let attempt: AbortController | null = null;
  let waking = Promise.withResolvers<void>();
  let loading: Promise<unknown> | null = null;
  let signingOut: Promise<unknown> | null = null;
  /** What an earlier run left is known, or its keychain does not open. */
  let recalled: Promise<void> = Promise.resolve();
  /** The proofs of the storage so far have ended. */
  let proven: Promise<unknown> = Promise.resolve();
  /** The previous account, if it was a different one. */
  let formerly: string | null = null;
  /** The server with the endpoints and the scope of the newest sign-in. */
  let lastKnown = server;
  let notes: MetadataNotes | null = null;

  const shown = createViewState((state) => {
    log('state', { kind: state.kind });
    onChange();
  });
  const tokenStore = createTokenStore({
    ...parts,
    onKept: showKept,
    onRanOut: () => end({ kind: 'ran-out', at: clock.now() }),
  });
  const refresher = createRefresher({ ...parts, http: parts.refreshHttp, tokenStore });
  const pending = createPendingRevocations({ ...parts, pendingRequests, onDiscovered: note, onDone: revokedLater });
  const superseded = createSuperseded({ clock, tokenStore, refresher, pending });
  const autoRefresh = createAutoRefresh({
    ...parts,
    tokenStore,
    refresher,
    pendingRequests,
    onAlive(held, renewing) {
      shown.rest(signedIn(held, renewing));
      superseded.settle();
    },
    onEnded: (kind, said) => end({ kind, said, at: clock.now() }),
    onGivenUp: ({ said, at }) => needYou({ kind: 'refused', said, at }),
    onUnused: revokeWhenThere,
  });
  const ageLimit = createAgeLimit({ clock, maxAgeMs: parts.maxAgeMs, onDue: () => void endByLimit('max-age') });

  /**
   * Asks the server to revoke tokens that it has issued and no one will use. Quitting waits for that, but not as long as a
   * poll may hang.
   */
  function revokeWhenThere(tokens: Promise<Issued | null>) {
    const there = new AbortController();
    const revoked = tokens
      .then((issued) => issued && pendingRequests.track(revokeUnused(server, issued, http)))
      .finally(() => there.abort());
    const patience = clock.sleep(SIGN_IN_LIMIT_MS, there.signal).catch(() => undefined);
    pendingRequests.track(Promise.race([revoked, patience]));
  }

  /** While a poll is on its way: a computer that slept, or changed its network, may have lost the connection. */
  function connectionsDied(signal: AbortSignal) {
    return firstOf(signal, (stop) => unlessAborted(waking.promise, stop), parts.networkBack);
  }

  function showKept(kept: Kept) {
    const resting = shown.resting();
    if (resting.kind === 'signed-in') shown.rest({ ...resting, kept });
    superseded.settle();
  }

  function account(): Account {
    return { name: tokenStore.current()?.session.accountName ?? null, server: serverName };
  }

  function person(): AuditPerson {
    const session = tokenStore.current()?.session;
    return { name: session?.accountName ?? null, subject: session?.identity?.subject ?? null };
  }

  /** The log of an organization holds nothing up but the end of the app. */
  function audit(event: AuditEvent, of: AuditPerson) {
    pendingRequests.track(parts.audit(event, of));
  }

  function signedIn(held: HeldSession, { link, trouble, overdue, endsWithToken }: Renewing = WELL): Resting {
    const { kept, session } = held;
    const since = session.signedInAt;
    const until = endsWithToken || session.refreshToken === null ? endOf(held) : null;
    return { kind: 'signed-in', account: account(), formerly, kept, since, until, overdue, link, trouble };
  }

  function fail(failure: Failure) {
    const signedInAs = shown.resting().kind === 'signed-in' ? account() : null;
    shown.cover({ kind: 'failed', failure, signedInAs });
  }

  async function prove(): Promise<Kept> {
    const proof = tokenStore.prove();
    proven = Promise.allSettled([proven, proof]);
    keeping = await proof;
    onChange();
    return keeping;
  }

  async function load() {
    shown.rest({ kind: 'loading', keyring: 'quick' });
    const loaded = await waitForKeyring(clock, tokenStore.load(), () =>
      shown.rest({ kind: 'loading', keyring: 'waiting' }),
    );
    switch (loaded.kind) {
      case 'absent':
        shown.rest({ kind: 'signed-out', because: null });
        void guarded(recallPending);
        return void guarded(prove);
      case 'unreadable':
        return shown.rest({ kind: 'storage-unreadable', trouble: loaded.trouble });
      case 'value': {
        const { held, lives } = loaded;
        const { session } = held;
        void guarded(recallPending);
        lastKnown = atEndpoints(server, session.endpoints);
        if (session.ended) return needYou(session.ended);
        if (!lives) return end({ kind: 'ran-out', at: clock.now() });
        if (ageLimit.isOver(session.signedInAt)) {
          shown.rest({ kind: 'signing-out' });
          return endByLimit('max-age');
        }
        if (session.refused && needsUser(held)) {
          const { said, at } = session.refused;
          needYou({ kind: 'refused', said, at });
        } else shown.rest(signedIn(held));
        ageLimit.begin(session.signedInAt);
        return autoRefresh.begin(held, 'vault');
      }
      default:
        return loaded satisfies never;
    }
  }

  async function signIn(signal: AbortSignal) {
    const ending = await attemptSignIn(parts, {
      signal,
      lastKnown,
      onDiscovered(found, discovered) {
        lastKnown = found;
        note(discovered);
      },
      prove,
      show: shown.cover,
      connectionsDied,
      onUnused: revokeWhenThere,
    });
    attempt = null;
    if (ending.kind === 'failed') {
      if (ending.unused) revokeWhenThere(Promise.resolve(ending.unused));
      return fail(ending.failure);
    }
    const approved = { tokens: ending.tokens, server: lastKnown };
    const { identity } = personIn(ending.tokens, server, clock.now());
    if (isOwn(identity)) return takeUp(approved);
    await pendingRequests.track(parts.onSomeoneElse(approved));
    shown.uncover();
  }

  /** Whether this is certainly a sign-in of the account's person, or of no one who has another account. */
  function isOwn(person: Identity | null): boolean {
    const expected = tokenStore.current()?.session.identity ?? null;
    return expected ? isSamePerson(expected, person) === true : !parts.mayBeAnothers(person);
  }

  /** Whether the server may identify who signed in. */
  function namesPerson(): boolean {
    return lastKnown.scope?.split(' ').includes('openid') ?? false;
  }

  async function takeUp({ tokens, server: used }: Approved) {
    // Without a keyring the new sign-in ends with the app, and the old one stays for its keyring.
    const endsWithProgram = keeping?.kind === 'until-quit' && keeping.because === 'no-keyring';
    if (shown.resting().kind === 'storage-unreadable' && !endsWithProgram) await tokenStore.setAside();
    const before = {
      accountName: account().name ?? formerly,
      identity: tokenStore.current()?.session.identity ?? null,
    };
    superseded.note();
    const taken = await pendingRequests.track(tokenStore.take(tokens, endpointsOf(used, server)));
    autoRefresh.begin(taken, 'server');
    ageLimit.begin(taken.session.signedInAt);
    showPerson(taken, before);
    shown.uncover();
    const { accountName, identity } = taken.session;
    if (accountName === null || identity === null) await pendingRequests.track(learnPerson(taken, before));
    audit({ event: 'sign-in' }, person());
    superseded.settle();
    await recalled;
    await pendingRequests.track(pending.signedInAs(tokenStore.current()?.session.identity ?? null));
  }

  function showPerson(held: HeldSession, before: Pick<StoredSession, 'accountName' | 'identity'>) {
    const { accountName, identity } = held.session;
    const isSame = isSamePerson(before.identity, identity) ?? before.accountName === accountName;
    formerly = isSame ? null : before.accountName;
    shown.rest(signedIn(held));
  }

  /** Keeps what is odd about the server's metadata. A missing response changes nothing. */
  function note(discovered: Discovered) {
    if (!discovered.unanswered || discovered.otherIssuer !== null) notes = notesOn(discovered);
  }

  /** The id_token left something out: the server may still know (R10). */
  async function learnPerson(taken: HeldSession, before: Pick<StoredSession, 'accountName' | 'identity'>) {
    if (!taken.access || !namesPerson()) return;
    const learned = await askUserinfo(server, taken.access.token, taken.session.identity, http, note);
    const isNew = learned.name !== null || (taken.session.identity === null && learned.identity !== null);
    const held = isNew ? await tokenStore.learn(taken.session, learned) : null;
    if (held) showPerson(held, before);
  }

  /** What an earlier run left for the server to revoke. */
  async function recallPending() {
    recalled = pending.load(tokenStore.current()?.session ?? null);
    await recalled;
    const left = pending.newest();
    const resting = shown.resting();
    if (left && resting.kind === 'signed-out' && resting.because === null)
      shown.rest(signedOut('later', left.accountName));
  }

  function signedOut(server: EndAtServer, name: string | null, said: ServerSaid | null = null): Resting {
    const because = { kind: 'signed-out-here', server, account: { name, server: serverName }, said } as const;
    return { kind: 'signed-out', because };
  }

  /** The server could be reached at last. */
  function revokedLater(revocation: Revocation) {
    const resting = shown.resting();
    if (resting.kind !== 'signed-out' || resting.because?.kind !== 'signed-out-here') return;
    if (resting.because.server === 'later')
      shown.rest(signedOut(endAtServer(revocation), resting.because.account.name, saidBy(revocation)));
  }

  function stopAttempt() {
    attempt?.abort(new DOMException('The sign-in was cancelled.', 'AbortError'));
    attempt = null;
  }

  function end(because: EndedOnItsOwn) {
    autoRefresh.stop();
    ageLimit.stop();
    audit({ event: 'session-ended', reason: REASONS[because.kind] }, person());
    pendingRequests.track(tokenStore.end(because));
    needYou(because);
  }

  function needYou(because: Exclude<Ended, { kind: 'signed-out-here' }>, of = account()) {
    shown.rest({ kind: 'needs-you', because, account: of });
    // A failure that is still shown would claim that the user is signed in.
    if (shown.now().kind === 'failed') shown.uncover();
  }

  /** @param limit the administrator's that has ended the sign-in; null: the user has */
  async function leave(limit: Limit | null) {
    const before = shown.now();
    const left = account();
    const who = person();
    const isUnread = ['storage-unreadable', 'loading'].includes(shown.resting().kind);
    const wasSignedIn = tokenStore.current() !== null || isUnread;
    autoRefresh.stop();
    ageLimit.stop();
    stopAttempt();
    shown.rest({ kind: 'signing-out' });
    shown.uncover();
    formerly = null;
    const signOutParts = { clock, tokenStore, refresher, pending, pendingRequests, isUnread };
    const { revoked, trouble } = await tokenStore.signOut(() => revokeAtServer(signOutParts));
    const { server, said } = revoked;
    await superseded.abandon();
    // A sign-out that is repeated because files could not be deleted has ended the sign-in at the server before.
    const again = before.kind === 'failed' && before.failure.kind === 'not-deleted' ? before.failure.server : server;
    if (limit) audit({ event: 'session-ended', reason: limit }, who);
    else if (wasSignedIn) audit({ event: 'sign-out', server: AT_SERVER[server] }, who);
    if (trouble) {
      shown.rest({ kind: 'signed-out', because: null });
      fail({ kind: 'not-deleted', trouble, server: again });
    } else if (limit) needYou({ kind: 'limit', limit, at: clock.now() }, left);
    else shown.rest(signedOut(again, left.name, said));
    void guarded(prove);
  }

  function endByLimit(limit: Limit): Promise<unknown> {
    const held = tokenStore.current();
    return !held || held.session.ended ? Promise.resolve() : goingOut(() => leave(limit));
  }

  function goingOut(run: () => Promise<void>): Promise<unknown> {
    signingOut ??= pendingRequests.track(guarded(run)).finally(() => {
      signingOut = null;
    });
    return signingOut;
  }

  /** Takes five seconds at most: the app's exit waits for this. A refresh in progress brings the token to revoke. */
  async function discard() {
    autoRefresh.stop();
    ageLimit.stop();
    const held = tokenStore.current();
    const who = person();
    const old = held && toRevoke(held, clock);
    const refreshing = refresher.inProgress();
    tokenStore.drop();
    if (!old) return;
    const revoked = (async () => {
      const renewed = refreshing ? renewedToken(await refreshing, old) : null;
      return endAtServer(await revoke(server, renewed ?? old, http));
    })();
    const ended = await atMost<EndAtServer, EndAtServer>(clock, DISCARD_PATIENCE_MS, revoked, 'not-ended');
    audit({ event: 'sign-out', server: AT_SERVER[ended] }, who);
  }

  /** A fault of our own is shown and logged by its name; its message could hold anything. */
  async function guarded<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      const name = errorName(error);
      log('unforeseen', { name, at: codeLocation(error) });
      stopAttempt();
      fail({ kind: 'unforeseen', name });
      return null;
    }
  }

  /** Callers that join a refresh get its result once it is stored; if none is in progress, none is started. */
  async function refreshed(): Promise<void> {
    if (refresher.inProgress()) await autoRefresh.refresh();
  }

  const session: Session = {
    state: shown.now,
    keeping: () => keeping,
    metadataNotes: () => notes,
    clockOffMs: () => parts.clockSkew.offMs(),
    prove,
    start() {
      loading ??= guarded(load).finally(() => {
        loading = null;
      });
      return loading;
    },
    async signIn() {
      if (signingOut || loading || !parts.maySignIn) return;
      stopAttempt();
      const mine = new AbortController();
      attempt = mine;
      pending.pause();
      await guarded(async () => {
        try {
          await signIn(mine.signal);
        } catch (error) {
          if (!mine.signal.aborted) throw error;
        }
      });
      if (!attempt) pending.resume();
    },
    cancel() {
      if (!attempt) return;
      stopAttempt();
      shown.uncover();
    },
    dismiss() {
      if (shown.now().kind === 'failed') shown.uncover();
    },
    signOut() {
      return goingOut(() => leave(null));
    },
    endByLimit,
    async adopt(approved) {
      lastKnown = approved.server;
      await guarded(() => takeUp(approved));
    },
    async identify() {
      await autoRefresh.accessToken(0);
      const held = tokenStore.current();
      if (held && !held.session.identity) await pendingRequests.track(learnPerson(held, held.session));
    },
    async forget(by) {
      const who = tokenStore.current() && person();
      autoRefresh.stop();
      ageLimit.stop();
      stopAttempt();
      if (who) audit({ event: 'sign-out', server: 'not-ended' }, who);
      await pendingRequests.track(tokenStore.signOut(async () => undefined));
      shown.rest({ kind: 'signed-out', because: null });
      await recalled;
      await pendingRequests.track(pending.signedInAs(by));
    },
    endingWithProgram() {
      const held = tokenStore.current();
      if (!held || isOnDisk(held) || !toRevoke(held, clock)) return null;
      return { account: account(), kept: held.kept };
    },
    discard: () => pendingRequests.track(discard()),
    async revokePending() {
      await recalled;
      if (await pendingRequests.track(pending.tryNow())) return 'asked';
      return pending.isKnown() ? 'nothing' : 'unknown';
    },
    tryAgain() {
      const now = shown.now();
      if (now.kind === 'storage-unreadable') return session.start();
      if (now.kind !== 'failed') return session.refresh();
      if (now.failure.kind === 'not-protected') return session.protect();
      return now.failure.kind === 'not-deleted' ? session.signOut() : session.signIn();
    },
    protect: () => guarded(() => protect({ ...parts, tokenStore, shown, fail })),
    keepAsChosen: () => guarded(() => keepAsChosen({ tokenStore, refreshed, prove })),
    async keyringMayBeOpen() {
      if (attempt) return;
      await guarded(() => tryKeyring({ tokenStore, shown, load: session.start }));
      await guarded(recallPending);
    },
    resting: shown.resting,
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
      waking.resolve();
      waking = Promise.withResolvers();
      autoRefresh.woke();
      pending.woke();
    },
    isBusy: () => !pendingRequests.isEmpty(),
    settled: pendingRequests.settled,
    proven: () => proven,
    finish() {
      autoRefresh.stop();
      ageLimit.stop();
      pending.pause();
      return pendingRequests.settled();
    },
  };
  return session;
}

/** How long quitting waits for the server to end a sign-in that ends with the app. */
const DISCARD_PATIENCE_MS = 5_000;

/** Renewing goes well, or has not been tried yet. */
const WELL: Renewing = { link: { kind: 'ok' }, trouble: null, overdue: false, endsWithToken: false };

/** In the words of the log of an organization. */
const REASONS = { revoked: 'server', interrupted: 'interrupted', 'ran-out': 'expired', refused: 'server' } as const;
const AT_SERVER = {
  ended: 'ended',
  'ended-before': 'ended',
  later: 'to-be-ended',
  'not-ended': 'not-ended',
  'no-endpoint': 'not-ended',
} as const;
