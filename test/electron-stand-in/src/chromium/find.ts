/** Which Chromium draws the windows. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Where a distribution puts the binary itself: its wrapper on the PATH adds flags of its own. */
const BINARIES = ['/usr/lib/chromium/chromium', '/usr/bin/chromium'];
const NAMES = ['chromium', 'google-chrome', 'chromium-browser'];

/** The path of a Chromium: the variable `CHROMIUM`, or one that is installed; null if there is none. */
export function findChromium(environment: NodeJS.ProcessEnv): string | null {
  const chosen = environment['CHROMIUM'];
  if (chosen) return isExecutable(chosen) ? chosen : null;
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...BINARIES, ...onPath].find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
