/** Loads the chunks that the window shows before they are drawn. */
import type { CommonMessages } from '../locales/common.ts';
import type { Reader } from '../locales/load.ts';
import { WINDOW_CHUNKS, type WindowChunk } from '../locales/window-chunks.ts';

/** @param loadChunks loads these chunks, and resolves with their messages; rejects if one of them cannot be loaded */
export function createShownChunks(
  loadChunks: (reader: Reader, names: readonly WindowChunk[]) => Promise<CommonMessages>,
) {
  let known: { readonly key: string; readonly chunks: readonly WindowChunk[]; readonly words: CommonMessages } | null =
    null;
  /** The reader of the last request. Each request has an object of its own, so this also identifies the request. */
  let latest: Reader | null = null;
  let loading = false;

  const keyOf = ({ language, systemLocale }: Reader) => `${language} ${systemLocale}`;

  /** Also loads the chunks that are already loaded, in case the language has changed, because they may be on the screen. */
  async function load(reader: Reader, needed: readonly WindowChunk[]) {
    const chunks = [...new Set([...(known?.chunks ?? []), ...needed])];
    const words = await loadChunks(reader, chunks);
    const key = keyOf(reader);
    // Meanwhile another call may have loaded more, or the language may have changed.
    const hasMore = known?.key === key && chunks.every((chunk) => known?.chunks.includes(chunk));
    if (latest && keyOf(latest) === key && !hasMore) known = { key, chunks, words };
    return words;
  }

  return {
    /**
     * Calls `show` with the messages once the needed chunks are loaded, at once if they are. While they load, the window stays as
     * it is. Of the requests that wait, only the last is called back, because each replaces the whole window.
     */
    request({ language, systemLocale }: Reader, needed: readonly WindowChunk[], show: (words: CommonMessages) => void) {
      const reader = { language, systemLocale };
      latest = reader;
      loading = !needed.every((chunk) => known?.chunks.includes(chunk));
      if (!loading && known?.key === keyOf(reader)) return show(known.words);
      load(reader, needed).then(
        (words) => {
          if (latest !== reader) return;
          loading = false;
          show(words);
        },
        () => {
          // The app's files are missing, for example while a package is being updated. The current view still works, and users
          // can quit.
          if (latest === reader) loading = false;
        },
      );
    },
    /** Whether the last request waits for its views. */
    loading: () => loading,
    /** Loads the other chunks, so that no later request has to wait. */
    prepare() {
      // A chunk that can't be loaded early is loaded again when it's needed.
      if (latest) load(latest, WINDOW_CHUNKS).catch(() => undefined);
    },
  };
}
