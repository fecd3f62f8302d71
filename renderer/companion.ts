/** The one door to the main process. */
import type { Companion, Snapshot } from '../preload/api.ts';

declare global {
  interface Window {
    readonly companion: Companion;
  }
}

/**
 * Shows the snapshot, then every change. It listens before it asks: what changes while the response
 * is on its way arrives as a change, which is never older than the answer and therefore wins.
 */
export async function follow(companion: Companion, show: (snapshot: Snapshot) => void): Promise<void> {
  let changed = false;
  companion.onChanged((snapshot) => {
    changed = true;
    show(snapshot);
  });
  const first = await companion.current();
  if (!changed) show(first);
}
