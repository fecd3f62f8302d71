/** This computer, as the choice of a runtime asks about it. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './cannot-run.ts';
import { downloadElectron, downloadFailedBefore } from './electron-download.ts';
import { ELECTRON_PACKAGE, STAND_IN } from './paths.ts';
import { findChromium, isExecutable } from './programs.ts';
import type { World } from './runtime.ts';
import { aptInstall, findInstaller } from './system-packages.ts';

/** The real world. `alsoInstall`: packages that come along when Chromium has to be installed anyway. */
export function thisComputer(alsoInstall: readonly string[] = []): World {
  const installer = findInstaller();
  const packages = installer ? [installer.chromium, ...alsoInstall] : [];
  return {
    override: process.env['ELECTRON_OVERRIDE_DIST_PATH'] || undefined,
    standIn: STAND_IN,
    dist: join(ELECTRON_PACKAGE, 'dist'),
    electronVersion: electronVersion(),
    platform: process.platform,
    holdsElectron: (folder) => isExecutable(electronIn(folder)),
    isSameFolder: (a, b) => existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b),
    downloadFailedBefore: () => downloadFailedBefore(electronVersion()),
    downloadElectron: () => downloadElectron(electronVersion()),
    findChromium,
    chromiumPackage: () =>
      installer && { command: installer.command([installer.chromium]), allowed: installer.allowed },
    installChromium: async () => aptInstall(packages),
    say,
  };
}

/** The executable in a folder that holds Electron. */
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

/** The version that package.json asks for. */
export function electronVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(join(ELECTRON_PACKAGE, 'package.json'), 'utf8'),
  );
  return manifest.version;
}

/** The versions that a person is told. */
export function versions() {
  return { electron: electronVersion(), node: process.versions.node };
}
