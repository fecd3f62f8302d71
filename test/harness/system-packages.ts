/**
 * How this system installs programs that don't come from npm. They are installed automatically only as root on Debian and
 * Ubuntu.
 */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { say } from './cannot-run.ts';
import { electronLibraries, type System } from './electron-libraries.ts';
import { findProgram } from './programs.ts';

export interface Installer {
  /** The command that a user would type. */
  command(packages: readonly string[]): string;
  /** Chromium's packages on this system, including its sandbox helper. */
  readonly chromium: readonly string[];
  /** Electron's required packages on this system; empty if unknown. */
  electronLibraries(missing: readonly string[]): readonly string[];
  /** Whether it may be run now. */
  readonly allowed: boolean;
}

/** This system's installer; null if none is known. */
export function findInstaller(): Installer | null {
  const system = readSystem(readOsRelease());
  const family = system.families.find((name) => Object.hasOwn(COMMANDS, name));
  if (!family) return null;
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? '' : 'sudo ';
  const isApt = family === 'debian' || family === 'ubuntu';
  return {
    command: (packages) => `${sudo}${COMMANDS[family]} ${packages.join(' ')}`,
    chromium: chromiumPackages(family),
    electronLibraries: (missing) => electronLibraries(system, missing),
    allowed: isApt && isRoot && findProgram('apt-get') !== null,
  };
}

/**
 * Ubuntu's `chromium-browser` fetches the snap. Debian's `chromium` only recommends its sandbox helper, without which it
 * starts for no user in a container that forbids user namespaces.
 */
export function chromiumPackages(family: string): readonly string[] {
  if (family === 'ubuntu') return ['chromium-browser'];
  return family === 'debian' ? ['chromium', 'chromium-sandbox'] : ['chromium'];
}

/**
 * Installs with apt-get, and shows its progress on stderr. `what` describes the packages if there are many. False if that
 * failed.
 */
export function aptInstall(packages: readonly string[], what = packages.join(' and ')): boolean {
  say(`Installing ${what} with apt-get, as root; this can take some minutes.`);
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const install = ['install', '--yes', '--quiet', '--no-install-recommends', ...packages];
  // The package lists may be missing or old, so update them first. If that fails, the installation fails as well.
  spawnSync('apt-get', ['update', '--quiet'], options);
  return spawnSync('apt-get', install, options).status === 0;
}

const COMMANDS: Readonly<Record<string, string>> = {
  debian: 'apt-get install --no-install-recommends',
  ubuntu: 'apt-get install --no-install-recommends',
  fedora: 'dnf install',
  arch: 'pacman -S',
  suse: 'zypper install',
  alpine: 'apk add',
};

/** Reads os-release(5). A derivative names the release that it is made from with UBUNTU_CODENAME or DEBIAN_CODENAME. */
export function readSystem(osRelease: string): System {
  const value = (key: string) => new RegExp(`^${key}=["']?(.*?)["']?$`, 'm').exec(osRelease)?.[1] ?? '';
  return {
    families: [value('ID'), ...value('ID_LIKE').split(' ')].filter(Boolean),
    codename: value('UBUNTU_CODENAME') || value('DEBIAN_CODENAME') || value('VERSION_CODENAME'),
  };
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
