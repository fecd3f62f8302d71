/**
 * On Windows, safeStorage keeps its key in `<profile>/Local State`, wrapped by DPAPI. Chromium creates the key at the first start
 * but writes the file only seconds later (`BrowserProcessImpl`, `components/os_crypt`). If the app is killed before that, nothing
 * can be unwrapped any more.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';

/** How long to wait. Chromium writes its preferences within 10 s after a change. */
const LONGEST_MS = 20_000;
const BETWEEN_MS = 250;

const LocalState = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ os_crypt: v.object({ encrypted_key: v.pipe(v.string(), v.nonEmpty()) }) }),
);

/** Injected by tests. */
interface LocalStateParts {
  readonly read: (file: string) => Promise<string>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const SYSTEM: LocalStateParts = { read: (file) => readFile(file, 'utf8'), sleep: wait };

/** Resolves with true once the key is on disk, or with false after 20 s. @param profile the folder of Chromium's files */
export async function keyIsInLocalState(profile: string, { read, sleep }: LocalStateParts = SYSTEM): Promise<boolean> {
  const file = join(profile, 'Local State');
  for (let waitedMs = 0; ; waitedMs += BETWEEN_MS) {
    // The file may not exist yet, or is being replaced.
    const text = await read(file).catch(() => '');
    if (v.is(LocalState, text)) return true;
    if (waitedMs >= LONGEST_MS) return false;
    await sleep(BETWEEN_MS);
  }
}
