/** Tracks requests that the end of the process must not cut off. */

export type PendingRequests = ReturnType<typeof createPendingRequests>;

export function createPendingRequests() {
  const promises = new Set<Promise<unknown>>();
  let onEmpty = Promise.withResolvers<void>();

  function remove(promise: Promise<unknown>) {
    promises.delete(promise);
    if (promises.size > 0) return;
    onEmpty.resolve();
    onEmpty = Promise.withResolvers();
  }

  return {
    /** Tracks the promise until it settles, and returns it. */
    track<T>(promise: Promise<T>): Promise<T> {
      promises.add(promise);
      void promise.catch(() => undefined).finally(() => remove(promise));
      return promise;
    },
    isEmpty: () => promises.size === 0,
    /** Resolves when no request is pending, including those added meanwhile. */
    async settled(): Promise<void> {
      while (promises.size > 0) await onEmpty.promise;
    },
  };
}
