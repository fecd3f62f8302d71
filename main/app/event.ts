/** An event: created before the part that emits it, so that every part that reacts to it can be created later. */
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
