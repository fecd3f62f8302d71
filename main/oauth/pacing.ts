/** Decides what each reply to a poll means and when to poll next (RFC 8628 §3.5). Pure functions. */
import type { EpochMs, Failure, NoResponse, Waiting } from '../../preload/api.ts';
import type { Random } from '../time/clock.ts';
import { type Issued, issuedIn, parseTokens, type Tokens } from './protocol.ts';
import type { Reply } from './reply.ts';

/** `slow_down` adds this to the interval permanently (§3.5). */
const SLOW_DOWN_MS = 5_000;
/** The longest wait between polls, unless the interval is longer or the server demands more. */
const LONGEST_WAIT_MS = 60_000;
const MOST_JITTER = 0.2;
/** A poll due this shortly before the last interval is delayed until that begins. */
const MARGIN_MS = 1_000;
/** After this many polls in a row that found no token endpoint, polling stops. */
const ABSENCES_TO_GIVE_UP = 3;

/** The polling interval and recent failures. `slow_down` raises the interval permanently; a proper response resets the rest. */
export interface Pacing {
  readonly intervalMs: number;
  /** How many polls in a row got no response. */
  readonly misses: number;
  /** Why the last of them got none. */
  readonly because: NoResponse | null;
  /** How many polls in a row found no endpoint. */
  readonly absences: number;
  /**
   * Why a response that may have contained the tokens was lost; null if none was, or the server has since responded that approval
   * is pending.
   */
  readonly lost: NoResponse | null;
}

/** Poll next after `waitMs`, and never sooner than after `leastMs`: the interval, or longer if the server demands it. */
export interface Wait {
  readonly kind: 'wait';
  readonly waitMs: number;
  readonly leastMs: number;
  readonly pacing: Pacing;
}

export type PollEnding =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  /** `unused`: tokens in a response that was rejected, which have to be revoked. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly unused: Issued | null };

export type AfterPoll = PollEnding | Wait;

/** The first poll comes one interval after the code. */
export function firstWait(intervalMs: number): Wait {
  return keepPolling(intervalMs, null);
}

/** What interprets a reply to a poll. */
interface PollContext {
  readonly random: Random;
  /** The time of the reply, for display. */
  readonly at: EpochMs;
  /** The token endpoint. */
  readonly endpoint: string;
  /** The lifetime of the code. */
  readonly lifetimeMs: number;
}

/** What a reply to a poll means, and when to poll again. */
export function afterPoll(pacing: Pacing, reply: Reply, context: PollContext): AfterPoll {
  const { random, endpoint } = context;
  switch (reply.kind) {
    case 'success': {
      const tokens = parseTokens(reply.body);
      // The code is used up, so never poll again.
      return 'kind' in tokens ? failed(tokens, issuedIn(reply.body)) : { kind: 'tokens', tokens };
    }
    case 'no-response': {
      const lost = reply.lost ? reply.because : pacing.lost;
      return backOff({ ...pacing, absences: 0, lost }, reply, random);
    }
    case 'no-endpoint': {
      const absences = pacing.absences + 1;
      if (absences === ABSENCES_TO_GIVE_UP)
        return failed({ kind: 'no-endpoint', address: endpoint, response: reply.response });
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
  const { code, response, retryAfterMs } = reply;
  // The lost response may have contained the tokens. The code is used up then, and servers report that with different errors.
  if (pacing.lost && (code === 'access_denied' || code === 'expired_token' || code === 'invalid_grant'))
    return failed({ kind: 'token-response-lost', because: pacing.lost, response });
  switch (code) {
    case 'authorization_pending':
      return keepPolling(pacing.intervalMs, retryAfterMs);
    case 'slow_down': {
      const demandedMs = reply.intervalMs ?? 0;
      // A server may count in milliseconds. Waiting for longer than the code lives would miss every approval.
      const isUsable = demandedMs < lifetimeMs;
      return keepPolling(Math.max(pacing.intervalMs + SLOW_DOWN_MS, isUsable ? demandedMs : 0), retryAfterMs);
    }
    case 'access_denied':
      return failed({ kind: 'denied', response, at });
    case 'expired_token':
      return failed({ kind: 'expired', response });
    case 'invalid_grant':
      return failed({ kind: 'code-not-valid', response });
    case null:
      return failed({ kind: 'refused', response });
    default:
      return code satisfies never;
  }
}

/** @param unused tokens in a response that was rejected */
export function failed(failure: Failure, unused: Issued | null = null): PollEnding {
  return { kind: 'failed', failure, unused };
}

function keepPolling(intervalMs: number, retryAfterMs: number | null): Wait {
  const waitMs = Math.max(intervalMs, retryAfterMs ?? 0);
  const pacing = { intervalMs, misses: 0, because: null, absences: 0, lost: null };
  return { kind: 'wait', waitMs, leastMs: waitMs, pacing };
}

/** Backs off exponentially. Jitter only lengthens the wait. */
function backOff(
  before: Pacing,
  { because, retryAfterMs }: { readonly because: NoResponse; readonly retryAfterMs: number | null },
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
 * How long to wait if the code expires in `leftMs`. Whatever the backoff, one poll falls within the last interval before that,
 * unless the interval or the server's demand is longer.
 */
export function waitWithin({ waitMs, leastMs, pacing: { intervalMs } }: Wait, leftMs: number): number {
  const lastIntervalMs = leftMs - intervalMs;
  const latestMs = leftMs - intervalMs / 2;
  if (waitMs > latestMs) return Math.max(latestMs, leastMs);
  const isJustBefore = waitMs < lastIntervalMs && waitMs > lastIntervalMs - MARGIN_MS;
  return isJustBefore ? lastIntervalMs : waitMs;
}

/** The result if the code expires by our own count. */
export function outOfTime({ because }: Pacing): PollEnding {
  return failed(because ? { kind: 'unreachable', because, during: 'waiting' } : { kind: 'expired', response: null });
}

/** What to show during a wait. Only the server's demand can make it longer than a minute or the interval. */
export function waitingState(wait: Wait, leftMs: number): Waiting {
  const { intervalMs, because } = wait.pacing;
  if (wait.leastMs > Math.max(LONGEST_WAIT_MS, intervalMs))
    return { kind: 'must-wait', waitMs: waitWithin(wait, leftMs), because };
  return because ? { kind: 'retrying', because } : { kind: 'ok' };
}
