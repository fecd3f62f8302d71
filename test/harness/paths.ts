/** The paths in the development tree. */
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** Contains everything that running the app from here leaves behind. Not in git. */
export const DATA = join(ROOT, '.data');
export const PROFILE = join(DATA, 'profile');

/** A folder for ELECTRON_OVERRIDE_DIST_PATH, which contains an executable named `electron`. */
export const STAND_IN = join(ROOT, 'test/electron-stand-in');
export const ELECTRON_PACKAGE = join(ROOT, 'node_modules/electron');
/** The build that tests run and packages contain. */
export const OUT = join(ROOT, 'out');
export const MAIN_BUNDLE = join(OUT, 'main/index.js');
