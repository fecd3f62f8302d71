/** Chromium's standard error: the address of its debugging port, and its last lines. */
import type { Readable } from 'node:stream';

export interface ChromiumLog {
  /** The address of the debugging port, once Chromium prints it. */
  readonly address: Promise<string>;
  /** The end of its output. */
  tail(): string;
}

const TAIL_LENGTH = 4000;

/** Reads `stderr` from now on. */
export function followLog(stderr: Readable): ChromiumLog {
  let text = '';
  const address = Promise.withResolvers<string>();
  stderr.setEncoding('utf8').on('data', (chunk: string) => {
    // Search before truncating, because a busy process may receive the line together with pages of warnings.
    text += chunk;
    const [, found] = /DevTools listening on (ws:\S+)\s/.exec(text) ?? [];
    if (found !== undefined) address.resolve(found);
    text = text.slice(-TAIL_LENGTH);
  });
  return { address: address.promise, tail: () => text.trim() };
}
