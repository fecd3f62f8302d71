/** Lets a limited number of tasks run at a time; the others wait in their order. */

export interface WorkQueue {
  /**
   * Runs a task when there is room. `full`: too many are waiting already; `gone`: the signal fired before its turn.
   * Rejects only if the task does.
   */
  run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T | 'full' | 'gone'>;
}

export function createWorkQueue(mostAtWork: number, mostWaiting: number): WorkQueue {
  let atWork = 0;
  /** Insertion order is the order of turns, and a caller that leaves is removed without a search. */
  const waiting = new Set<() => void>();

  function leave() {
    const [next] = waiting;
    if (!next) atWork -= 1;
    else {
      waiting.delete(next);
      next();
    }
  }

  function enter(signal: AbortSignal): Promise<'in' | 'full' | 'gone'> {
    if (signal.aborted) return Promise.resolve('gone');
    if (atWork < mostAtWork) {
      atWork += 1;
      return Promise.resolve('in');
    }
    if (waiting.size >= mostWaiting) return Promise.resolve('full');
    return new Promise((resolve) => {
      const stop = () => {
        waiting.delete(go);
        resolve('gone');
      };
      const go = () => {
        signal.removeEventListener('abort', stop);
        resolve('in');
      };
      waiting.add(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  return {
    async run(task, signal) {
      const entered = await enter(signal);
      if (entered !== 'in') return entered;
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
