/** The snapshots that the main process sends, and the words of each. */
import { loadMessages } from '../locales/load.ts';
import type { Messages } from '../locales/messages.ts';
import type { Companion, Snapshot } from '../preload/api.ts';

declare global {
  interface Window {
    /** The one door to the main process. */
    readonly companion: Companion;
  }
}

/**
 * Shows the snapshot, then every change. It listens before it asks: what changes while the response
 * is on its way arrives as a change, which is never older than the response and therefore wins.
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

/**
 * Passes each snapshot on with the words of its language, which are loaded once. While they load, the window stays as it
 * is: of the snapshots that wait, only the last is passed on, because each is complete.
 */
export function withMessages(show: (snapshot: Snapshot, words: Messages) => void): (snapshot: Snapshot) => void {
  let known: { readonly key: string; readonly words: Messages } | null = null;
  let latest: Snapshot | null = null;
  return (snapshot) => {
    latest = snapshot;
    const key = `${snapshot.language} ${snapshot.systemLocale}`;
    if (known?.key === key) return show(snapshot, known.words);
    void loadMessages(snapshot).then((words) => {
      if (latest !== snapshot) return;
      known = { key, words };
      show(snapshot, words);
    });
  };
}
