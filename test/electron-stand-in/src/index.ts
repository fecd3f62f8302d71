/** The paths of the stand-in, for scripts and tests that start it. */
import { join } from 'node:path';

/** The folder for `ELECTRON_OVERRIDE_DIST_PATH`, which contains an executable named `electron`. */
export const distPath: string = join(import.meta.dirname, '..');

/** The executable in it. */
export const executablePath: string = join(distPath, 'electron');
