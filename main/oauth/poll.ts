/** Waiting for approval: RFC 8628 §3.4. One short loop around the decisions of pacing.ts. */
import type { Waiting } from '../../preload/api.ts';
import { type Awake, type Clock, firstOf, type Random, unlessAborted } from '../time/clock.ts';
import { type AfterPoll, afterPoll, firstWait, outOfTime, type PollEnding, waitingIs, waitWithin } from './pacing.ts';
import { type Issued, issuedIn, parseTokens, type Tokens } from './protocol.ts';
import type { Reply } from './reply.ts';

/** After so long without a response, the view reports a slow server. */
const SLOW_MS = 15_000;
/** A poll that is on its way when the code expires may still bring its tokens. */
const GRACE_MS = 2_000;

/** What waiting for approval takes. */
export interface PollParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: Awake;
  /** Resolves when the connections may have died: the computer woke up, or its network changed. */
  readonly connectionsDied: Awake;
  readonly signal: AbortSignal;
  readonly onWaiting: (waiting: Waiting) => void;
  /** Tokens that no one will use: a poll brought them after it had been given up. */
  readonly onUnused: (tokens: Promise<Issued | null>) => void;
}

/**
 * Polls until the user decided, the server refused, or the code expired: first one interval after the code came, then a full
 * interval after each answer, and never while the computer sleeps. An answer is awaited as long as the code lives.
 * Rejects with the signal's reason when that fires. Tokens that arrive after that go to `onUnused`.
 */
export async function poll(
  options: PollParts & {
    /** The code that waits for approval. */
    readonly grant: { readonly intervalMs: number; readonly lifetimeMs: number };
    readonly endpoint: string;
    readonly send: (limitMs: number) => Promise<Reply>;
  },
): Promise<PollEnding> {
  const { grant, endpoint, clock, random, awake, connectionsDied, signal, onWaiting, onUnused } = options;
  const endMs = clock.elapsedMs() + grant.lifetimeMs;
  const unread = new Set<Promise<Reply>>();
  /** What a poll brought that had been given up. */
  const late: { tokens: Tokens | null } = { tokens: null };
  const cameLate = Promise.withResolvers<void>();
  const broughtLate = (stop: AbortSignal) => unlessAborted(cameLate.promise, stop);

  function ask(): Promise<Reply> {
    const asked = options.send(endMs - clock.elapsedMs() + GRACE_MS);
    unread.add(asked);
    return asked;
  }

  /** The response, or that it counts as lost. A late response is still read. */
  async function answerTo(asked: Promise<Reply>, intervalMs: number): Promise<Reply> {
    let reply: Reply = LOST;
    const read = async () => {
      reply = await asked;
    };
    // A connection that hangs must not cost the last poll, which still keeps a full interval.
    const givenUpMs = endMs - 1.5 * intervalMs;
    const hangs = clock.elapsedMs() < givenUpMs ? [(stop: AbortSignal) => clock.until(givenUpMs, stop)] : [];
    const slow = new AbortController();
    void clock.sleep(SLOW_MS, slow.signal).then(
      () => onWaiting({ kind: 'slow' }),
      () => undefined,
    );
    try {
      await firstOf(signal, read, broughtLate, connectionsDied, ...hangs);
    } finally {
      slow.abort();
    }
    if (reply === LOST) void takeLate(asked);
    else unread.delete(asked);
    return reply;
  }

  async function takeLate(asked: Promise<Reply>) {
    const reply = await asked.catch(() => LOST);
    const tokens = reply.kind === 'answer' ? parseTokens(reply.body) : null;
    if (!tokens || 'kind' in tokens || late.tokens) return;
    unread.delete(asked);
    late.tokens = tokens;
    cameLate.resolve();
  }

  /** The code is used up, but the tokens may still arrive. */
  async function lastHope() {
    const settled = () => Promise.allSettled(unread);
    const untilMs = Math.min(clock.elapsedMs() + SLOW_MS, endMs + GRACE_MS);
    await firstOf(signal, settled, broughtLate, (stop) => clock.until(untilMs, stop));
  }

  /** At once when it is cancelled: the app may be about to quit, and waits for the requests that it knows of. */
  function giveUp() {
    for (const asked of unread) onUnused(asked.then(issuedBy, () => null));
    unread.clear();
  }

  signal.addEventListener('abort', giveUp, { once: true });
  try {
    let next: AfterPoll = firstWait(grant.intervalMs);
    for (let polls = 0; next.kind === 'wait'; polls += 1) {
      const leftMs = endMs - clock.elapsedMs();
      const waitMs = waitWithin(next, leftMs);
      const { pacing } = next;
      const waited = firstOf(
        signal,
        (stop) => clock.sleep(waitMs, stop).then(() => awake(stop)),
        (stop) => clock.until(endMs, stop),
        broughtLate,
      );
      // The wait has begun: the time that showing it takes must not be added.
      if (polls > 0) onWaiting(waitingIs(next, leftMs));
      await waited;
      if (late.tokens) return { kind: 'tokens', tokens: late.tokens };
      if (clock.elapsedMs() >= endMs) return outOfTime(pacing);
      const reply = await answerTo(ask(), pacing.intervalMs);
      if (late.tokens) return { kind: 'tokens', tokens: late.tokens };
      next = afterPoll(pacing, reply, { random, at: clock.now(), endpoint, lifetimeMs: grant.lifetimeMs });
      if (next.kind === 'failed' && next.failure.kind === 'answer-lost') await lastHope();
    }
    return late.tokens ? { kind: 'tokens', tokens: late.tokens } : next;
  } finally {
    signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}

function issuedBy(reply: Reply): Issued | null {
  return reply.kind === 'answer' ? issuedIn(reply.body) : null;
}

/** What an answer counts as that may never come. */
const LOST: Reply = {
  kind: 'no-answer',
  because: { why: 'reset', code: 'connection given up' },
  retryAfterMs: null,
  lost: true,
  maybeActed: true,
};
