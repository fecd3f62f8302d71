/** How this system installs programs that do not come through npm: done by itself only as root on Debian and Ubuntu. */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { say } from './cannot-run.ts';
import { findProgram } from './programs.ts';

export interface Installer {
  /** The one command that a person would type. */
  command(packages: readonly string[]): string;
  /** What Chromium is called here. */
  readonly chromium: string;
  /** Whether it may be run here and now. */
  readonly allowed: boolean;
}

/** This system's installer; null where none is known. */
export function findInstaller(): Installer | null {
  const family = families(readOsRelease()).find((name) => Object.hasOwn(COMMANDS, name));
  if (!family) return null;
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? '' : 'sudo ';
  const isApt = family === 'debian' || family === 'ubuntu';
  return {
    command: (packages) => `${sudo}${COMMANDS[family]} ${packages.join(' ')}`,
    // Ubuntu's `chromium-browser` fetches the snap; Debian's package is `chromium`.
    chromium: family === 'ubuntu' ? 'chromium-browser' : 'chromium',
    allowed: isApt && isRoot && findProgram('apt-get') !== null,
  };
}

/** Installs with apt-get, its progress on stderr. False if that failed. */
export function aptInstall(packages: readonly string[]): boolean {
  say(`Installing ${packages.join(' and ')} with apt-get, as root; this can take some minutes.`);
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const install = ['install', '--yes', '--quiet', '--no-install-recommends', ...packages];
  // The lists may be missing or old: they are read anew before, and a failure there shows in the install.
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

/** The system's name and those that it is like, nearest first (os-release(5)). */
function families(osRelease: string): readonly string[] {
  const value = (key: string) => new RegExp(`^${key}=["']?(.*?)["']?$`, 'm').exec(osRelease)?.[1] ?? '';
  return [value('ID'), ...value('ID_LIKE').split(' ')].filter(Boolean);
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
