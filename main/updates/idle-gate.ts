/** Keeps looking for updates out of the way: nothing of it while a code is on the screen or a refresh is in the air. */
import type { SessionState } from '../../preload/api.ts';
import type { Session } from '../session/types.ts';
import { unlessAborted } from '../time/clock.ts';

/**
 * Does `work` when it is quiet, and gives what it comes to. Where a code appears meanwhile its signal fires, and it is done
 * once more when that is over. Rejects with the reason of `signal` when that fires first.
 */
export type WhileIdle = <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Checks every current session each time. */
export function createIdleGate(parts: {
  readonly sessions: () => readonly Pick<Session, 'isBusy' | 'settled'>[];
  /** What is shown. */
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
}): WhileIdle {
  const { sessions, state, subscribe } = parts;
  const isCode = () => state().kind === 'requesting-code' || state().kind === 'awaiting-approval';

  async function codeGone(signal: AbortSignal) {
    const gone = Promise.withResolvers<void>();
    const unsubscribe = subscribe(() => isCode() || gone.resolve());
    await unlessAborted(gone.promise, signal).finally(unsubscribe);
  }

  return async (work, signal) => {
    for (;;) {
      if (isCode()) await codeGone(signal);
      await unlessAborted(Promise.all(sessions().map((session) => session.settled())), signal);
      if (isCode() || sessions().some((session) => session.isBusy())) continue;
      const code = new AbortController();
      const unsubscribe = subscribe(() => isCode() && code.abort());
      try {
        return await work(AbortSignal.any([signal, code.signal]));
      } catch (error) {
        if (signal.aborted || !code.signal.aborted) throw error;
      } finally {
        unsubscribe();
      }
    }
  };
}
