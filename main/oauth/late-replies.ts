/** Keeps track of polls without a reply. Even one that polling has given up on may still bring the tokens. */
import { unlessAborted } from '../time/clock.ts';
import type { PollEnding } from './pacing.ts';
import { type Issued, issuedIn, parseTokens } from './protocol.ts';
import type { Reply } from './reply.ts';

export type LateReplies = ReturnType<typeof createLateReplies>;

/** @param onUnused called at `release` for each poll without a reply */
export function createLateReplies(onUnused: (tokens: Promise<Issued | null>) => void) {
  const unread = new Set<Promise<Reply>>();
  const first = Promise.withResolvers<PollEnding>();
  let ending: PollEnding | null = null;

  return {
    /** A poll was sent. */
    sent: (poll: Promise<Reply>) => unread.add(poll),
    /** Its reply arrived in time. */
    read: (poll: Promise<Reply>) => unread.delete(poll),
    /** Polling goes on without its reply. If that arrives later, its tokens are used. */
    gaveUp(poll: Promise<Reply>) {
      poll.then(
        (reply) => {
          const tokens = reply.kind === 'success' ? parseTokens(reply.body) : null;
          if (!tokens || 'kind' in tokens || ending) return;
          unread.delete(poll);
          ending = { kind: 'tokens', tokens };
          first.resolve(ending);
        },
        () => undefined,
      );
    },
    /** The first tokens that arrived late; null if none have. */
    ending: (): PollEnding | null => ending,
    /** Resolves with the first tokens that arrive late. Rejects with the signal's reason when that fires first. */
    tokens: (signal: AbortSignal) => unlessAborted(first.promise, signal),
    /** Resolves when all polls have replies. Never rejects. */
    settled: () => Promise.allSettled(unread),
    /** Polling has ended: passes tokens that still arrive to `onUnused`. */
    release() {
      const issued = (reply: Reply) => (reply.kind === 'success' ? issuedIn(reply.body) : null);
      for (const poll of unread) onUnused(poll.then(issued, () => null));
      unread.clear();
    },
  };
}
