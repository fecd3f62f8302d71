/** What each reply to a poll means, and when the next poll comes: RFC 8628 §3.5. Pure. */
import type { EpochMs, Failure, NoAnswer, Waiting } from '../../preload/api.ts';
import type { Random } from '../time/clock.ts';
import { type Issued, issuedIn, parseTokens, type Tokens } from './protocol.ts';
import type { Reply } from './reply.ts';

/** `slow_down` adds this, for good (§3.5). */
const SLOW_DOWN_MS = 5_000;
/** While a code is on screen no wait is longer than this or the interval, unless the server demands it. */
const LONGEST_WAIT_MS = 60_000;
const MOST_JITTER = 0.2;
/** A poll that would come so shortly before the last interval waits until that has begun. */
const MARGIN_MS = 1_000;
/** So many times in a row, nothing at the token endpoint takes a poll: waiting for it is pointless. */
const ABSENCES_TO_GIVE_UP = 3;

/** How fast to ask, and what the last polls came to. `slow_down` raises the interval for good; a clean answer ends the rest. */
export interface Pacing {
  readonly intervalMs: number;
  /** How many polls in a row had no answer, and why the last one had none. */
  readonly misses: number;
  readonly because: NoAnswer | null;
  /** How many polls in a row found no endpoint. */
  readonly absences: number;
  /** Why a response that may have held the tokens was lost; null: none was, or the server has reported since that it still waits. */
  readonly lost: NoAnswer | null;
}

/** The next poll comes after `waitMs`, and never sooner than after `leastMs`: the interval, or what the server demands. */
export interface Wait {
  readonly kind: 'wait';
  readonly waitMs: number;
  readonly leastMs: number;
  readonly pacing: Pacing;
}

export type PollEnding =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  /** `unused`: tokens of an answer that was rejected, to be revoked. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly unused: Issued | null };

export type AfterPoll = PollEnding | Wait;

/** The first poll comes one interval after the code. */
export function firstWait(intervalMs: number): Wait {
  return keepAsking(intervalMs, null);
}

/** What a reply to a poll is read with. */
export interface PollContext {
  readonly random: Random;
  /** The time of the reply, for display. */
  readonly at: EpochMs;
  /** What was asked. */
  readonly endpoint: string;
  /** How long the code lives as a whole. */
  readonly lifetimeMs: number;
}

/** What one reply to a poll means, and when to ask again. */
export function afterPoll(pacing: Pacing, reply: Reply, context: PollContext): AfterPoll {
  const { random, endpoint } = context;
  switch (reply.kind) {
    case 'answer': {
      const tokens = parseTokens(reply.body);
      // A consumed code is never polled again.
      return 'kind' in tokens ? failed(tokens, issuedIn(reply.body)) : { kind: 'tokens', tokens };
    }
    case 'no-answer': {
      const lost = reply.lost ? reply.because : pacing.lost;
      return backOff({ ...pacing, absences: 0, lost }, reply, random);
    }
    case 'no-endpoint': {
      const absences = pacing.absences + 1;
      if (absences === ABSENCES_TO_GIVE_UP) return failed({ kind: 'no-endpoint', address: endpoint, said: reply.said });
      return backOff({ ...pacing, absences }, reply, random);
    }
    case 'refusal':
      return afterRefusal(pacing, reply, context);
    default:
      return reply satisfies never;
  }
}

function afterRefusal(
  pacing: Pacing,
  reply: Extract<Reply, { kind: 'refusal' }>,
  { at, lifetimeMs }: PollContext,
): AfterPoll {
  const { code, said, retryAfterMs } = reply;
  // The lost answer may have held the tokens: the code is used up then, however the server puts that.
  if (pacing.lost && (code === 'access_denied' || code === 'expired_token' || code === 'invalid_grant'))
    return failed({ kind: 'answer-lost', because: pacing.lost, said });
  switch (code) {
    case 'authorization_pending':
      return keepAsking(pacing.intervalMs, retryAfterMs);
    case 'slow_down': {
      const demandedMs = reply.intervalMs ?? 0;
      // A server that counts in milliseconds, perhaps: the approval of its user would never be seen.
      const isUsable = demandedMs < lifetimeMs;
      return keepAsking(Math.max(pacing.intervalMs + SLOW_DOWN_MS, isUsable ? demandedMs : 0), retryAfterMs);
    }
    case 'access_denied':
      return failed({ kind: 'denied', said, at });
    case 'expired_token':
      return failed({ kind: 'expired', said });
    case 'invalid_grant':
      return failed({ kind: 'code-not-valid', said });
    case null:
      return failed({ kind: 'refused', said });
    default:
      return code satisfies never;
  }
}

function failed(failure: Failure, unused: Issued | null = null): PollEnding {
  return { kind: 'failed', failure, unused };
}

function keepAsking(intervalMs: number, retryAfterMs: number | null): Wait {
  const waitMs = Math.max(intervalMs, retryAfterMs ?? 0);
  const pacing = { intervalMs, misses: 0, because: null, absences: 0, lost: null };
  return { kind: 'wait', waitMs, leastMs: waitMs, pacing };
}

/** Jitter only adds. */
function backOff(
  before: Pacing,
  { because, retryAfterMs }: { readonly because: NoAnswer; readonly retryAfterMs: number | null },
  random: Random,
): Wait {
  const pacing = { ...before, misses: before.misses + 1, because };
  const { intervalMs, misses } = pacing;
  const longestMs = Math.max(LONGEST_WAIT_MS, intervalMs);
  const backoffMs = Math.min(intervalMs * 2 ** misses * (1 + MOST_JITTER * random()), longestMs);
  const leastMs = Math.max(intervalMs, retryAfterMs ?? 0);
  return { kind: 'wait', waitMs: Math.max(backoffMs, leastMs), leastMs, pacing };
}

/**
 * How long to wait if the code has `leftMs` left: one poll falls within the last interval before it expires, whatever
 * the backoff. That one, too, keeps the interval and what the server demands.
 */
export function waitWithin({ waitMs, leastMs, pacing: { intervalMs } }: Wait, leftMs: number): number {
  const lastIntervalMs = leftMs - intervalMs;
  const latestMs = leftMs - intervalMs / 2;
  if (waitMs > latestMs) return Math.max(latestMs, leastMs);
  const isJustBefore = waitMs < lastIntervalMs && waitMs > lastIntervalMs - MARGIN_MS;
  return isJustBefore ? lastIntervalMs : waitMs;
}

/** How it ends when the code has expired by this computer's own count. */
export function outOfTime({ because }: Pacing): PollEnding {
  return failed(because ? { kind: 'unreachable', because, during: 'waiting' } : { kind: 'expired', said: null });
}

/** What is shown during a wait. Only a demand of the server's makes one longer than a minute or the interval. */
export function waitingIs(wait: Wait, leftMs: number): Waiting {
  const { intervalMs, because } = wait.pacing;
  if (wait.leastMs > Math.max(LONGEST_WAIT_MS, intervalMs))
    return { kind: 'must-wait', waitMs: waitWithin(wait, leftMs), because };
  return because ? { kind: 'retrying', because } : { kind: 'ok' };
}
