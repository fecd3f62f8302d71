/** The polls of one code whose replies have not been read. Even one that polling went on without may still bring the tokens. */
import { unlessAborted } from '../time/clock.ts';
import type { PollEnding } from './pacing.ts';
import { type Issued, issuedIn, parseTokens } from './protocol.ts';
import type { Reply } from './reply.ts';

export interface LateReplies {
  /** A poll was sent. */
  sent(poll: Promise<Reply>): void;
  /** Its reply came in time, and has been read. */
  read(poll: Promise<Reply>): void;
  /** Polling goes on without its reply, which is read if it comes. */
  gaveUp(poll: Promise<Reply>): void;
  /** The first tokens that came late; null: none yet. */
  ending(): PollEnding | null;
  /** Resolves with the first tokens that come late. Rejects with the signal's reason when that fires first. */
  tokens(signal: AbortSignal): Promise<PollEnding>;
  /** Resolves when no reply is missing. Never rejects. */
  settled(): Promise<unknown>;
  /** Hands over what the missing replies will bring: no one will read them. */
  release(): void;
}

/** @param onUnused gets the tokens of each poll that is missing at `release` */
export function createLateReplies(onUnused: (tokens: Promise<Issued | null>) => void): LateReplies {
  const unread = new Set<Promise<Reply>>();
  const first = Promise.withResolvers<PollEnding>();
  let ending: PollEnding | null = null;

  return {
    sent: (poll) => unread.add(poll),
    read: (poll) => unread.delete(poll),
    gaveUp(poll) {
      poll.then(
        (reply) => {
          const tokens = reply.kind === 'answer' ? parseTokens(reply.body) : null;
          if (!tokens || 'kind' in tokens || ending) return;
          unread.delete(poll);
          ending = { kind: 'tokens', tokens };
          first.resolve(ending);
        },
        () => undefined,
      );
    },
    ending: () => ending,
    tokens: (signal) => unlessAborted(first.promise, signal),
    settled: () => Promise.allSettled(unread),
    release() {
      for (const poll of unread) onUnused(poll.then(issuedBy, () => null));
      unread.clear();
    },
  };
}

function issuedBy(reply: Reply): Issued | null {
  return reply.kind === 'answer' ? issuedIn(reply.body) : null;
}
