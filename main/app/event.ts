/** An event: created before the part that emits it, so that every part that reacts to it can be created later. */
export interface Event<Args extends readonly unknown[] = []> {
  emit(...args: Args): void;
  /** Calls back at each event until the returned function is called. */
  on(listener: (...args: Args) => void): () => void;
}

export function createEvent<Args extends readonly unknown[] = []>(): Event<Args> {
  const listeners = new Set<(...args: Args) => void>();
  return {
    emit(...args) {
      for (const listener of listeners) listener(...args);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
