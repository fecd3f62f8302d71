/** Chromium's limit on connections: six to a host at a time (`ClientSocketPoolManager`); further requests wait for one. */

const MOST_PER_HOST = 6;

export interface Pool {
  /**
   * Waits for one of the connections to `host`, and resolves with the function that gives it back.
   * Rejects with the signal's reason if `signal` aborts first.
   */
  take(host: string, signal: AbortSignal): Promise<() => void>;
}

/** The connections of one session. */
export function createPool(): Pool {
  const used = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();

  function lend(host: string): () => void {
    used.set(host, (used.get(host) ?? 0) + 1);
    let isLent = true;
    return () => {
      if (!isLent) return;
      isLent = false;
      used.set(host, (used.get(host) ?? 1) - 1);
      const [next] = waiting.get(host) ?? [];
      next?.();
    };
  }

  return {
    take(host, signal) {
      if ((used.get(host) ?? 0) < MOST_PER_HOST) return Promise.resolve(lend(host));
      const queue = waiting.get(host) ?? new Set();
      waiting.set(host, queue);
      return new Promise((resolve, reject) => {
        const leave = () => {
          queue.delete(next);
          signal.removeEventListener('abort', giveUp);
        };
        const next = () => {
          leave();
          resolve(lend(host));
        };
        const giveUp = () => {
          leave();
          reject(signal.reason);
        };
        queue.add(next);
        signal.addEventListener('abort', giveUp);
      });
    },
  };
}
