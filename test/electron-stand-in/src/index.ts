/** Where the stand-in is, for scripts and tests that start it. */
import { join } from 'node:path';

/** The folder that `ELECTRON_OVERRIDE_DIST_PATH` takes: it holds an executable named `electron`. */
export const distPath: string = join(import.meta.dirname, '..');

/** That executable. */
export const executablePath: string = join(distPath, 'electron');
