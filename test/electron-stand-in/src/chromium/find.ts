/** Finds the Chromium that draws the windows. */
import { findProgram, isExecutable } from '../desktop/programs.ts';

/** The paths of the binary itself in distributions, because the wrapper on the PATH adds its own flags. */
const BINARIES = ['/usr/lib/chromium/chromium', '/usr/bin/chromium'];
const NAMES = ['chromium', 'google-chrome', 'chromium-browser'];

/** The path of a Chromium: the variable `CHROMIUM`, or one that is installed; null if there is none. */
export function findChromium(environment: NodeJS.ProcessEnv): string | null {
  const chosen = environment['CHROMIUM'];
  if (chosen) return isExecutable(chosen) ? chosen : null;
  return BINARIES.find(isExecutable) ?? findProgram(NAMES, environment);
}
