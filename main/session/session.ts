/**
 * One account's session: signing in, staying signed in, signing out. Owns its SessionState; tokens stay in here.
 * Commands never reject: what goes wrong becomes a state.
 */
import type { Account, Ended, Failure, Kept, MetadataNotes } from '../../preload/api.ts';
import { notesOn } from '../oauth/metadata.ts';
import { type Issued, SIGN_IN_LIMIT_MS } from '../oauth/protocol.ts';
import { revokeUnused } from '../oauth/revoke.ts';
import { askName } from '../oauth/userinfo.ts';
import { errorName } from '../system/error-name.ts';
import { firstOf, unlessAborted } from '../time/clock.ts';
import { createStaying, needsUser, type Renewing } from './auto-refresh.ts';
import { atEndpoints, endpointsOf } from './endpoints.ts';
import { keepAsChosen, protect, tryKeyring } from './keyring-recovery.ts';
import { patiently } from './keyring-wait.ts';
import { createInTheAir } from './pending-requests.ts';
import { createRefresher, type Held, orTrouble } from './refresher.ts';
import { attemptSignIn } from './sign-in-attempt.ts';
import { signOut } from './sign-out.ts';
import { createHolding } from './token-store.ts';
import type { Session, SessionParts } from './types.ts';
import { createShown, type Resting } from './view-state.ts';

/** Reads nothing and sends nothing before `start()`. */
export function createSession(parts: SessionParts): Session {
  const { server, serverName, transport, vault, clock, onChange, log } = parts;
  const inTheAir = createInTheAir();
  let keeping: Kept | null = null;
  let attempt: AbortController | null = null;
  let waking = Promise.withResolvers<void>();
  let promptShownAtMs = 0;
  let loading: Promise<unknown> | null = null;
  let signingOut: Promise<unknown> | null = null;
  /** Who was signed in before, if that was somebody else. */
  let formerly: string | null = null;
  /** The server with the endpoints and the scope of the newest sign-in. */
  let lastKnown = server;
  let notes: MetadataNotes | null = null;

  const shown = createShown((state) => {
    log('state', { kind: state.kind });
    onChange();
  });
  const refresher = createRefresher({ ...parts, transport: parts.refreshTransport, isHeld });
  const holding = createHolding({
    ...parts,
    isRefreshing: () => refresher.inTheAir() !== null,
    onKept(kept) {
      const resting = shown.resting();
      if (resting.kind === 'signed-in') shown.rest({ ...resting, kept });
    },
    onRanOut: () => end({ kind: 'ran-out', at: clock.now() }),
  });
  const staying = createStaying({
    ...parts,
    holding,
    refresher,
    inTheAir,
    isHeld,
    onAlive: (held, renewing) => shown.rest(signedIn(held, renewing)),
    onEnded: (kind, said) => end({ kind, said, at: clock.now() }),
    onGivenUp: ({ said, at }) => needYou({ kind: 'refused', said, at }),
    onUnused: revokeWhenThere,
  });

  /**
   * Tokens that the server has issued and no one will use: it is asked to forget them. The end of the program waits for
   * that, but not as long as a poll may hang.
   */
  function revokeWhenThere(tokens: Promise<Issued | null>) {
    const there = new AbortController();
    const revoked = tokens
      .then((issued) => issued && inTheAir.track(revokeUnused(server, issued, transport)))
      .finally(() => there.abort());
    const patience = clock.sleep(SIGN_IN_LIMIT_MS, there.signal).catch(() => undefined);
    inTheAir.track(Promise.race([revoked, patience]));
  }

  /** While a poll is on its way: a computer that slept, or changed its network, may have lost the connection. */
  function connectionsDied(signal: AbortSignal) {
    return firstOf(signal, (stop) => unlessAborted(waking.promise, stop), parts.networkBack);
  }

  /** Whether an answer about this session is still wanted: not once the user signed out, or in again. */
  function isHeld({ session }: Held): boolean {
    return !signingOut && holding.current()?.session === session;
  }

  function account(): Account {
    return { name: holding.current()?.session.accountName ?? null, server: serverName };
  }

  function signedIn({ kept, session }: Held, { link, trouble, overdue, endsWithToken }: Renewing = WELL): Resting {
    const since = session.signedInAt;
    const until = endsWithToken || session.refreshToken === null ? holding.endsAt() : null;
    return { kind: 'signed-in', account: account(), formerly, kept, since, until, overdue, link, trouble };
  }

  function fail(failure: Failure) {
    const signedInAs = shown.resting().kind === 'signed-in' ? account() : null;
    shown.cover({ kind: 'failed', failure, signedInAs });
  }

  async function prove(): Promise<Kept> {
    keeping = await vault.prove();
    onChange();
    return keeping;
  }

  async function load() {
    shown.rest({ kind: 'loading', keyring: 'quick' });
    const loaded = await patiently(clock, vault.load(), () => shown.rest({ kind: 'loading', keyring: 'waiting' }));
    switch (loaded.kind) {
      case 'absent':
        holding.drop();
        shown.rest({ kind: 'signed-out', because: null });
        return void guarded(prove);
      case 'unreadable':
        return shown.rest({ kind: 'storage-unreadable', trouble: loaded.trouble });
      case 'value': {
        const { session, kept, from, rotationInTheAir } = loaded;
        const held = {
          session,
          kept,
          access: null,
          refreshEndsAtMs: null,
          doubtful: rotationInTheAir || from === 'previous',
        };
        const lives = holding.restore(held);
        lastKnown = atEndpoints(server, session.endpoints);
        if (session.ended) return needYou(session.ended);
        if (session.refused && needsUser(session)) {
          const { said, at } = session.refused;
          needYou({ kind: 'refused', said, at });
        } else shown.rest(signedIn(held));
        return lives ? staying.begin(held, 'vault') : end({ kind: 'ran-out', at: clock.now() });
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
        notes = notesOn(discovered);
      },
      prove,
      show(state) {
        if (state.kind === 'awaiting-approval' && shown.now().kind !== 'awaiting-approval')
          promptShownAtMs = clock.elapsedMs();
        shown.cover(state);
      },
      connectionsDied,
      onUnused: revokeWhenThere,
    });
    attempt = null;
    if (ending.kind === 'failed') {
      if (ending.unused) revokeWhenThere(Promise.resolve(ending.unused));
      return fail(ending.failure);
    }
    // Without a keyring the new sign-in ends with the program: the old one stays where its keyring will find it.
    const endsWithProgram = keeping?.kind === 'until-quit' && keeping.because === 'no-keyring';
    if (shown.resting().kind === 'storage-unreadable' && !endsWithProgram) await orTrouble(vault.setAside());
    const before = account().name ?? formerly;
    const taken = await inTheAir.track(holding.take(ending.tokens, endpointsOf(lastKnown, server)));
    staying.begin(taken, 'server');
    showName(taken, before);
    shown.uncover();
    if (account().name === null) await inTheAir.track(learnName(taken, before));
  }

  function showName(held: Held, before: string | null) {
    formerly = before === account().name ? null : before;
    shown.rest(signedIn(held));
  }

  /** The id_token named nobody: the server may still know (R10). */
  async function learnName(taken: Held, before: string | null) {
    if (!taken.access || !lastKnown.scope?.split(' ').includes('openid')) return;
    const learned = await askName(server, taken.access.token, transport);
    ({ notes } = learned);
    const held = learned.name === null ? null : await holding.rename(taken.session, learned.name);
    if (held) showName(held, before);
  }

  function stopAttempt() {
    attempt?.abort(new DOMException('The sign-in was cancelled.', 'AbortError'));
    attempt = null;
  }

  function end(because: Ended) {
    staying.stop();
    inTheAir.track(holding.end(because));
    needYou(because);
  }

  function needYou(because: Ended) {
    shown.rest({ kind: 'needs-you', because, account: account() });
    // A failure that was left standing says that somebody is signed in all the same.
    if (shown.now().kind === 'failed') shown.uncover();
  }

  async function leave() {
    const before = shown.now();
    const isUnread = ['storage-unreadable', 'loading'].includes(shown.resting().kind);
    staying.stop();
    stopAttempt();
    shown.rest({ kind: 'signing-out' });
    shown.uncover();
    formerly = null;
    const { told, trouble } = await signOut({ ...parts, holding, refresher, inTheAir, isUnread });
    // Done again after files could not be deleted: what the server knows, it was told then.
    const again = before.kind === 'failed' && before.failure.kind === 'not-deleted' ? before.failure.server : told;
    if (trouble) {
      shown.rest({ kind: 'signed-out', because: null });
      fail({ kind: 'not-deleted', trouble, server: again });
    } else shown.rest({ kind: 'signed-out', because: { kind: 'signed-out-here', server: again } });
    void guarded(prove);
  }

  /** A fault of our own is shown and logged by its name; its message could hold anything. */
  async function guarded<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      const name = errorName(error);
      log('unforeseen', { name });
      stopAttempt();
      fail({ kind: 'unforeseen', name });
      return null;
    }
  }

  /** Whoever joins a refresh gets its answer, once that is held; where none is in the air none is begun. */
  async function refreshed(): Promise<void> {
    if (refresher.inTheAir()) await staying.refresh();
  }

  const session: Session = {
    state() {
      const now = shown.now();
      return now.kind === 'awaiting-approval' ? { ...now, elapsedMs: clock.elapsedMs() - promptShownAtMs } : now;
    },
    keeping: () => keeping,
    metadataNotes: () => notes,
    clockOffMs: () => parts.serverTime.offMs(),
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
      await guarded(async () => {
        try {
          await signIn(mine.signal);
        } catch (error) {
          if (!mine.signal.aborted) throw error;
        }
      });
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
      signingOut ??= inTheAir.track(guarded(leave)).finally(() => {
        signingOut = null;
      });
      return signingOut;
    },
    async discard() {
      staying.stop();
      const held = holding.current();
      holding.drop();
      if (!held) return;
      const { session, access } = held;
      const unused = { refreshToken: session.refreshToken, accessToken: access?.token ?? null };
      await inTheAir.track(revokeUnused(server, unused, transport));
    },
    tryAgain() {
      const now = shown.now();
      if (now.kind === 'storage-unreadable') return session.start();
      if (now.kind !== 'failed') return session.refresh();
      if (now.failure.kind === 'not-protected') return session.protect();
      return now.failure.kind === 'not-deleted' ? session.signOut() : session.signIn();
    },
    protect: () => guarded(() => protect({ ...parts, holding, shown, fail })),
    keepAsChosen: () => guarded(() => keepAsChosen({ holding, refreshed, prove })),
    async keyringMayBeOpen() {
      if (!attempt) await guarded(() => tryKeyring({ holding, shown, load: session.start }));
    },
    resting: () => shown.resting(),
    holder() {
      const held = holding.current();
      if (!held || held.session.ended) return null;
      const { accountName: name, signedInAt } = held.session;
      return { name, identity: null, signedInAt };
    },
    heldAccess: staying.heldAccess,
    accessToken: staying.accessToken,
    refresh: staying.refresh,
    woke() {
      waking.resolve();
      waking = Promise.withResolvers();
      staying.woke();
    },
    isBusy: () => !inTheAir.isEmpty(),
    settled: inTheAir.settled,
    finish() {
      staying.stop();
      return inTheAir.settled();
    },
  };
  return session;
}

/** Renewing goes well, or has not been tried yet. */
const WELL: Renewing = { link: { kind: 'ok' }, trouble: null, overdue: false, endsWithToken: false };
