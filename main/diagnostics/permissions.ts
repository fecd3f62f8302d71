/** Checks who can read or change the profile's files. Not on Windows, whose access control lists Node can't read. */
import { constants, type Stats } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fact, Finding } from '../../preload/api.ts';
import { statIfExists } from '../files/durable.ts';
import { finding, underHome } from './finding.ts';
import type { DiagnosticsParts } from './types.ts';

interface Entry {
  readonly path: string;
  /** Whether it belongs to a vault. */
  readonly isVault: boolean;
  readonly about: Stats;
}

/** Checks the profile's folder and the app's files in it. Reports the first problem. */
export async function diagnosePermissions(
  parts: Pick<DiagnosticsParts, 'profile' | 'profileIsUsual' | 'home' | 'user'>,
): Promise<Finding> {
  const { profile, profileIsUsual, home, user } = parts;
  const place: Fact = ['place', profileIsUsual ? 'usual' : 'another'];
  const folder = await statIfExists(profile);
  if (!folder) return finding('permissions', 'absent', place);
  if (!(await mayWrite(profile))) return finding('permissions', 'not-writable', place);
  if (user === null) return finding('permissions', 'unknown', place);

  const entries = [{ path: profile, isVault: false, about: folder }, ...(await entriesIn(profile))];
  const foreign = entries.find(({ about }) => about.uid !== user);
  if (foreign) return finding('permissions', 'other-owner', ...factsOf(foreign), place);
  const openVault = entries.find(({ isVault, about }) => isVault && isOpen(about));
  if (openVault) return finding('permissions', 'vault-open', ...factsOf(openVault), place);
  // Other users can't access files in a closed folder.
  if (isOpen(folder)) return finding('permissions', 'open', ['mode', modeOf(folder)], place);
  return finding('permissions', 'private', ['mode', modeOf(folder)], place);

  function factsOf({ path, about }: Entry): readonly Fact[] {
    // The path of a profile elsewhere may contain a user's name, so report only the part inside it.
    const reported = profileIsUsual ? underHome(path, home) : `profile${path.slice(profile.length)}`;
    const owner = about.uid === user ? 'this user' : about.uid === 0 ? 'root' : 'another user';
    return [
      ['file', reported],
      ['owner', owner],
      ['mode', modeOf(about)],
    ];
  }
}

/** The app's files in the profile. Chromium's contain nothing about sign-ins. */
async function entriesIn(profile: string): Promise<readonly Entry[]> {
  const vault = join(profile, 'vault');
  const inVault = await readdir(vault, { recursive: true }).catch(() => []);
  const paths = [vault, ...inVault.map((name) => join(vault, name))];
  const others = ['settings.json', 'logs', join('logs', 'main.log')].map((name) => join(profile, name));
  const looked = [...paths, ...others].map(async (path) => {
    const about = await statIfExists(path).catch(() => null);
    return about ? [{ path, isVault: paths.includes(path), about }] : [];
  });
  return (await Promise.all(looked)).flat();
}

async function mayWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

function isOpen({ mode }: Stats): boolean {
  return (mode & 0o077) !== 0;
}

function modeOf({ mode }: Stats): string {
  return `0${(mode & 0o777).toString(8)}`;
}
