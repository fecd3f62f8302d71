/** Waiting for approval: RFC 8628 §3.4-3.5. One pure decision, one short loop. */
import type { Failure, Link, NoAnswer } from '../../preload/api.ts';
import { type Awake, type Clock, firstOf, type Random, unlessAborted } from '../time/clock.ts';
import { type DeviceGrant, judgeTokens, type Reply, SIGN_IN_LIMIT_MS, type Tokens } from './protocol.ts';

/** `slow_down` adds this, for good (§3.5). */
const SLOW_DOWN_MS = 5_000;
const LONGEST_BACKOFF_MS = 60_000;
const MOST_JITTER = 0.2;
/** A poll that is in the air when the code runs out may still bring its tokens. */
const GRACE_MS = 2_000;

/** How fast to ask. `slow_down` raises the interval for good; a clean answer ends the backoff only. */
export interface Pacing {
  readonly intervalMs: number;
  /** How many polls in a row had no answer, and why the last one had none. */
  readonly misses: number;
  readonly because: NoAnswer | null;
}

export type AfterPoll =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'wait'; readonly waitMs: number; readonly pacing: Pacing };

/** What one reply to a poll means, and when to ask again. `at` is the time of the reply, for display. */
export function afterPoll(pacing: Pacing, reply: Reply, random: Random, at: number): AfterPoll {
  switch (reply.kind) {
    case 'answer': {
      const tokens = judgeTokens(reply.body);
      return 'kind' in tokens ? { kind: 'failed', failure: tokens } : { kind: 'tokens', tokens };
    }
    case 'no-answer':
      return backOff({ ...pacing, misses: pacing.misses + 1, because: reply.because }, reply.retryAfterMs ?? 0, random);
    case 'refusal': {
      const { said } = reply;
      switch (reply.code) {
        case 'authorization_pending':
          return ask({ ...pacing, misses: 0, because: null }, reply.retryAfterMs);
        case 'slow_down': {
          const intervalMs = Math.max(pacing.intervalMs + SLOW_DOWN_MS, reply.intervalMs ?? 0);
          return ask({ intervalMs, misses: 0, because: null }, reply.retryAfterMs);
        }
        case 'access_denied':
          return { kind: 'failed', failure: { kind: 'denied', said, at } };
        case 'expired_token':
          return { kind: 'failed', failure: { kind: 'expired', said } };
        default:
          return { kind: 'failed', failure: { kind: 'refused', said } };
      }
    }
    default:
      return reply satisfies never;
  }
}

function ask(pacing: Pacing, retryAfterMs: number | null): AfterPoll {
  return { kind: 'wait', waitMs: Math.max(pacing.intervalMs, retryAfterMs ?? 0), pacing };
}

function backOff(pacing: Pacing, retryAfterMs: number, random: Random): AfterPoll {
  const backoffMs = Math.min(pacing.intervalMs * 2 ** pacing.misses, LONGEST_BACKOFF_MS);
  const waitMs = Math.max(pacing.intervalMs, backoffMs, retryAfterMs) * (1 + MOST_JITTER * random());
  return { kind: 'wait', waitMs, pacing };
}

export type PollEnding = Exclude<AfterPoll, { kind: 'wait' }>;

/**
 * Asks until the person decided, the server refused, or the code ran out: first one interval after the code came,
 * then a full interval after each answer, and never while the computer sleeps. Rejects with the signal's reason when that fires; tokens that a poll in the
 * air may still bring then go to `onLate`.
 */
export async function poll(options: {
  readonly grant: Pick<DeviceGrant, 'intervalMs' | 'lifetimeMs'>;
  readonly send: (limitMs: number) => Promise<Reply>;
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: Awake;
  readonly signal: AbortSignal;
  readonly onLink: (link: Link) => void;
  readonly onLate: (tokens: Promise<Tokens | null>) => void;
}): Promise<PollEnding> {
  const { grant, send, clock, random, awake, signal, onLink, onLate } = options;
  const endMs = clock.elapsedMs() + grant.lifetimeMs;
  let next = ask({ intervalMs: grant.intervalMs, misses: 0, because: null }, null);
  while (next.kind === 'wait') {
    const { waitMs, pacing } = next;
    await firstOf(
      signal,
      (stop) => clock.sleep(waitMs, stop).then(() => awake(stop)),
      (stop) => clock.until(endMs, stop),
    );
    const leftMs = endMs - clock.elapsedMs();
    if (leftMs <= 0) return { kind: 'failed', failure: outOfTime(pacing) };
    const asked = send(Math.min(SIGN_IN_LIMIT_MS, leftMs + GRACE_MS));
    const late = () => onLate(asked.then(tokensOf, () => null));
    signal.addEventListener('abort', late, { once: true });
    const reply = await unlessAborted(asked, signal).finally(() => signal.removeEventListener('abort', late));
    next = afterPoll(pacing, reply, random, clock.now());
    if (next.kind === 'wait') onLink(linkOf(next.pacing));
  }
  return next;
}

function outOfTime({ because }: Pacing): Failure {
  return because ? { kind: 'unreachable', because, during: 'waiting' } : { kind: 'expired', said: null };
}

function linkOf({ because }: Pacing): Link {
  return because ? { kind: 'retrying', because } : { kind: 'ok' };
}

function tokensOf(reply: Reply): Tokens | null {
  const tokens = reply.kind === 'answer' ? judgeTokens(reply.body) : null;
  return tokens && !('kind' in tokens) ? tokens : null;
}
