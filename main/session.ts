/**
 * One account's session: signing in, staying signed in, signing out. Owns its SessionState; tokens stay in here.
 * Commands never reject: what goes wrong becomes a state.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Account, Ended, Failure, Kept, Link, ServerSaid, SessionState } from '../preload/api.ts';
import { createHolding } from './holding.ts';
import type { Server } from './oauth/protocol.ts';
import { revoke } from './oauth/revoke.ts';
import type { Clock, Random } from './oauth/runtime.ts';
import { signIn as runDeviceFlow } from './oauth/sign-in.ts';
import type { Transport } from './oauth/transport.ts';
import { createRefresher, type Held, orTrouble, type Refreshed } from './refresher.ts';
import { createScreen, type Resting } from './screen.ts';
import type { Vault } from './vault/types.ts';

/** After this long, a keyring that has not answered is probably asking for its password. */
const KEYRING_PATIENCE_MS = 10_000;
/** A sign-out waits this long for a refresh in the air, whose new token is the one to revoke. */
const REFRESH_PATIENCE_MS = 10_000;

export interface SessionParts {
  readonly server: Server;
  /** How people name the server: `host[:port]`. */
  readonly serverName: string;
  readonly deviceOs: string;
  readonly transport: Transport;
  /** On connections of its own: those are closed before each refresh. */
  readonly refreshTransport: Transport;
  readonly closeIdleConnections: () => Promise<void>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  /** Called after every change of `state()` or `keeping()`. */
  readonly onChange: () => void;
  /** Notes an event by name; `detail` is plain and holds no secret. */
  readonly log: (event: string, detail?: Readonly<Record<string, unknown>>) => void;
}

export interface Session {
  state(): SessionState;
  /** How a sign-in would be kept; null until that was proven. */
  keeping(): Kept | null;
  prove(): Promise<Kept>;
  /** Reads what is stored. Again after `storage-unreadable`. */
  start(): Promise<unknown>;
  /** Asks for a code and waits for approval; ends any earlier attempt first. Resolves when it ended. */
  signIn(): Promise<unknown>;
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
  /** Whether anything is in the air whose answer must not be lost. */
  isBusy(): boolean;
  /** Resolves when nothing is in the air any more: no refresh, no revocation of late tokens. */
  settled(): Promise<void>;
}

export function createSession(parts: SessionParts): Session {
  const { server, serverName, deviceOs, transport, vault, clock, random, onChange, log } = parts;
  const inTheAir = new Set<Promise<unknown>>();
  let keeping: Kept | null = null;
  let attempt: AbortController | null = null;
  let promptShownAtMs = 0;
  let loading: Promise<unknown> | null = null;
  let signingOut: Promise<unknown> | null = null;
  /** What a failure that is shown was about. */
  let failed: 'sign-in' | 'sign-out' = 'sign-in';

  const screen = createScreen((state) => {
    log('state', { kind: state.kind });
    onChange();
  });
  const refresher = createRefresher({ ...parts, transport: parts.refreshTransport, isHeld });
  const holding = createHolding({
    ...parts,
    isRefreshing: () => refresher.inTheAir() !== null,
    onKept: () => screen.rest(signedIn(OK)),
    onRanOut: () => end({ kind: 'ran-out', at: clock.now() }),
  });

  /** Whether an answer about this session is still wanted: not once somebody signed out, or in anew. */
  function isHeld({ session }: Held): boolean {
    return !signingOut && holding.current()?.session === session;
  }

  function account(): Account {
    return { name: holding.current()?.session.accountName ?? null, server: serverName };
  }

  function signedIn(link: Link, refused: ServerSaid | null = null): Resting {
    const held = holding.current();
    if (!held) return { kind: 'signed-out', because: null };
    const { kept, session } = held;
    return {
      kind: 'signed-in',
      account: account(),
      kept,
      since: session.signedInAt,
      until: holding.until(),
      link,
      refused,
    };
  }

  async function prove(): Promise<Kept> {
    keeping = await vault.prove();
    onChange();
    return keeping;
  }

  /** The answer of a keyring may take as long as a person needs to type a password: its late answer counts. */
  function patiently<T>(answer: Promise<T>, tell: (state: Resting) => void): Promise<T> {
    const answered = new AbortController();
    void clock.sleep(KEYRING_PATIENCE_MS, answered.signal).then(
      () => tell({ kind: 'loading', keyring: 'waiting' }),
      () => undefined,
    );
    return answer.finally(() => answered.abort());
  }

  // ── Start ──────────────────────────────────────────────────────────────────

  async function load() {
    screen.rest({ kind: 'loading', keyring: 'quick' });
    const loaded = await patiently(vault.load(), screen.rest);
    switch (loaded.kind) {
      case 'absent':
        holding.drop();
        screen.rest({ kind: 'signed-out', because: null });
        return void guarded(prove);
      case 'unreadable':
        return screen.rest({ kind: 'storage-unreadable', trouble: loaded.trouble });
      case 'value': {
        const { session, kept, from, rotationInTheAir } = loaded;
        const lives = holding.restore({
          session,
          kept,
          access: null,
          doubtful: rotationInTheAir || from === 'previous',
        });
        if (session.ended) return screen.rest({ kind: 'needs-you', because: session.ended, account: account() });
        return lives ? screen.rest(signedIn(OK)) : end({ kind: 'ran-out', at: clock.now() });
      }
      default:
        return loaded satisfies never;
    }
  }

  // ── Signing in ─────────────────────────────────────────────────────────────

  async function attemptSignIn(signal: AbortSignal) {
    const cover = (state: SessionState) => {
      if (!signal.aborted) screen.cover(state);
    };
    cover({ kind: 'requesting-code' });
    // That a token cannot be kept is known before anybody takes out a phone.
    await patiently(prove(), cover);
    signal.throwIfAborted();
    cover({ kind: 'requesting-code' });
    const startedAt = clock.now();
    const ending = await runDeviceFlow({
      server,
      deviceOs,
      transport,
      clock,
      random,
      signal,
      onPrompt(prompt, lifetimeMs) {
        promptShownAtMs = clock.elapsedMs();
        cover({ kind: 'awaiting-approval', prompt, startedAt, lifetimeMs, elapsedMs: 0, link: OK });
      },
      onLink(link) {
        const shown = screen.shown();
        if (shown.kind === 'awaiting-approval' && !isDeepStrictEqual(shown.link, link)) cover({ ...shown, link });
      },
      onLate: (tokens) => track(tokens.then((late) => tellServer(late?.refreshToken ?? null))),
    });
    signal.throwIfAborted();
    attempt = null;
    if (ending.kind === 'failed') return screen.cover({ kind: 'failed', failure: ending.failure });
    if (screen.resting().kind === 'storage-unreadable') await orTrouble(vault.setAside());
    holding.drop();
    await track(holding.take(ending.tokens));
    screen.rest(signedIn(OK));
    screen.uncover();
  }

  function stopAttempt() {
    attempt?.abort(new DOMException('The sign-in was cancelled.', 'AbortError'));
    attempt = null;
  }

  // ── Staying signed in ──────────────────────────────────────────────────────

  async function refresh(): Promise<Failure | null> {
    const held = holding.current();
    if (!held || held.session.refreshToken === null || signingOut) return null;
    const outcome = await track(refresher.refresh(held));
    if (isHeld(held)) apply(outcome);
    return outcome.kind === 'not-now' ? failureOf(outcome.reason) : null;
  }

  function apply(outcome: Refreshed) {
    switch (outcome.kind) {
      case 'renewed':
        holding.renew(outcome.held);
        return screen.rest(signedIn(OK));
      case 'ended':
        return end({ kind: outcome.how, said: outcome.said, at: clock.now() });
      case 'not-now': {
        holding.renew(outcome.held);
        const { reason } = outcome;
        log('refresh: not now', { reason: reason.kind });
        const link: Link = reason.kind === 'no-answer' ? { kind: 'retrying', because: reason.because } : OK;
        return screen.rest(signedIn(link, reason.kind === 'refused' ? reason.said : null));
      }
      default:
        return outcome satisfies never;
    }
  }

  function end(because: Ended) {
    track(holding.end(because));
    screen.rest({ kind: 'needs-you', because, account: account() });
  }

  // ── Signing out (R8) ───────────────────────────────────────────────────────

  async function leave() {
    stopAttempt();
    screen.rest({ kind: 'signing-out' });
    screen.uncover();
    // The tombstone is durable before anything that can be interrupted.
    await orTrouble(vault.bury());
    const token = await lastRefreshToken();
    const told = token === null ? 'no-endpoint' : await revoke(server, token, transport);
    holding.drop();
    const { trouble } = await orTrouble(vault.destroy());
    screen.rest({ kind: 'signed-out', because: { kind: 'signed-out-here', server: told } });
    failed = 'sign-out';
    if (trouble) screen.cover({ kind: 'failed', failure: { kind: 'storage', trouble } });
    void guarded(prove);
  }

  /** The newest refresh token. One that a slow refresh still brings is revoked when it comes. */
  async function lastRefreshToken(): Promise<string | null> {
    const old = holding.current()?.session.refreshToken ?? null;
    const refreshing = refresher.inTheAir()?.then(renewedToken);
    if (!refreshing) return old;
    const patience = new AbortController();
    const tooLate = clock.sleep(REFRESH_PATIENCE_MS, patience.signal).then(
      () => void track(refreshing.then(tellServer)),
      () => undefined,
    );
    const renewed = await Promise.race([refreshing, tooLate]);
    patience.abort();
    return renewed ?? old;
  }

  async function tellServer(refreshToken: string | null) {
    if (refreshToken !== null) await revoke(server, refreshToken, transport);
  }

  // ── Everything ─────────────────────────────────────────────────────────────

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
      stopAttempt();
      screen.cover({ kind: 'failed', failure });
      return null;
    }
  }

  const session: Session = {
    state() {
      const shown = screen.shown();
      return shown.kind === 'awaiting-approval' ? { ...shown, elapsedMs: clock.elapsedMs() - promptShownAtMs } : shown;
    },
    keeping: () => keeping,
    prove,
    start() {
      loading ??= guarded(load).finally(() => {
        loading = null;
      });
      return loading;
    },
    async signIn() {
      if (signingOut || loading) return;
      stopAttempt();
      failed = 'sign-in';
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
      screen.uncover();
    },
    dismiss() {
      if (screen.shown().kind === 'failed') screen.uncover();
    },
    signOut() {
      signingOut ??= track(guarded(leave)).finally(() => {
        signingOut = null;
      });
      return signingOut;
    },
    tryAgain() {
      switch (screen.shown().kind) {
        case 'storage-unreadable':
          return session.start();
        case 'failed':
          return failed === 'sign-out' ? session.signOut() : session.signIn();
        default:
          return session.refresh();
      }
    },
    async accessToken(minRemainingMs) {
      if (usable(minRemainingMs) === null) await session.refresh();
      return usable(minRemainingMs);
    },
    refresh: () => guarded(refresh),
    isBusy: () => inTheAir.size > 0,
    async settled() {
      while (inTheAir.size > 0) await Promise.allSettled(inTheAir);
    },
  };

  function usable(minRemainingMs: number): string | null {
    const access = holding.current()?.access;
    return access && (access.endsAtMs === null || access.endsAtMs - clock.elapsedMs() > minRemainingMs)
      ? access.token
      : null;
  }

  return session;
}

const OK: Link = { kind: 'ok' };

function failureOf(reason: Extract<Refreshed, { kind: 'not-now' }>['reason']): Failure {
  return reason.kind === 'no-answer' ? { kind: 'unreachable', because: reason.because, during: 'asking' } : reason;
}

function renewedToken(outcome: Refreshed): string | null {
  return outcome.kind === 'renewed' ? outcome.held.session.refreshToken : null;
}
