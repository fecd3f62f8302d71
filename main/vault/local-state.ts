/**
 * On Windows the key of safeStorage lies in `<profile>/Local State`, wrapped by DPAPI. Chromium makes it at the first start
 * and writes that file only some seconds later (`BrowserProcessImpl`, `components/os_crypt`): after a kill before that,
 * nothing opens what was wrapped.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';

/** Chromium writes its preferences at most 10 s after a change. */
const LONGEST_MS = 20_000;
const BETWEEN_MS = 250;

const LocalState = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ os_crypt: v.object({ encrypted_key: v.pipe(v.string(), v.nonEmpty()) }) }),
);

/** What a test plays: the disk, and time. */
export interface LocalStateParts {
  readonly read: (file: string) => Promise<string>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const SYSTEM: LocalStateParts = { read: (file) => readFile(file, 'utf8'), sleep: wait };

/** Resolves with true once the key is on disk, and with false if it is not after 20 s. `profile`: the folder of Chromium's files. */
export async function keyIsInLocalState(profile: string, { read, sleep }: LocalStateParts = SYSTEM): Promise<boolean> {
  const file = join(profile, 'Local State');
  for (let waitedMs = 0; ; waitedMs += BETWEEN_MS) {
    // Not there yet, or just being replaced.
    const text = await read(file).catch(() => '');
    if (v.is(LocalState, text)) return true;
    if (waitedMs >= LONGEST_MS) return false;
    await sleep(BETWEEN_MS);
  }
}
