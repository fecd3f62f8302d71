/** The snapshots that the main process sends, and the parts of the window that each needs. */
import type { CommonMessages } from '../locales/common.ts';
import { partsOf, type WindowPart } from '../locales/window-parts.ts';
import type { Companion, Snapshot } from '../preload/api.ts';
import { ALL_PARTS, loadParts } from './parts.ts';

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
 * Passes each snapshot on with its words, once the parts that it shows are loaded. While they load, the window stays as it is:
 * of the snapshots that wait, only the last is passed on, because each is complete. `prepare` loads the other parts, so that no
 * later snapshot has to wait.
 */
export function withParts(show: (snapshot: Snapshot, words: CommonMessages) => void) {
  let known: { readonly key: string; readonly parts: readonly WindowPart[]; readonly words: CommonMessages } | null =
    null;
  let latest: Snapshot | null = null;

  const keyOf = ({ language, systemLocale }: Snapshot) => `${language} ${systemLocale}`;

  /** What is loaded already is loaded in the new language, too: it may be on the screen. */
  async function load(snapshot: Snapshot, needed: readonly WindowPart[]) {
    const parts = [...new Set([...(known?.parts ?? []), ...needed])];
    const words = await loadParts(snapshot, parts);
    if (latest && keyOf(latest) === keyOf(snapshot)) known = { key: keyOf(snapshot), parts, words };
    return words;
  }

  return {
    show(snapshot: Snapshot): void {
      latest = snapshot;
      const needed = partsOf(snapshot);
      if (known?.key === keyOf(snapshot) && needed.every((part) => known?.parts.includes(part)))
        show(snapshot, known.words);
      else
        void load(snapshot, needed).then((words) => {
          if (latest === snapshot) show(snapshot, words);
        });
    },
    prepare(): void {
      if (latest) void load(latest, ALL_PARTS);
    },
  };
}
