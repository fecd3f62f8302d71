/** Waits for approval (RFC 8628 §3.4, §3.5): one short loop around the decisions of pacing.ts. */
import type { Waiting } from '../../preload/api.ts';
import { type AbortableWait, type Clock, firstOf, type Random } from '../time/clock.ts';
import { createLateReplies, type LateReplies } from './late-replies.ts';
import {
  type AfterPoll,
  afterPoll,
  firstWait,
  outOfTime,
  type PollEnding,
  type Wait,
  waitingState,
  waitWithin,
} from './pacing.ts';
import type { Issued } from './protocol.ts';
import type { Reply } from './reply.ts';

/** After this long without a response, the view shows that the server is slow. */
const SLOW_MS = 15_000;
/** How long after the code's expiry a poll in progress may still bring the tokens. */
const GRACE_MS = 2_000;

/** What waiting for approval takes. */
export interface PollParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: AbortableWait;
  /** Resolves when the connections may have died: the computer woke up, or its network changed. */
  readonly connectionsDied: AbortableWait;
  readonly signal: AbortSignal;
  readonly onWaiting: (waiting: Waiting) => void;
  /** Called with tokens that no one will use, because they arrive after polling has ended. */
  readonly onUnused: (tokens: Promise<Issued | null>) => void;
}

interface PollOptions extends PollParts {
  /** The interval and lifetime of the code. */
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
 * Polls until the user decides, the server refuses or the code expires. The first poll comes one interval after the code, each
 * further one a full interval after the last response, and none while the computer sleeps.
 * Rejects with the signal's reason when that fires. Tokens that arrive later go to `onUnused`.
 */
export async function poll(options: PollOptions): Promise<PollEnding> {
  const { signal } = options;
  const endMs = options.clock.elapsedMs() + options.grant.lifetimeMs;
  const late = createLateReplies(options.onUnused);
  // Hand over pending requests at once when canceled, so that an app that quits knows to wait for them.
  signal.addEventListener('abort', late.release, { once: true });
  try {
    const ending = await firstOf(signal, (stop) => pollLoop({ ...options, signal: stop, endMs, late }), late.tokens);
    return late.ending() ?? ending;
  } finally {
    signal.removeEventListener('abort', late.release);
    late.release();
  }
}

/** The loop: wait, poll (§3.4), decide (§3.5). */
async function pollLoop(polling: Polling): Promise<PollEnding> {
  const { grant, endpoint, clock, random, endMs } = polling;
  let next: AfterPoll = firstWait(grant.intervalMs);
  for (let polls = 0; next.kind === 'wait'; polls += 1) {
    await pause(polling, next, polls === 0);
    if (clock.elapsedMs() >= endMs) return outOfTime(next.pacing);
    const { pacing } = next;
    const reply = await sendPoll(polling, pacing.intervalMs);
    next = afterPoll(pacing, reply, { random, at: clock.now(), endpoint, lifetimeMs: grant.lifetimeMs });
  }
  if (next.kind === 'failed' && next.failure.kind === 'token-response-lost') await awaitLateTokens(polling);
  return next;
}

/** Waits until the next poll is due and the computer is awake, or until the code expires. */
async function pause({ clock, awake, signal, onWaiting, endMs }: Polling, next: Wait, isFirst: boolean): Promise<void> {
  const leftMs = endMs - clock.elapsedMs();
  const due = (stop: AbortSignal) => clock.sleep(waitWithin(next, leftMs), stop).then(() => awake(stop));
  const waited = firstOf(signal, due, (stop) => clock.until(endMs, stop));
  // Show it only after the timer has started, so that drawing doesn't delay the poll.
  if (!isFirst) onWaiting(waitingState(next, leftMs));
  await waited;
}

/** Sends one poll. Resolves with its reply, or with LOST once there is no point in waiting for it. */
async function sendPoll(polling: Polling, intervalMs: number): Promise<Reply> {
  const { send, clock, signal, connectionsDied, onWaiting, endMs, late } = polling;
  const request = send(endMs - clock.elapsedMs() + GRACE_MS);
  late.sent(request);
  // Give up on a hanging connection early enough for one more poll, a full interval later.
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

/** The code is used up, but a poll in progress may still bring its tokens. */
async function awaitLateTokens({ clock, signal, endMs, late }: Polling): Promise<void> {
  const untilMs = Math.min(clock.elapsedMs() + SLOW_MS, endMs + GRACE_MS);
  await firstOf<unknown>(signal, late.settled, (stop) => clock.until(untilMs, stop));
}

/** Stands for the reply of a poll that was given up. */
const LOST: Reply = {
  kind: 'no-response',
  because: { why: 'reset', code: 'connection given up' },
  retryAfterMs: null,
  lost: true,
  maybeActed: true,
};
