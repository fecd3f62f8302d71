/** Decides when to refresh next (rules R6 and R2 of docs/staying-signed-in.md). Pure functions from an event to a duration. */
import type { Random } from '../time/clock.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The fraction of an access token's lifetime after which it is renewed. */
const USED = 0.8;
/**
 * Every wait varies by a tenth either way, so that clients that started together spread out. Before a refresh token ends, it
 * varies only to the earlier side.
 */
const SPREAD = 0.1;
/** The shortest time between refreshes in the background, however short the access token's lifetime. */
const SHORTEST_MS = 10 * MINUTE_MS;
/** The shortest time between refreshes because of a refresh token that ends within seconds. */
const SHORTEST_FOR_REFRESH_TOKEN_MS = 5 * SECOND_MS;
/**
 * The longest time between refreshes, even if the access token is valid longer,
 * because servers end refresh tokens that go unused.
 */
const LONGEST_MS = 24 * HOUR_MS;
/** Spreads the first refresh after a start or a wake-up, so that a fleet that starts at nine doesn't hit the server at nine. */
const AFTER_START_MS = 10 * MINUTE_MS;

const FIRST_BACKOFF_MS = 30 * SECOND_MS;
/** Jitter may double this, to at most 15 minutes. */
const LONGEST_BACKOFF_MS = 7.5 * MINUTE_MS;
/** The longest `Retry-After` that is respected. */
const LONGEST_RETRY_AFTER_MS = LONGEST_MS;

const AFTER_FIRST_REFUSAL_MS = 15 * MINUTE_MS;
const AFTER_REFUSAL_MS = HOUR_MS;

/** The event that the next refresh follows. */
export type LastEvent =
  /** A start with a stored sign-in. */
  | { readonly kind: 'start' }
  /** New tokens. `lifetimeMs`: the access token's; null if unknown. */
  | { readonly kind: 'tokens'; readonly lifetimeMs: number | null }
  /** No usable response, `misses` times in a row. */
  | { readonly kind: 'no-response'; readonly misses: number; readonly retryAfterMs: number | null }
  /** A definite refusal that doesn't end the session, `refusals` times in a row. */
  | { readonly kind: 'refused'; readonly refusals: number; readonly retryAfterMs: number | null }
  /** After `misses` failures, the network came back or the computer woke up. */
  | { readonly kind: 'network-back'; readonly misses: number }
  /** The computer woke up after the planned time. */
  | { readonly kind: 'woke' };

/**
 * How long to wait before the next background refresh, in milliseconds.
 * @param refreshLeftMs how long the refresh token is still valid; null: unlimited or unknown
 */
export function waitBeforeRefresh(last: LastEvent, random: Random, refreshLeftMs: number | null = null): number {
  const waitMs = waitAfter(last, random);
  if (refreshLeftMs === null || refreshLeftMs <= 0) return waitMs;
  const latestMs = USED * refreshLeftMs * (1 - SPREAD * random());
  return Math.min(waitMs, Math.max(latestMs, leastBefore(last, waitMs)));
}

/** The shortest wait because of the refresh token's end. */
function leastBefore(last: LastEvent, waitMs: number): number {
  switch (last.kind) {
    case 'no-response':
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

/** Whether a refresh token lives long enough to be renewed at all. */
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
    case 'no-response':
      return atLeast(backoffMs(last.misses) * (1 + random()), last.retryAfterMs, random);
    case 'refused':
      return atLeast(
        (last.refusals === 1 ? AFTER_FIRST_REFUSAL_MS : AFTER_REFUSAL_MS) * (1 + SPREAD * random()),
        last.retryAfterMs,
        random,
      );
    case 'network-back':
      // Many computers share an office's network and come back with it, so the longer it was gone, the wider the spread.
      return backoffMs(last.misses + 1) * random();
    default:
      return last satisfies never;
  }
}

/** At least what the server demands with `Retry-After`, spread slightly to the later side. */
function atLeast(waitMs: number, retryAfterMs: number | null, random: Random): number {
  const demandedMs = Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  return Math.max(waitMs, demandedMs * (1 + SPREAD * random()));
}

function backoffMs(misses: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (misses - 1), LONGEST_BACKOFF_MS);
}
