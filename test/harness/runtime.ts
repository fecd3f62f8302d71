/** Which Electron the app runs on: the real one if it starts on this computer, else a stand-in that prints that it is one. */
import { type Advice, INSTALL_ELECTRON } from './advice.ts';
import { CannotRun } from './cannot-run.ts';
import type { Force, ServerPlace } from './command-line.ts';
import type { ProbeOutcome } from './probe.ts';

export type Runtime =
  /** `folder` holds the executable. `overridden`: it came from ELECTRON_OVERRIDE_DIST_PATH. */
  | { readonly kind: 'electron'; readonly folder: string; readonly overridden: boolean }
  /** `chromium` is null if no window will be needed. */
  | { readonly kind: 'stand-in'; readonly folder: string; readonly chromium: string | null };

export type RealElectron = Extract<Runtime, { kind: 'electron' }>;

/** The runtime that the run requests. */
export interface Wish {
  readonly force: Force;
  /** A run without a window needs no Chromium: the harness neither looks for one nor installs it. */
  readonly window: boolean;
  readonly server: ServerPlace;
}

/** The facts about this computer that the choice depends on; injected so that a table can test it. */
export interface World {
  /** ELECTRON_OVERRIDE_DIST_PATH */
  readonly override: string | undefined;
  /** The folder of the stand-in. */
  readonly standIn: string;
  /** The folder of the `electron` package's binary. */
  readonly dist: string;
  readonly electronVersion: string;
  /** Whether this is Linux, which the stand-in needs. */
  readonly platform: NodeJS.Platform;
  /** Whether there is a display for windows. The stand-in can run without one. */
  readonly display: boolean;
  holdsElectron(folder: string): boolean;
  /** Whether the package's binary exists, is complete and has this version. */
  isInstalled(): boolean;
  isSameFolder(a: string, b: string): boolean;
  /** Whether a download of this version failed before. */
  downloadFailedBefore(): boolean;
  /** Downloads the binary into `dist`, and remembers it if that fails. */
  downloadElectron(): Promise<boolean>;
  /** Starts it briefly, like the run would, unless that is known to work. */
  probe(electron: RealElectron, window: boolean): Promise<ProbeOutcome>;
  /** Installs the libraries if that is allowed here. False if it isn't or failed. */
  installLibraries(missing: readonly string[]): Promise<boolean>;
  advice(outcome: Exclude<ProbeOutcome, { kind: 'starts' }>, electron: RealElectron): Advice;
  findChromium(): string | null;
  /** How this system installs Chromium; null if unknown. `allowed`: whether it may be installed now. */
  chromiumPackage(): { readonly command: string; readonly allowed: boolean } | null;
  installChromium(): Promise<boolean>;
  /** How a display for tests is installed. */
  displayCommand(): string | null;
  say(line: string): void;
}

/**
 * Chooses, in this order: the override, the installed binary, one attempt to install it, the stand-in. Electron is
 * chosen only after it has started once. A choice that the user made by name is never replaced. Throws CannotRun.
 */
export async function chooseRuntime(wish: Wish, world: World): Promise<Runtime> {
  const found = await findElectron(wish, world);
  if ('kind' in found) return found;
  return findStandIn(wish, world, found);
}

async function findElectron(wish: Wish, world: World): Promise<RealElectron | Advice> {
  const { override, dist, electronVersion } = world;
  const absent = {
    why: `Electron ${electronVersion} is not installed.`,
    remedy: `Install it with:  ${INSTALL_ELECTRON}`,
  };
  const notWanted = { why: 'The stand-in for Electron was selected.', remedy: null };
  if (wish.force === 'stand-in') return notWanted;
  if (override && !world.isSameFolder(override, world.standIn)) {
    if (!world.holdsElectron(override))
      throw new CannotRun(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, which does not contain Electron.`);
    return orStop(await startable({ kind: 'electron', folder: override, overridden: true }, wish, world));
  }
  // The override selects the stand-in, but a flag takes precedence.
  if (override && wish.force === null) return notWanted;

  const isForced = wish.force === 'real-electron';
  const isHere =
    world.isInstalled() || ((isForced || !world.downloadFailedBefore()) && (await world.downloadElectron()));
  if (isHere) {
    const found = await startable({ kind: 'electron', folder: dist, overridden: false }, wish, world);
    if (isForced) return orStop(found);
    if ('why' in found && world.platform === 'linux') printFallback(found, world);
    return found;
  }
  if (isForced)
    throw new CannotRun(`Electron ${electronVersion} could not be downloaded. Try again with:  ${INSTALL_ELECTRON}`);
  return absent;
}

/** Electron, if it starts, possibly after installing its libraries; otherwise why it doesn't. */
async function startable(electron: RealElectron, wish: Wish, world: World): Promise<RealElectron | Advice> {
  if (wish.window && !world.display) {
    const command = world.displayCommand();
    return {
      why: `Electron ${world.electronVersion} needs a display for its windows, and there is none.`,
      remedy: command && `Install one with:  ${command}`,
    };
  }
  let outcome = await world.probe(electron, wish.window);
  if (outcome.kind === 'missing-libraries' && (await world.installLibraries(outcome.libraries)))
    outcome = await world.probe(electron, wish.window);
  return outcome.kind === 'starts' ? electron : world.advice(outcome, electron);
}

/** Used for a runtime that was requested by name. */
function orStop(found: RealElectron | Advice): RealElectron {
  if ('kind' in found) return found;
  throw new CannotRun(inLines(found.why, found.remedy));
}

function printFallback({ why, remedy }: Advice, world: World): void {
  world.say(inLines(`${why} Using the stand-in for Electron instead.`, remedy));
}

async function findStandIn(wish: Wish, world: World, { why, remedy }: Advice): Promise<Runtime> {
  const { standIn, platform } = world;
  if (platform !== 'linux') throw new CannotRun(inLines(`${why} The stand-in runs on Linux only.`, remedy));
  if (wish.server === 'elsewhere' && wish.force !== 'stand-in')
    throw new CannotRun(
      inLines(
        `${why} The stand-in has no keyring to protect an account on a real server: it needs --stand-in for that.`,
        remedy,
      ),
    );
  if (!wish.window) return { kind: 'stand-in', folder: standIn, chromium: null };
  const chromium = world.findChromium() ?? (await installChromium(world, why));
  return { kind: 'stand-in', folder: standIn, chromium };
}

async function installChromium(world: World, why: string): Promise<string> {
  const way = world.chromiumPackage();
  if (way?.allowed && (await world.installChromium())) {
    const chromium = world.findChromium();
    if (chromium) return chromium;
  }
  throw new CannotRun(
    `${why} The stand-in needs Chromium for a window. Install that with:  ${way?.command ?? INSTALL_ELECTRON}  (--terminal needs no window.)`,
  );
}

function inLines(...lines: readonly (string | null)[]): string {
  return lines.filter((line) => line !== null).join('\n');
}

/** The runtime in one line, for the terminal and the test report. */
export function describeRuntime(runtime: Runtime, versions: { electron: string; node: string }): string {
  if (runtime.kind === 'electron')
    return `Electron ${runtime.overridden ? `from ${runtime.folder}` : versions.electron}`;
  const windows = runtime.chromium ? `windows by ${runtime.chromium}` : 'no windows';
  return `a stand-in for Electron ${versions.electron}, NOT Electron itself (Node ${versions.node}, ${windows})`;
}
