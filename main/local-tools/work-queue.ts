/** Runs a limited number of tasks at a time; the others wait in order. */

export function createWorkQueue(mostAtWork: number, mostWaiting: number) {
  let atWork = 0;
  /** A Set, because it keeps insertion order, and a caller that leaves can be removed without a search. */
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
      const go = () => resolve('in');
      waiting.add(go);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  return {
    /**
     * Runs a task when there is room. `full`: too many are waiting. `gone`: the signal fired before its turn.
     * Rejects only if the task does.
     */
    async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T | 'full' | 'gone'> {
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
