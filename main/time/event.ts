/** An event without data. It exists before the parts that emit it and react to it, so those can be created in any order. */
export interface Event {
  emit(): void;
  /** Calls back at each event until the returned function is called. */
  on(listener: () => void): () => void;
}

export function createEvent(): Event {
  const listeners = new Set<() => void>();
  return {
    emit() {
      for (const listener of listeners) listener();
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Resolves at the next event; rejects when the signal fires. */
export function nextEvent(on: (listener: () => void) => () => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      off();
      reject(signal.reason);
    };
    const off = on(() => {
      off();
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
