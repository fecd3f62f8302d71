/** Loads the parts that a snapshot shows before it is drawn. */
import type { CommonMessages } from '../locales/common.ts';
import type { Reader } from '../locales/load.ts';
import { partsOf, WINDOW_PARTS, type WindowPart } from '../locales/window-parts.ts';
import type { Snapshot } from '../preload/api.ts';

/**
 * Passes each snapshot on with its messages, once the parts that it shows are loaded. While they load, the window stays as it
 * is. Of the waiting snapshots, only the last is passed on, because each is complete. `prepare` loads the other parts, so that
 * no later snapshot has to wait.
 * @param loadParts loads these parts, and resolves with their messages; rejects if one of them cannot be loaded
 */
export function withParts(
  loadParts: (reader: Reader, names: readonly WindowPart[]) => Promise<CommonMessages>,
  show: (snapshot: Snapshot, words: CommonMessages) => void,
) {
  let known: { readonly key: string; readonly parts: readonly WindowPart[]; readonly words: CommonMessages } | null =
    null;
  let latest: Snapshot | null = null;
  let loading = false;

  const keyOf = ({ language, systemLocale }: Snapshot) => `${language} ${systemLocale}`;

  /** Also loads the parts that are already loaded, in case the language has changed, because they may be on the screen. */
  async function load(snapshot: Snapshot, needed: readonly WindowPart[]) {
    const parts = [...new Set([...(known?.parts ?? []), ...needed])];
    const words = await loadParts(snapshot, parts);
    const key = keyOf(snapshot);
    // Meanwhile another call may have loaded more, or the language may have changed.
    const hasMore = known?.key === key && parts.every((part) => known?.parts.includes(part));
    if (latest && keyOf(latest) === key && !hasMore) known = { key, parts, words };
    return words;
  }

  return {
    show(snapshot: Snapshot) {
      latest = snapshot;
      const needed = partsOf(snapshot);
      loading = !needed.every((part) => known?.parts.includes(part));
      if (!loading && known?.key === keyOf(snapshot)) return show(snapshot, known.words);
      load(snapshot, needed).then(
        (words) => {
          if (latest !== snapshot) return;
          loading = false;
          show(snapshot, words);
        },
        () => {
          // The app's files are missing, for example while a package is being updated. The current view still works, and users
          // can quit.
          if (latest === snapshot) loading = false;
        },
      );
    },
    /** Whether the last snapshot waits for its views. */
    loading: () => loading,
    prepare() {
      // A part that can't be loaded early is loaded again when it's needed.
      if (latest) load(latest, WINDOW_PARTS).catch(() => undefined);
    },
  };
}
