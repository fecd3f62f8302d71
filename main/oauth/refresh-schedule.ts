/** When to refresh next: rule R6 of staying signed in, and the pace of R2. Pure: what happened goes in, a duration comes out. */
import type { Random } from '../time/clock.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The part of an access token's life after which it is renewed. */
const USED = 0.8;
/**
 * Every moment is spread by a tenth either way: clients that began together drift apart. Before a refresh token ends it is
 * spread to the earlier side only.
 */
const SPREAD = 0.1;
/** In the background not more often than this, however short an access token lives. */
const SHORTEST_MS = 10 * MINUTE_MS;
/** A refresh token that ends within seconds is not renewed faster than this. */
const SHORTEST_FOR_REFRESH_TOKEN_MS = 5 * SECOND_MS;
/** Servers end a refresh token that goes unused for too long, so it is used at least once in this time, even if the access token lives longer. */
const LONGEST_MS = 24 * HOUR_MS;
/** A fleet that boots at nine, or opens its lids, must not reach the server at nine. */
const AFTER_START_MS = 10 * MINUTE_MS;

const FIRST_BACKOFF_MS = 30 * SECOND_MS;
/** Jitter adds up to as much again, which makes 15 minutes at the most. */
const LONGEST_BACKOFF_MS = 7.5 * MINUTE_MS;
/** A server that asks for a longer pause is asked again after this. */
const LONGEST_RETRY_AFTER_MS = LONGEST_MS;

const AFTER_FIRST_REFUSAL_MS = 15 * MINUTE_MS;
const AFTER_REFUSAL_MS = HOUR_MS;

/** The event after which the next refresh is planned. */
export type LastEvent =
  /** A start, with a sign-in that was kept. */
  | { readonly kind: 'start' }
  /** New tokens. `lifetimeMs`: the access token's; null if unknown. */
  | { readonly kind: 'tokens'; readonly lifetimeMs: number | null }
  /** Nothing that could be used, `misses` times in a row. */
  | { readonly kind: 'no-answer'; readonly misses: number; readonly retryAfterMs: number | null }
  /** A definite refusal that ends nothing, `refusals` times in a row. */
  | { readonly kind: 'refused'; readonly refusals: number; readonly retryAfterMs: number | null }
  /** After so many misses the network has come back, or the computer has woken up. */
  | { readonly kind: 'network-back'; readonly misses: number }
  /** The computer has woken up, and slept through the moment that was planned. */
  | { readonly kind: 'woke' };

/**
 * How long to wait before the next refresh, in milliseconds, if nothing asks for a token before.
 * `refreshLeftMs`: how long the server still takes the refresh token; null: that has no end, or it is not known.
 */
export function waitBeforeRefresh(last: LastEvent, random: Random, refreshLeftMs: number | null = null): number {
  const waitMs = waitAfter(last, random);
  if (refreshLeftMs === null || refreshLeftMs <= 0) return waitMs;
  const latestMs = USED * refreshLeftMs * (1 - SPREAD * random());
  return Math.min(waitMs, Math.max(latestMs, leastBefore(last, waitMs)));
}

/** The end of a refresh token is no reason to ask sooner than this. */
function leastBefore(last: LastEvent, waitMs: number): number {
  switch (last.kind) {
    case 'no-answer':
      return last.retryAfterMs === null ? FIRST_BACKOFF_MS : waitMs;
    case 'refused':
      return waitMs;
    case 'start':
    case 'woke':
    case 'tokens':
    case 'network-back':
      return SHORTEST_FOR_REFRESH_TOKEN_MS;
    default:
      return last satisfies never;
  }
}

/** Whether the refresh token can be renewed before it ends at all. */
export function isRenewable(refreshLifetimeMs: number): boolean {
  return USED * refreshLifetimeMs >= SHORTEST_FOR_REFRESH_TOKEN_MS;
}

function waitAfter(last: LastEvent, random: Random): number {
  switch (last.kind) {
    case 'start':
    case 'woke':
      return AFTER_START_MS * random();
    case 'tokens': {
      const usedMs = last.lifetimeMs === null ? LONGEST_MS : USED * last.lifetimeMs;
      const meanMs = Math.min(Math.max(usedMs, SHORTEST_MS / (1 - SPREAD)), LONGEST_MS);
      return meanMs * (1 + SPREAD * (2 * random() - 1));
    }
    case 'no-answer': {
      return atLeast(backoffMs(last.misses) * (1 + random()), last.retryAfterMs, random);
    }
    case 'refused':
      return atLeast(
        (last.refusals === 1 ? AFTER_FIRST_REFUSAL_MS : AFTER_REFUSAL_MS) * (1 + SPREAD * random()),
        last.retryAfterMs,
        random,
      );
    case 'network-back':
      // An office has one network and many computers: the longer it was away, the more of them come back with it.
      return backoffMs(last.misses + 1) * random();
    default:
      return last satisfies never;
  }
}

/** What the server demands with `Retry-After`, a little spread to the later side. */
function atLeast(waitMs: number, retryAfterMs: number | null, random: Random): number {
  const demandedMs = Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  return Math.max(waitMs, demandedMs * (1 + SPREAD * random()));
}

function backoffMs(misses: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (misses - 1), LONGEST_BACKOFF_MS);
}
