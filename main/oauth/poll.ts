/** Waiting for approval: RFC 8628 §3.4 and §3.5, as one short loop around the decisions of pacing.ts. */
import type { Waiting } from '../../preload/api.ts';
import { type Awake, type Clock, firstOf, type Random } from '../time/clock.ts';
import { createLateReplies, type LateReplies } from './late-replies.ts';
import {
  type AfterPoll,
  afterPoll,
  firstWait,
  outOfTime,
  type PollEnding,
  type Wait,
  waitingIs,
  waitWithin,
} from './pacing.ts';
import type { Issued } from './protocol.ts';
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

interface PollOptions extends PollParts {
  /** The code that waits for approval. */
  readonly grant: { readonly intervalMs: number; readonly lifetimeMs: number };
  readonly endpoint: string;
  readonly send: (limitMs: number) => Promise<Reply>;
}

interface Polling extends PollOptions {
  /** When the code expires. */
  readonly endMs: number;
  readonly late: LateReplies;
}

/**
 * Polls until the user decided, the server refused, or the code expired: first one interval after the code came, then a full
 * interval after each answer, and never while the computer sleeps. An answer is awaited as long as the code lives.
 * Rejects with the signal's reason when that fires. Tokens that arrive after that go to `onUnused`.
 */
export async function poll(options: PollOptions): Promise<PollEnding> {
  const { signal } = options;
  const endMs = options.clock.elapsedMs() + options.grant.lifetimeMs;
  const late = createLateReplies(options.onUnused);
  // At once if it is cancelled: the app may be about to quit, and waits for the requests that it knows of.
  signal.addEventListener('abort', late.release, { once: true });
  try {
    const ending = await firstOf(signal, (stop) => pollOnTime({ ...options, signal: stop, endMs, late }), late.tokens);
    return late.ending() ?? ending;
  } finally {
    signal.removeEventListener('abort', late.release);
    late.release();
  }
}

/** Waits, asks (§3.4) and decides (§3.5), again and again. */
async function pollOnTime(polling: Polling): Promise<PollEnding> {
  const { grant, endpoint, clock, random, endMs } = polling;
  let next: AfterPoll = firstWait(grant.intervalMs);
  for (let polls = 0; next.kind === 'wait'; polls += 1) {
    await pause(polling, next, polls === 0);
    if (clock.elapsedMs() >= endMs) return outOfTime(next.pacing);
    const { pacing } = next;
    const reply = await ask(polling, pacing.intervalMs);
    next = afterPoll(pacing, reply, { random, at: clock.now(), endpoint });
  }
  if (next.kind === 'failed' && next.failure.kind === 'answer-lost') await lastHope(polling);
  return next;
}

/** Until the next poll is due and the computer awake, or the code has expired. */
async function pause({ clock, awake, signal, onWaiting, endMs }: Polling, next: Wait, isFirst: boolean): Promise<void> {
  const leftMs = endMs - clock.elapsedMs();
  const due = (stop: AbortSignal) => clock.sleep(waitWithin(next, leftMs), stop).then(() => awake(stop));
  const waited = firstOf(signal, due, (stop) => clock.until(endMs, stop));
  // The wait has begun: the time that showing it takes must not be added.
  if (!isFirst) onWaiting(waitingIs(next, leftMs));
  await waited;
}

/** Sends one poll. Resolves with its reply, or with LOST if waiting for it any longer is pointless. */
async function ask(polling: Polling, intervalMs: number): Promise<Reply> {
  const { send, clock, signal, connectionsDied, onWaiting, endMs, late } = polling;
  const request = send(endMs - clock.elapsedMs() + GRACE_MS);
  late.sent(request);
  // A connection that hangs must not cost the last poll, which still keeps a full interval.
  const givenUpMs = endMs - 1.5 * intervalMs;
  const lost = [connectionsDied];
  if (clock.elapsedMs() < givenUpMs) lost.push((stop) => clock.until(givenUpMs, stop));
  const slow = async (stop: AbortSignal) => {
    await clock.sleep(SLOW_MS, stop);
    onWaiting({ kind: 'slow' });
    return request;
  };
  const given = lost.map((wait) => (stop: AbortSignal) => wait(stop).then(() => LOST));
  const reply = await firstOf(signal, () => request, slow, ...given);
  if (reply === LOST) late.gaveUp(request);
  else late.read(request);
  return reply;
}

/** The code is used up, but its tokens may still arrive. */
async function lastHope({ clock, signal, endMs, late }: Polling): Promise<void> {
  const untilMs = Math.min(clock.elapsedMs() + SLOW_MS, endMs + GRACE_MS);
  await firstOf<unknown>(signal, late.settled, (stop) => clock.until(untilMs, stop));
}

/** What a reply counts as that may never come. */
const LOST: Reply = {
  kind: 'no-answer',
  because: { why: 'reset', code: 'connection given up' },
  retryAfterMs: null,
  lost: true,
  maybeActed: true,
};
