/** Keeps a session signed in: applies the result of each refresh to the state and plans the next one (R1, R2, R6). */
import type { ConnectionState, ErrorResponse, Failure, SignedInTrouble } from '../../preload/api.ts';
import type { Issued } from '../oauth/protocol.ts';
import type { NotNow } from '../oauth/refresh.ts';
import { codeLocation, errorName } from '../system/error-name.ts';
import type { Log } from '../system/log.ts';
import type { RefusalCount } from '../vault/types.ts';
import { createAccessRequests } from './access-requests.ts';
import { leftMs } from './access-token.ts';
import type { HeldSession } from './held-session.ts';
import type { PendingRequests } from './pending-requests.ts';
import { createRefreshTimer, NO_TIMER, type RefreshTimerParts } from './refresh-timer.ts';
import { createRefreshTokenEnd } from './refresh-token-end.ts';
import { failureOf, type Refreshed, type Refresher } from './refresher.ts';
import type { TokenStore } from './token-store.ts';

/** After this many definite refusals in a row, and without a valid access token, the user has to sign in again (R2). */
const REFUSALS_TO_GIVE_UP = 3;
/** After this long without a successful refresh, the app offers to sign in again (R2). */
const OVERDUE_MS = 24 * 60 * 60_000;

/** How refreshing is going. */
export interface RefreshStatus {
  readonly connection: ConnectionState;
  /** Why the last refresh brought no new token, if not for lack of a response. */
  readonly trouble: SignedInTrouble | null;
  /** No refresh has succeeded for a day. */
  readonly overdue: boolean;
  /** The sign-in may not be renewed before its refresh token ends. */
  readonly endsWithToken: boolean;
}

interface AutoRefreshParts extends RefreshTimerParts {
  /** False: refreshes only for callers that need a token. */
  readonly autoRefresh?: boolean;
  readonly tokenStore: TokenStore;
  readonly refresher: Refresher;
  readonly pendingRequests: PendingRequests;
  readonly log: Log;
  /** The sign-in is valid; reports how refreshing is going. */
  readonly onAlive: (held: HeldSession, status: RefreshStatus) => void;
  /** The server ended the sign-in, or it was interrupted. */
  readonly onEnded: (how: 'revoked' | 'interrupted', response: ErrorResponse) => void;
  /** The server keeps refusing. The token is kept and retried. */
  readonly onGivenUp: (refused: RefusalCount, interrupted: boolean) => void;
  /** An access token in a rejected response, which no one will use. */
  readonly onUnused: (issued: Promise<Issued>) => void;
}

/** Plans nothing before `begin`. */
export function createAutoRefresh(parts: AutoRefreshParts) {
  const { clock, tokenStore, refresher, pendingRequests, log, onAlive, onEnded, onGivenUp, onUnused } = parts;
  const access = createAccessRequests({ clock, tokenStore, refresh });
  const tokenEnd = createRefreshTokenEnd({ clock, tokenStore });
  const timer = parts.autoRefresh === false ? NO_TIMER : createRefreshTimer(parts, refresh, tokenEnd.endsAtMs);
  /** How many refreshes in a row got no usable response. */
  let misses = 0;
  let givenUp = false;
  /** Since when no refresh has succeeded, in elapsed time; null if the last one did. */
  let missingSinceMs: number | null = null;
  let applied: Refreshed | null = null;

  /** Refreshes now. Resolves with why it's unknown whether the sign-in is still valid, or null. Never rejects. */
  async function refresh(): Promise<Failure | null> {
    const held = tokenStore.current();
    if (!held || held.session.refreshToken === null || !tokenStore.isHeld(held)) return null;
    try {
      const outcome = await pendingRequests.track(refresher.refresh(held));
      // All callers get the same result, but it is applied only once.
      if (tokenStore.isHeld(held) && outcome !== applied) apply(outcome);
      applied = outcome;
      return outcome.kind === 'not-now' ? failureOf(outcome) : null;
    } catch (error) {
      return unforeseen(held, error);
    }
  }

  function apply(outcome: Refreshed) {
    access.holdBack(null);
    switch (outcome.kind) {
      case 'refreshed': {
        const isFixed = tokenEnd.isFixedBy(outcome.held);
        void pendingRequests.track(tokenStore.acceptRefreshed(outcome.held));
        begin(outcome.held, 'server', isFixed);
        return alive(outcome.held, OK, null);
      }
      case 'ended':
        stop();
        return onEnded(outcome.how, outcome.response);
      case 'not-now':
        log('refresh: not now', { reason: outcome.reason.kind });
        void pendingRequests.track(tokenStore.acceptRefreshed(outcome.held));
        if (outcome.unusedAccessToken !== null)
          onUnused(Promise.resolve({ accessToken: outcome.unusedAccessToken, refreshToken: null }));
        return notNow(outcome);
      default:
        return outcome satisfies never;
    }
  }

  function notNow(outcome: Extract<Refreshed, { kind: 'not-now' }>) {
    const { reason } = outcome;
    missingSinceMs ??= clock.elapsedMs();
    if (reason.kind === 'refused') refused(reason, outcome.held.doubtful);
    else missed(reason.kind === 'no-response' ? reason.retryAfterMs : null);
    const held = tokenStore.current();
    if (givenUp || !held) return;
    const failure = failureOf(outcome);
    if (failure.kind === 'unreachable') alive(held, { kind: 'retrying', because: failure.because }, null);
    else alive(held, OK, failure);
  }

  /** Counts a refusal. After too many, the user has to sign in again. */
  function refused({ response, retryAfterMs }: Extract<NotNow, { kind: 'refused' }>, interrupted: boolean) {
    const times = (tokenStore.current()?.session.refused?.times ?? 0) + 1;
    const noted = { times, response, at: clock.now() };
    misses = 0;
    access.holdBack(retryAfterMs);
    timer.plan({ kind: 'refused', refusals: times, retryAfterMs });
    // Stop counting once it's enough, because each count is written to disk.
    if (times <= REFUSALS_TO_GIVE_UP) void pendingRequests.track(tokenStore.refused(noted));
    if (times < REFUSALS_TO_GIVE_UP || access.usable(0) !== null) return;
    givenUp = true;
    onGivenUp(noted, interrupted);
  }

  function missed(retryAfterMs: number | null) {
    // Once the user has to sign in again, a missing response doesn't change that.
    if (!givenUp) void pendingRequests.track(tokenStore.refused(null));
    misses += 1;
    access.holdBack(retryAfterMs);
    timer.plan({ kind: 'no-response', misses, retryAfterMs });
  }

  function alive(held: HeldSession, connection: ConnectionState, trouble: SignedInTrouble | null) {
    const overdue = missingSinceMs !== null && clock.elapsedMs() - missingSinceMs >= OVERDUE_MS;
    const fails = connection.kind !== 'ok' || trouble !== null;
    onAlive(held, { connection, trouble, overdue, endsWithToken: fails || tokenEnd.isFinal() });
  }

  /** A bug must not stop refreshing for good. Logs only the error's name, because its message may contain a secret. */
  function unforeseen(held: HeldSession, error: unknown): Failure {
    const failure = { kind: 'unforeseen', name: errorName(error) } as const;
    log('unforeseen', { name: failure.name, at: codeLocation(error) });
    if (!tokenStore.isHeld(held)) return failure;
    missingSinceMs ??= clock.elapsedMs();
    missed(null);
    if (!givenUp) alive(held, OK, failure);
    return failure;
  }

  /**
   * Starts keeping a sign-in, which is new or comes from the vault.
   * @param endIsFixed whether the server has set an end for the whole sign-in
   */
  function begin(held: HeldSession, from: 'server' | 'vault', endIsFixed = false) {
    const { session, access: token } = held;
    stop();
    tokenEnd.begin(endIsFixed);
    if (session.refreshToken === null) return;
    givenUp = isGivenUp(held);
    const lifetimeMs = token && token.endsAtMs !== null ? leftMs(token, clock) : null;
    timer.plan(from === 'server' ? { kind: 'tokens', lifetimeMs } : { kind: 'start' });
  }

  /** Stops, because there is no sign-in any more. */
  function stop() {
    timer.stop();
    misses = 0;
    givenUp = false;
    missingSinceMs = null;
  }

  return {
    begin,
    stop,
    woke: timer.woke,
    refresh,
    heldAccess: access.heldAccess,
    accessToken: access.accessToken,
  };
}

const OK: ConnectionState = { kind: 'ok' };

/** Whether the server refused so often in earlier runs that the user has to sign in again, and no access token is valid. */
export function isGivenUp({ session: { refused }, access }: HeldSession): boolean {
  return refused !== null && refused.times >= REFUSALS_TO_GIVE_UP && access === null;
}
