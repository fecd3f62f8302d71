/** Events without data, and waiting for the next one. */
import { unlessAborted } from './clock.ts';

export type Event = ReturnType<typeof createEvent>;

/** An event without data. It exists before the parts that emit it and react to it, so those can be created in any order. */
export function createEvent() {
  const listeners = new Set<() => void>();
  return {
    emit(): void {
      for (const listener of listeners) listener();
    },
    /** Calls back at each event until the returned function is called. */
    on(listener: () => void): () => void {
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
