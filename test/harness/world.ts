/** The facts about this computer that determine the choice of a runtime. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { adviceFor } from './advice.ts';
import { say } from './cannot-run.ts';
import { downloadElectron, downloadFailedBefore } from './electron-download.ts';
import { recipe } from './launch.ts';
import { ELECTRON_PACKAGE, ROOT, STAND_IN } from './paths.ts';
import { PROBE_APP, type ProbeOutcome, probe } from './probe.ts';
import { conditionsOf, hasStarted, rememberStart } from './probe-memory.ts';
import { findChromium, isExecutable } from './programs.ts';
import type { RealElectron, World } from './runtime.ts';
import { aptInstall, findInstaller } from './system-packages.ts';

/** The display for the run's windows. */
export interface RunDisplay {
  readonly exists: boolean;
  /** The variables that lead a program there, if they differ from this process's environment. */
  readonly environment: NodeJS.ProcessEnv;
}

/** This computer. */
export function thisComputer(display: RunDisplay): World {
  const installer = findInstaller();
  const dist = join(ELECTRON_PACKAGE, 'dist');
  return {
    override: process.env['ELECTRON_OVERRIDE_DIST_PATH'] || undefined,
    standIn: STAND_IN,
    dist,
    electronVersion: electronVersion(),
    platform: process.platform,
    display: display.exists,
    holdsElectron: (folder) => isExecutable(electronIn(folder)),
    isInstalled: () => isExecutable(electronIn(dist)) && isWhole(dist),
    isSameFolder: (a, b) => existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b),
    downloadFailedBefore: () => downloadFailedBefore(electronVersion()),
    downloadElectron: () => downloadElectron(electronVersion()),
    probe: (electron, window) => probeOnce(electron, window, display),
    installLibraries: async (missing) =>
      installer?.allowed === true && aptInstall(installer.electronLibraries(missing), 'what Electron needs'),
    advice: (outcome, { folder }) =>
      adviceFor(outcome, {
        electronVersion: electronVersion(),
        sandboxHelper: existing(join(folder, 'chrome-sandbox')),
        sandboxSetting: NAMESPACE_SETTINGS.find(isSet)?.remedy ?? null,
        installCommand: (missing) => {
          const packages = installer?.electronLibraries(missing) ?? [];
          return installer && packages.length > 0 ? installer.command(packages) : null;
        },
      }),
    findChromium,
    chromiumPackage: () => installer && { command: installer.command(installer.chromium), allowed: installer.allowed },
    installChromium: async () => installer !== null && aptInstall(installer.chromium),
    displayCommand: () => installer?.command(['xvfb']) ?? null,
    say,
  };
}

/**
 * Probes a runtime, unless it has started before. Failures are not remembered, because their cause may be gone the next time.
 */
async function probeOnce(electron: RealElectron, window: boolean, display: RunDisplay): Promise<ProbeOutcome> {
  const plain = recipe(electron, {
    flags: window ? ['--window'] : [],
    recorder: null,
    display: window && display.exists,
    app: PROBE_APP,
  });
  const run = { ...plain, environment: { ...plain.environment, ...(window && display.environment) } };
  const conditions = conditionsOf(run);
  if (conditions !== null && hasStarted(conditions)) return { kind: 'starts' };
  const outcome = await probe(run);
  if (outcome.kind === 'starts' && conditions !== null) rememberStart(conditions);
  return outcome;
}

/** The ways in which Linux systems forbid unprivileged user namespaces: Ubuntu's AppArmor, Debian's patch, the kernel's own. */
const NAMESPACE_SETTINGS = [
  {
    name: 'kernel/apparmor_restrict_unprivileged_userns',
    forbids: '1',
    remedy: 'kernel.apparmor_restrict_unprivileged_userns=0',
  },
  { name: 'kernel/unprivileged_userns_clone', forbids: '0', remedy: 'kernel.unprivileged_userns_clone=1' },
  { name: 'user/max_user_namespaces', forbids: '0', remedy: 'user.max_user_namespaces=10000' },
] as const;

function isSet({ name, forbids }: (typeof NAMESPACE_SETTINGS)[number]): boolean {
  try {
    return readFileSync(join('/proc/sys', name), 'utf8').trim() === forbids;
  } catch {
    return false;
  }
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}

/** Whether unpacking was completed. The installer writes path.txt last. */
function isWhole(dist: string): boolean {
  try {
    const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    return version === electronVersion() && existsSync(join(ELECTRON_PACKAGE, 'path.txt'));
  } catch {
    return false;
  }
}

/** The executable in Electron's folder. */
export function electronIn(folder: string): string {
  switch (process.platform) {
    case 'darwin':
      return join(folder, 'Electron.app/Contents/MacOS/Electron');
    case 'win32':
      return join(folder, 'electron.exe');
    default:
      return join(folder, 'electron');
  }
}

/** The version in package.json. */
export function electronVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(join(ELECTRON_PACKAGE, 'package.json'), 'utf8'),
  );
  return manifest.version;
}

/** The versions that are shown to users. */
export function versions() {
  const { version }: { readonly version: string } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return { app: version, electron: electronVersion(), node: process.versions.node };
}
