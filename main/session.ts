/**
 * One account's session: signing in, staying signed in, signing out. Owns its SessionState; tokens stay in here.
 * Commands never reject: what goes wrong becomes a state.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Account, Ended, Failure, Kept, Link, ServerSaid, SessionState } from '../preload/api.ts';
import { accountName } from './oauth/id-token.ts';
import type { Server, Tokens } from './oauth/protocol.ts';
import { revoke, type Told } from './oauth/revoke.ts';
import type { Clock, Random } from './oauth/runtime.ts';
import { signIn as runDeviceFlow } from './oauth/sign-in.ts';
import type { Transport } from './oauth/transport.ts';
import { accessOf, createRefresher, type Held, orTrouble, type Refreshed } from './refresher.ts';
import type { StoredSession, Vault } from './vault/types.ts';

/** After this long, a keyring that has not answered is probably asking for its password. */
const KEYRING_PATIENCE_MS = 10_000;
const SAVE_AGAIN_MS = 60_000;
/** A sign-out waits this long for a refresh in the air, whose new token is the one to revoke. */
const REFRESH_PATIENCE_MS = 10_000;
const NOT_KEPT: Kept = { kind: 'until-quit', because: 'io' };

export interface SessionParts {
  readonly server: Server;
  /** How people name the server: `host[:port]`. */
  readonly serverName: string;
  readonly deviceOs: string;
  readonly transport: Transport;
  /** On connections of its own: those are closed before each refresh. */
  readonly refreshTransport: Transport;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly closeIdleConnections: () => Promise<void>;
  /** Called after every change of `state()` or `keeping()`. */
  readonly onChange: () => void;
  /** Notes an event by name; `detail` is plain and holds no secret. */
  readonly log: (event: string, detail?: Readonly<Record<string, unknown>>) => void;
}

export interface Session {
  state(): SessionState;
  /** How a sign-in would be kept; null until that was proven. */
  keeping(): Kept | null;
  /** Proves how a sign-in would be kept. */
  prove(): Promise<Kept>;
  /** Reads what is stored. Again after `storage-unreadable`. */
  start(): Promise<unknown>;
  /** Asks for a code and waits for approval; ends any earlier attempt first. Resolves when it ended. */
  signIn(): Promise<void>;
  /** Ends a sign-in that is under way; the state is then what it was before. */
  cancel(): void;
  /** Leaves a failure's state for what it was before. */
  dismiss(): void;
  signOut(): Promise<unknown>;
  /** Reads the storage again, or reaches for the server now. */
  tryAgain(): Promise<unknown>;
  /** An access token with at least `minRemainingMs` of life left; null if there is none to be had now (R1). */
  accessToken(minRemainingMs: number): Promise<string | null>;
  /** Asks the server now whether the session lives (R1-R5). Why that could not be told; null if it could. */
  refresh(): Promise<Failure | null>;
  /** Resolves when nothing is in the air any more: no refresh, no revocation of late tokens. */
  settled(): Promise<void>;
}

type Quiet = Exclude<SessionState, { kind: 'requesting-code' | 'awaiting-approval' | 'failed' }>;

export function createSession(parts: SessionParts): Session {
  const { server, serverName, deviceOs, transport, vault, clock, random, onChange, log } = parts;
  // A refresh that is answered after the tombstone was set keeps nothing.
  const refresher = createRefresher({
    ...parts,
    transport: parts.refreshTransport,
    vault: { ...vault, save: (session) => (signingOut ? Promise.resolve(NOT_KEPT) : vault.save(session)) },
  });
  const inTheAir = new Set<Promise<unknown>>();

  /** What the state is when no sign-in is under way and no failure is shown. */
  let resting: Quiet = { kind: 'loading', keyring: 'quick' };
  let shown: SessionState = resting;
  let promptShownAtMs = 0;
  let keeping: Kept | null = null;
  let held: Held | null = null;
  let attempt: AbortController | null = null;
  let signingOut: Promise<unknown> | null = null;
  let loading: Promise<unknown> | null = null;

  function show(state: SessionState) {
    shown = state;
    log('state', { kind: state.kind });
    onChange();
  }

  /** A sign-in that is under way stays on the screen; what it returns to has changed. */
  function rest(state: Quiet) {
    resting = state;
    if (!attempt && shown.kind !== 'failed') show(state);
  }

  function account(): Account {
    return { name: held?.session.accountName ?? null, server: serverName };
  }

  function signedIn(of: Held, link: Link, refused: ServerSaid | null = null): Quiet {
    const { signedInAt, accessToken } = of.session;
    const until = of.session.refreshToken === null ? (accessToken?.expiresAt ?? null) : null;
    return { kind: 'signed-in', account: account(), kept: of.kept, since: signedInAt, until, link, refused };
  }

  async function prove(): Promise<Kept> {
    keeping = await vault.prove();
    onChange();
    return keeping;
  }

  // ── Start ──────────────────────────────────────────────────────────────────

  async function load() {
    rest({ kind: 'loading', keyring: 'quick' });
    const loaded = await patiently(vault.load(), rest);
    switch (loaded.kind) {
      case 'absent':
        held = null;
        rest({ kind: 'signed-out', because: null });
        await prove();
        return;
      case 'unreadable':
        return rest({ kind: 'storage-unreadable', trouble: loaded.trouble });
      case 'value': {
        const { session, kept, from, rotationInTheAir } = loaded;
        held = { session, kept, access: null, doubtful: rotationInTheAir || from === 'previous' };
        if (session.ended) return rest({ kind: 'needs-you', because: session.ended, account: account() });
        if (session.refreshToken === null) return resumeUntilItEnds(session);
        return rest(signedIn(held, { kind: 'ok' }));
      }
      default:
        return loaded satisfies never;
    }
  }

  /** The answer of a keyring may take as long as a person needs to type a password: its late answer counts. */
  async function patiently<T>(answer: Promise<T>, tell: (state: Quiet) => void): Promise<T> {
    const answered = new AbortController();
    void clock.sleep(KEYRING_PATIENCE_MS, answered.signal).then(
      () => tell({ kind: 'loading', keyring: 'waiting' }),
      () => undefined,
    );
    return answer.finally(() => answered.abort());
  }

  /** Without a refresh token the sign-in lasts as long as its access token; a restart leaves only the wall clock to tell. */
  function resumeUntilItEnds(session: StoredSession) {
    const token = session.accessToken;
    const leftMs = token?.expiresAt == null ? null : token.expiresAt - clock.now();
    if (!held || !token || (leftMs !== null && leftMs <= 0)) return runOut();
    held = { ...held, access: { token: token.value, endsAtMs: leftMs === null ? null : clock.elapsedMs() + leftMs } };
    rest(signedIn(held, { kind: 'ok' }));
    if (leftMs !== null) endAfter(leftMs);
  }

  function endAfter(ms: number) {
    const ending = held;
    void clock.sleep(ms).then(() => {
      if (held === ending) runOut();
    });
  }

  function runOut() {
    end({ kind: 'ran-out', at: clock.now() });
  }

  // ── Signing in ─────────────────────────────────────────────────────────────

  async function attemptSignIn(signal: AbortSignal) {
    const unreadable = resting.kind === 'storage-unreadable';
    show({ kind: 'requesting-code' });
    // That a token cannot be kept is known before anybody takes out a phone.
    await patiently(prove(), (state) => {
      if (!signal.aborted) show(state);
    });
    signal.throwIfAborted();
    const startedAt = clock.now();
    const ending = await runDeviceFlow({
      server,
      deviceOs,
      transport,
      clock,
      random,
      signal,
      onPrompt: (prompt, lifetimeMs) => {
        promptShownAtMs = clock.elapsedMs();
        show({ kind: 'awaiting-approval', prompt, startedAt, lifetimeMs, elapsedMs: 0, link: { kind: 'ok' } });
      },
      onLink: (link) => {
        if (shown.kind === 'awaiting-approval' && !isDeepStrictEqual(shown.link, link)) show({ ...shown, link });
      },
      onLate: (tokens) => track(tokens.then((late) => tellServer(late?.refreshToken ?? null))),
    });
    signal.throwIfAborted();
    attempt = null;
    if (ending.kind === 'failed') return show({ kind: 'failed', failure: ending.failure });
    await take(ending.tokens, unreadable);
  }

  async function take(tokens: Tokens, setOldAside: boolean) {
    const now = clock.now();
    const expiresAt = tokens.expiresInMs === null ? null : now + tokens.expiresInMs;
    const session: StoredSession = {
      refreshToken: tokens.refreshToken,
      accessToken: tokens.refreshToken === null ? { value: tokens.accessToken, expiresAt } : null,
      accountName: accountName(tokens.idToken, server, now),
      signedInAt: now,
      ended: null,
    };
    if (setOldAside) await orTrouble(vault.setAside());
    const saved = await orTrouble(vault.save(session));
    const kept: Kept = saved.trouble ? { kind: 'until-quit', because: saved.trouble } : saved.value;
    held = { session, kept, access: accessOf(tokens, clock), doubtful: false };
    if (saved.trouble) saveLater(held);
    if (tokens.refreshToken === null && tokens.expiresInMs !== null) endAfter(tokens.expiresInMs);
    rest(signedIn(held, { kind: 'ok' }));
  }

  /** A full disk may be emptied: until then the session lives in memory, and says so. */
  function saveLater(unsaved: Held) {
    void clock.sleep(SAVE_AGAIN_MS).then(async () => {
      if (held?.session !== unsaved.session || signingOut) return;
      const saved = await orTrouble(vault.save(unsaved.session));
      if (held?.session !== unsaved.session) return;
      if (saved.trouble) return saveLater(unsaved);
      held = { ...held, kept: saved.value };
      if (resting.kind === 'signed-in') rest({ ...resting, kept: saved.value });
    });
  }

  function stopAttempt() {
    attempt?.abort(new DOMException('The sign-in was cancelled.', 'AbortError'));
    attempt = null;
  }

  // ── Staying signed in ──────────────────────────────────────────────────────

  async function refresh(): Promise<Failure | null> {
    if (!held || held.session.ended || held.session.refreshToken === null || signingOut) return null;
    const of = held;
    const outcome = await track(refresher.refresh(of));
    // Signed out, or signed in anew, meanwhile: this answer is about a session that is gone.
    if (held === of && !signingOut) apply(outcome);
    return outcome.kind === 'not-now' ? failureOf(outcome.reason) : null;
  }

  function apply(outcome: Refreshed) {
    switch (outcome.kind) {
      case 'renewed':
        held = outcome.held;
        if (held.kept.kind === 'until-quit' && held.kept.because !== 'no-keyring') saveLater(held);
        return rest(signedIn(held, { kind: 'ok' }));
      case 'ended':
        return end({ kind: outcome.how, said: outcome.said, at: clock.now() });
      case 'not-now': {
        held = outcome.held;
        const { reason } = outcome;
        log('refresh: not now', { reason: reason.kind });
        if (reason.kind === 'no-answer') return rest(signedIn(held, { kind: 'retrying', because: reason.because }));
        return rest(signedIn(held, { kind: 'ok' }, reason.kind === 'refused' ? reason.said : null));
      }
      default:
        return outcome satisfies never;
    }
  }

  /** The session is over; its token is dropped, its account stays named. */
  function end(because: Ended) {
    if (!held) return;
    const session = { ...held.session, refreshToken: null, accessToken: null, ended: because };
    held = { ...held, session, access: null };
    track(orTrouble(vault.save(session)));
    rest({ kind: 'needs-you', because, account: account() });
  }

  // ── Signing out (R8) ───────────────────────────────────────────────────────

  async function leave() {
    stopAttempt();
    rest({ kind: 'signing-out' });
    // The tombstone is durable before anything that can be interrupted.
    await orTrouble(vault.bury());
    const token = await lastRefreshToken();
    const told: Told = token === null ? 'no-endpoint' : await revoke(server, token, transport);
    held = null;
    const { trouble } = await orTrouble(vault.destroy());
    resting = { kind: 'signed-out', because: { kind: 'signed-out-here', server: told } };
    show(trouble ? { kind: 'failed', failure: { kind: 'storage', trouble } } : resting);
    await prove();
  }

  /** The newest refresh token. One that a slow refresh still brings is revoked when it comes. */
  async function lastRefreshToken(): Promise<string | null> {
    const old = held?.session.refreshToken ?? null;
    const refreshing = refresher.inTheAir()?.then(renewedToken);
    if (!refreshing) return old;
    const patience = new AbortController();
    const late = clock.sleep(REFRESH_PATIENCE_MS, patience.signal).then(() => {
      track(refreshing.then(tellServer));
      return null;
    });
    return (await Promise.race([refreshing.finally(() => patience.abort()), late])) ?? old;
  }

  function tellServer(refreshToken: string | null) {
    if (refreshToken !== null) track(revoke(server, refreshToken, transport));
  }

  function track<T>(promise: Promise<T>): Promise<T> {
    inTheAir.add(promise);
    void promise.catch(() => undefined).finally(() => inTheAir.delete(promise));
    return promise;
  }

  /** A fault of our own is shown and logged by its name; its message could hold anything. */
  async function guarded<T>(run: () => Promise<T>): Promise<T | null> {
    try {
      return await run();
    } catch (error) {
      const failure: Failure = { kind: 'unforeseen', name: error instanceof Error ? error.name : 'unknown' };
      log('unforeseen', failure);
      attempt = null;
      show({ kind: 'failed', failure });
      return null;
    }
  }

  const session: Session = {
    prove,
    state: () => (shown.kind === 'awaiting-approval' ? { ...shown, elapsedMs: clock.elapsedMs() - promptShownAtMs } : shown),
    keeping: () => keeping,
    start() {
      loading ??= guarded(load).finally(() => {
        loading = null;
      });
      return loading;
    },
    async signIn() {
      if (signingOut || loading) return;
      stopAttempt();
      const mine = new AbortController();
      attempt = mine;
      await guarded(async () => {
        try {
          await attemptSignIn(mine.signal);
        } catch (error) {
          if (!mine.signal.aborted) throw error;
        }
      });
    },
    cancel() {
      if (!attempt) return;
      stopAttempt();
      show(resting);
    },
    dismiss() {
      if (shown.kind === 'failed') show(resting);
    },
    signOut() {
      signingOut ??= guarded(leave).finally(() => {
        signingOut = null;
      });
      return signingOut;
    },
    tryAgain() {
      switch (shown.kind) {
        case 'storage-unreadable':
          return session.start();
        case 'failed':
          return session.signIn();
        default:
          return session.refresh();
      }
    },
    async accessToken(minRemainingMs) {
      const usable = () => {
        const access = held?.access;
        return access && (access.endsAtMs === null || access.endsAtMs - clock.elapsedMs() > minRemainingMs) ? access.token : null;
      };
      const now = usable();
      if (now !== null) return now;
      await session.refresh();
      return usable();
    },
    refresh: () => guarded(refresh),
    async settled() {
      while (inTheAir.size > 0) await Promise.allSettled(inTheAir);
    },
  };
  return session;
}

function failureOf(reason: Extract<Refreshed, { kind: 'not-now' }>['reason']): Failure {
  return reason.kind === 'no-answer' ? { kind: 'unreachable', because: reason.because, during: 'asking' } : reason;
}

function renewedToken(outcome: Refreshed): string | null {
  return outcome.kind === 'renewed' ? outcome.held.session.refreshToken : null;
}
