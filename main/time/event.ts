import { unlessAborted } from './clock.ts';

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

/** Resolves at the next event; rejects with the signal's reason when that fires first. */
export async function nextEvent(on: (listener: () => void) => () => void, signal: AbortSignal): Promise<void> {
  const next = Promise.withResolvers<void>();
  await unlessAborted(next.promise, signal).finally(on(next.resolve));
}
