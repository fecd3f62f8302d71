/** The words for what is drawn: read once for a language, then at hand. */

import { loadMessages } from '../locales/load.ts';
import type { Messages } from '../locales/messages.ts';
import type { Snapshot } from '../preload/api.ts';

/**
 * Hands each snapshot on with the words that it asks for. Nothing is shown in another language meanwhile: while words are
 * being read, snapshots wait, and only the last of them is handed on, for each is whole.
 */
export function withMessages(show: (snapshot: Snapshot, words: Messages) => void): (snapshot: Snapshot) => void {
  let known: { readonly key: string; readonly words: Messages } | null = null;
  let latest: Snapshot | null = null;
  return (snapshot) => {
    latest = snapshot;
    const key = `${snapshot.language} ${snapshot.systemLocale}`;
    if (known?.key === key) return show(snapshot, known.words);
    void loadMessages(snapshot).then((read) => {
      if (latest !== snapshot) return;
      known = { key, words: read };
      show(snapshot, read);
    });
  };
}
