/** Which Electron the app runs on: the real one where it can be had, else a stand-in that says that it is one. */
import { CannotRun } from './cannot-run.ts';
import type { Force, ServerPlace } from './command-line.ts';

export type Runtime =
  /** `folder` holds the executable. `overridden`: it came from ELECTRON_OVERRIDE_DIST_PATH. */
  | { readonly kind: 'electron'; readonly folder: string; readonly overridden: boolean }
  /** `chromium` null: no window will be asked for. */
  | { readonly kind: 'stand-in'; readonly folder: string; readonly chromium: string | null };

/** What the run is to do. */
export interface Wish {
  readonly force: Force;
  /** A run without a window needs no Chromium: none is looked for, none installed. */
  readonly window: boolean;
  readonly server: ServerPlace;
}

/** What the choice needs to know of this computer; injected so that a table can test it. */
export interface World {
  /** ELECTRON_OVERRIDE_DIST_PATH */
  readonly override: string | undefined;
  /** The folder of the stand-in. */
  readonly standIn: string;
  /** Where the `electron` package puts its binary. */
  readonly dist: string;
  readonly electronVersion: string;
  /** The stand-in needs Linux. */
  readonly platform: NodeJS.Platform;
  holdsElectron(folder: string): boolean;
  isSameFolder(a: string, b: string): boolean;
  /** Whether a download of this version failed before. */
  downloadFailedBefore(): boolean;
  /** Downloads the binary into `dist`, and remembers it if that fails. */
  downloadElectron(): Promise<boolean>;
  findChromium(): string | null;
  /** How this system installs Chromium; null where nobody knows. `allowed`: it may be done here and now. */
  chromiumPackage(): { readonly command: string; readonly allowed: boolean } | null;
  installChromium(): Promise<boolean>;
  say(line: string): void;
}

/** Chooses, in this order: the override, the installed binary, one attempt to install it, the stand-in. Throws CannotRun. */
export async function chooseRuntime(wish: Wish, world: World): Promise<Runtime> {
  return (await findElectron(wish, world)) ?? (await findStandIn(wish, world));
}

/** The electron package's own installer. */
const INSTALL_ELECTRON = 'npx install-electron';

async function findElectron(wish: Wish, world: World): Promise<Runtime | null> {
  const { override, dist, electronVersion } = world;
  if (wish.force === 'stand-in') return null;
  if (override && !world.isSameFolder(override, world.standIn)) {
    if (world.holdsElectron(override)) return { kind: 'electron', folder: override, overridden: true };
    throw new CannotRun(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, which holds no Electron.`);
  }
  // The override names the stand-in: that is a choice, but a weaker one than a flag's.
  if (override && wish.force === null) return null;

  const installed = { kind: 'electron', folder: dist, overridden: false } as const;
  if (world.holdsElectron(dist)) return installed;
  const worthTrying = wish.force === 'real-electron' || !world.downloadFailedBefore();
  if (worthTrying && (await world.downloadElectron())) return installed;
  if (wish.force === 'real-electron')
    throw new CannotRun(`Electron ${electronVersion} could not be downloaded. Try again with:  ${INSTALL_ELECTRON}`);
  return null;
}

async function findStandIn(wish: Wish, world: World): Promise<Runtime> {
  const { standIn, platform, electronVersion } = world;
  if (platform !== 'linux')
    throw new CannotRun(
      `Electron ${electronVersion} is not here, and its stand-in runs on Linux only. Install it with:  ${INSTALL_ELECTRON}`,
    );
  if (wish.server === 'elsewhere' && wish.force !== 'stand-in') {
    throw new CannotRun(
      `Electron ${electronVersion} is not here, and its stand-in has no keyring to protect an account on a real server. ` +
        `Install Electron with:  ${INSTALL_ELECTRON}  (or accept the stand-in with --stand-in).`,
    );
  }
  if (!wish.window) return { kind: 'stand-in', folder: standIn, chromium: null };
  const chromium = world.findChromium() ?? (await installChromium(world));
  return { kind: 'stand-in', folder: standIn, chromium };
}

async function installChromium(world: World): Promise<string> {
  const way = world.chromiumPackage();
  const missing = `Electron ${world.electronVersion} is not here, and its stand-in needs Chromium for a window.`;
  if (way?.allowed && (await world.installChromium())) {
    const chromium = world.findChromium();
    if (chromium) return chromium;
  }
  throw new CannotRun(
    `${missing} Install it with:  ${way?.command ?? INSTALL_ELECTRON}  (--terminal needs no window.)`,
  );
}

/** The runtime in one line, for the terminal and the test report. */
export function describeRuntime(runtime: Runtime, versions: { electron: string; node: string }): string {
  if (runtime.kind === 'electron')
    return `Electron ${runtime.overridden ? `from ${runtime.folder}` : versions.electron}`;
  const windows = runtime.chromium ? `windows by ${runtime.chromium}` : 'no windows';
  return `a stand-in for Electron ${versions.electron}, NOT Electron itself (Node ${versions.node}, ${windows})`;
}
