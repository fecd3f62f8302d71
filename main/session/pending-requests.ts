/** Tracks requests that the end of the process must not cut off. */

export interface PendingRequests {
  /** Tracks the promise until it settles, and returns it. */
  track<T>(promise: Promise<T>): Promise<T>;
  isEmpty(): boolean;
  /** Resolves when no request is pending, including those added meanwhile. */
  settled(): Promise<void>;
}

export function createPendingRequests(): PendingRequests {
  const promises = new Set<Promise<unknown>>();
  let onEmpty = Promise.withResolvers<void>();

  function remove(promise: Promise<unknown>) {
    promises.delete(promise);
    if (promises.size > 0) return;
    onEmpty.resolve();
    onEmpty = Promise.withResolvers();
  }

  return {
    track(promise) {
      promises.add(promise);
      void promise.catch(() => undefined).finally(() => remove(promise));
      return promise;
    },
    isEmpty: () => promises.size === 0,
    async settled() {
      while (promises.size > 0) await onEmpty.promise;
    },
  };
}
