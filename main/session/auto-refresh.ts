/** Staying signed in: what each refresh means for the state, and when the next one comes (R1, R2, R6). */
import type { Failure, Link, ServerSaid, SignedInTrouble } from '../../preload/api.ts';
import type { Before } from '../oauth/refresh-schedule.ts';
import { errorName } from '../system/error-name.ts';
import type { Log } from '../system/log.ts';
import type { InTheAir } from './pending-requests.ts';
import { createRenewal, type RenewalParts } from './refresh-timer.ts';
import type { Access, Held, Refreshed, Refresher } from './refresher.ts';
import type { Holding } from './token-store.ts';

/** So many definite refusals in a row, and no access token that still lives: a person is needed (R2). */
const REFUSALS_TO_GIVE_UP = 3;
/** Whoever asks for a token in a loop must not pass that on to the server. */
const BETWEEN_ASKS_MS = 10_000;

export interface Staying {
  /** There is a sign-in from now on, fresh from the server or from the vault. */
  begin(held: Held, from: 'server' | 'vault'): void;
  /** There is none any more. */
  stop(): void;
  /** The computer woke up. */
  woke(): void;
  /** Asks the server now whether the sign-in lives. Why that could not be told; null if it could. Never rejects. */
  refresh(): Promise<Failure | null>;
  /** An access token with more than `minRemainingMs` of life left; null if there is none to be had now (R1). */
  accessToken(minRemainingMs: number): Promise<string | null>;
}

export interface StayingParts extends RenewalParts {
  readonly holding: Holding;
  readonly refresher: Refresher;
  readonly inTheAir: InTheAir;
  readonly log: Log;
  /** Whether an answer about this sign-in is still wanted. */
  readonly isHeld: (held: Held) => boolean;
  /** The sign-in lives: how the last exchange went, and what is the matter with renewing it. */
  readonly onAlive: (held: Held, link: Link, trouble: SignedInTrouble | null) => void;
  /** The server ended it, or it was interrupted. */
  readonly onEnded: (how: 'revoked' | 'interrupted', said: ServerSaid) => void;
  /** The server keeps refusing. The token is kept, and tried again. */
  readonly onGivenUp: (said: ServerSaid) => void;
}

/** Plans nothing before `begin`. */
export function createStaying(parts: StayingParts): Staying {
  const { clock, holding, refresher, inTheAir, log, isHeld, onAlive, onEnded, onGivenUp } = parts;
  const renewal = createRenewal(parts, refresh);
  /** How many in a row had no answer that could be used, or a definite refusal. */
  let misses = 0;
  let refusals = 0;
  let givenUp = false;
  let quietUntilMs = 0;
  let applied: Refreshed | null = null;

  async function refresh(): Promise<Failure | null> {
    const held = holding.current();
    if (!held || held.session.refreshToken === null || !isHeld(held)) return null;
    try {
      const outcome = await inTheAir.track(refresher.refresh(held));
      // Everybody who asked gets the same answer, which counts once.
      if (isHeld(held) && outcome !== applied) apply(outcome);
      applied = outcome;
      return outcome.kind === 'not-now' ? failureOf(outcome.reason) : null;
    } catch (error) {
      return unforeseen(held, error);
    }
  }

  function apply(outcome: Refreshed) {
    quietUntilMs = clock.elapsedMs() + BETWEEN_ASKS_MS;
    switch (outcome.kind) {
      case 'renewed':
        holding.renew(outcome.held);
        begin(outcome.held, 'server');
        return onAlive(outcome.held, OK, null);
      case 'ended':
        stop();
        return onEnded(outcome.how, outcome.said);
      case 'not-now':
        log('refresh: not now', { reason: outcome.reason.kind });
        holding.renew(outcome.held);
        return notNow(outcome.held, outcome.reason);
      default:
        return outcome satisfies never;
    }
  }

  function notNow(held: Held, reason: Extract<Refreshed, { kind: 'not-now' }>['reason']) {
    if (reason.kind === 'refused') {
      misses = 0;
      refusals += 1;
      renewal.plan({ kind: 'refused', refusals });
      if (refusals >= REFUSALS_TO_GIVE_UP && usable(0) === null) {
        givenUp = true;
        return onGivenUp(reason.said);
      }
    } else missed(reason.kind === 'no-answer' ? reason.retryAfterMs : null);
    if (givenUp) return;
    if (reason.kind === 'no-answer') onAlive(held, { kind: 'retrying', because: reason.because }, null);
    else onAlive(held, OK, reason);
  }

  function missed(retryAfterMs: number | null) {
    refusals = 0;
    misses += 1;
    quietUntilMs = clock.elapsedMs() + Math.max(BETWEEN_ASKS_MS, retryAfterMs ?? 0);
    renewal.plan({ kind: 'no-answer', misses, retryAfterMs });
  }

  /** A fault of our own must not leave a sign-in that nobody renews. Its message could hold anything. */
  function unforeseen(held: Held, error: unknown): Failure {
    const failure = { kind: 'unforeseen', name: errorName(error) } as const;
    log('unforeseen', { name: failure.name });
    if (!isHeld(held)) return failure;
    missed(null);
    if (!givenUp) onAlive(held, OK, failure);
    return failure;
  }

  function usable(minRemainingMs: number): string | null {
    const access = holding.current()?.access;
    return access && leftMs(access) > minRemainingMs ? access.token : null;
  }

  function leftMs({ endsAtMs }: Access): number {
    return endsAtMs === null ? Number.POSITIVE_INFINITY : endsAtMs - clock.elapsedMs();
  }

  function begin({ session, access }: Held, from: 'server' | 'vault') {
    stop();
    if (session.refreshToken === null) return;
    const lifetimeMs = access && access.endsAtMs !== null ? leftMs(access) : null;
    const before: Before = from === 'server' ? { kind: 'tokens', lifetimeMs } : { kind: 'start' };
    renewal.plan(before);
  }

  function stop() {
    renewal.stop();
    misses = 0;
    refusals = 0;
    givenUp = false;
  }

  return {
    begin,
    stop,
    woke: renewal.woke,
    refresh,
    async accessToken(minRemainingMs) {
      if (usable(minRemainingMs) === null && clock.elapsedMs() >= quietUntilMs) await refresh();
      return usable(minRemainingMs);
    },
  };
}

const OK: Link = { kind: 'ok' };

function failureOf(reason: Extract<Refreshed, { kind: 'not-now' }>['reason']): Failure {
  return reason.kind === 'no-answer' ? { kind: 'unreachable', because: reason.because, during: 'asking' } : reason;
}
