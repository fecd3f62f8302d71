/** Keeps update checks out of the way: none runs while a code is on the screen or a refresh is in progress. */
import type { Snapshot } from '../../preload/api.ts';
import type { Session } from '../session/session.ts';
import { unlessAborted } from '../time/clock.ts';
import { nextEvent } from '../time/event.ts';

/**
 * Runs `work` when the app is idle, and returns its result. If a code appears meanwhile, the signal of `work` fires, and it
 * runs again once the code is gone. Rejects with the reason of `signal` when that fires first.
 */
export type WhileIdle = <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

type Shown = Pick<Snapshot, 'session'>;

/** Checks all current sessions each time. */
export function createIdleGate(parts: {
  readonly sessions: () => readonly Pick<Session, 'isBusy' | 'settled'>[];
  readonly snapshot: () => Shown;
  readonly subscribe: (listener: (shown: Shown) => void) => () => void;
}): WhileIdle {
  const { sessions, snapshot, subscribe } = parts;
  const showsCode = ({ session }: Shown) => session.kind === 'requesting-code' || session.kind === 'awaiting-approval';

  return async (work, signal) => {
    for (;;) {
      while (showsCode(snapshot())) await nextEvent(subscribe, signal);
      await unlessAborted(Promise.all(sessions().map((session) => session.settled())), signal);
      if (showsCode(snapshot()) || sessions().some((session) => session.isBusy())) continue;
      const code = new AbortController();
      const unsubscribe = subscribe((shown) => showsCode(shown) && code.abort());
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
