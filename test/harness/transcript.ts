/** A process's output so far, and later output. */
import type { Readable } from 'node:stream';

export interface Transcript {
  text(): string;
  /** Resolves with the first match, now or later; rejects with all that was printed instead. */
  waitFor(pattern: RegExp, patienceMs?: number): Promise<RegExpMatchArray>;
}

/** Generous, so that only a process that hangs reaches it, not one on a busy computer. */
const PATIENCE_MS = 240_000;

const ON_WINDOWS = process.platform === 'win32';

/** Reads a stream from now on. */
export function transcript(stream: Readable): Transcript {
  let text = '';
  let ended = false;
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    // On Windows, Electron's own process prints an empty line before the app's first (electron_main_delegate.cc).
    text = ON_WINDOWS ? (text + chunk).replace(/^\r?\n/, '') : text + chunk;
    changed();
  });
  stream.on('close', () => {
    ended = true;
    changed();
  });
  return {
    text: () => text,
    waitFor: (pattern, patienceMs = PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const giveUp = (why: string) => end(() => reject(new Error(`${why} before ${pattern}, after:\n${text}`)));
        const timer = setTimeout(() => giveUp(`${patienceMs} ms went by`), patienceMs);
        const end = (report: () => void) => {
          clearTimeout(timer);
          watchers.delete(look);
          report();
        };
        const look = () => {
          const match = text.match(pattern);
          if (match) end(() => resolve(match));
          else if (ended) giveUp('the output ended');
        };
        watchers.add(look);
        look();
      }),
  };
}
