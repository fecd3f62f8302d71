/** How the built app is started on a runtime: the same recipe for users, scripts and tests. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import type { RecorderOptions } from './recorder/options.ts';
import type { Runtime } from './runtime.ts';
import { electronIn } from './world.ts';

export interface Recipe {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
}

export interface LaunchOptions {
  /** The app's own flags. */
  readonly flags: readonly string[];
  /** The recorder between the app and the desktop; null if there is none. */
  readonly recorder: RecorderOptions | null;
  /** Whether there is a display that windows, or Electron without any, could use. */
  readonly display: boolean;
  /** The app's folder; by default the development tree. */
  readonly app?: string | undefined;
  /** The executable of a packed app, to be started instead of the bundles; it loads no recorder. */
  readonly packed?: string | undefined;
}

/** The recorder's entry: on both runtimes, a module that is loaded before the app. */
const RECORDER = join(import.meta.dirname, 'recorder/index.cts');

export function recipe(runtime: Runtime, { flags, recorder, display, app = '.', packed }: LaunchOptions): Recipe {
  const electron = runtime.kind === 'electron';
  // What this process keeps compiled is not the app's. A terminal in an editor made with Electron may pass on the other variable,
  // with which Electron would be a mere Node.
  const { NODE_COMPILE_CACHE: _, ELECTRON_RUN_AS_NODE: __, ...environment }: NodeJS.ProcessEnv = process.env;
  if (electron && !runtime.overridden) delete environment['ELECTRON_OVERRIDE_DIST_PATH'];
  else environment['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.folder;
  if (!electron && runtime.chromium) environment['CHROMIUM'] = runtime.chromium;
  if (recorder) environment['COMPANION_RECORDER'] = JSON.stringify(recorder);
  if (!display) {
    delete environment['DISPLAY'];
    delete environment['WAYLAND_DISPLAY'];
  }
  const linux = process.platform === 'linux';
  return {
    command: packed ?? electronIn(runtime.folder),
    args: [
      // Electron refuses to start as root with its sandbox, and so does its stand-in. A user's sandbox is never switched off.
      ...(packed === undefined && linux && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      // Electron without a display ends before the app's first line, unless a switch declares that none is needed.
      ...(electron && linux && !display ? ['--ozone-platform=headless'] : []),
      ...(recorder ? ['-r', RECORDER] : []),
      ...(packed === undefined ? [app] : []),
      ...flags,
    ],
    environment,
    // A packed app is started from a menu, so its working folder can be any.
    folder: packed === undefined ? ROOT : tmpdir(),
  };
}
