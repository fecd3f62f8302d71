/** What has been sent or begun, and must not be cut off by the end of the process. */

export interface InTheAir {
  /** Counts the promise until it settles, and gives it back. */
  track<T>(promise: Promise<T>): Promise<T>;
  isEmpty(): boolean;
  /** Resolves when nothing is in the air any more, what was added meanwhile included. */
  settled(): Promise<void>;
}

export function createInTheAir(): InTheAir {
  const promises = new Set<Promise<unknown>>();
  return {
    track(promise) {
      promises.add(promise);
      void promise.catch(() => undefined).finally(() => promises.delete(promise));
      return promise;
    },
    isEmpty: () => promises.size === 0,
    async settled() {
      while (promises.size > 0) await Promise.allSettled(promises);
    },
  };
}
