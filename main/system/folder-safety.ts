/** Whether a profile is one that only this user can change: anyone else who writes to it could swap the sign-in in it. */
import { chmodSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './error-name.ts';

/** What is unsafe, and why. */
export interface UnsafePath {
  readonly path: string;
  readonly why: 'owned-by-other' | 'writable-by-others';
}

interface Entry {
  readonly path: string;
  readonly about: Stats;
  /** What others may not do there. */
  readonly forbidden: number;
}

const WRITE = 0o022;
const EVERYTHING = 0o077;
/** A folder that is meant to be shared, such as /tmp: its mode is not ours to change. */
const STICKY = 0o1000;

/**
 * Looks at a profile and at everything in its vault, and takes others' rights away from what belongs to this user. The
 * first path that stays unsafe; null if none does. Windows has no such owners and modes: `user` is undefined there.
 * Throws the system's error.
 */
export function unsafeIn(profile: string, user = process.getuid?.()): UnsafePath | null {
  if (user === undefined) return null;
  // A link in the place of the profile or its vault is followed later, so what it leads to is what counts.
  for (const entry of [{ path: profile, about: statSync(profile), forbidden: WRITE }, ...vaultIn(profile)]) {
    if (entry.about.uid !== user) return { path: entry.path, why: 'owned-by-other' };
    if (!tightened(entry)) return { path: entry.path, why: 'writable-by-others' };
  }
  return null;
}

function vaultIn(profile: string): readonly Entry[] {
  const vault = join(profile, 'vault');
  const about = statSync(vault, { throwIfNoEntry: false });
  if (!about) return [];
  const folder = { path: vault, about, forbidden: EVERYTHING };
  // If it cannot be listed, reading the vault reports that.
  if (!about.isDirectory() || (about.mode & 0o500) !== 0o500) return [folder];
  return [folder, ...inside(vault)];
}

/** What lies in a folder, at any depth. The process that has the profile writes there meanwhile: what has gone is no danger. */
function inside(folder: string): readonly Entry[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const about = lstatSync(path, { throwIfNoEntry: false });
    if (!about) return [];
    return [{ path, about, forbidden: EVERYTHING }, ...(about.isDirectory() ? inside(path) : [])];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** False: others may still write there. */
function tightened({ path, about, forbidden }: Entry): boolean {
  const { mode } = about;
  // A link has no rights of its own, and the vault follows none inside it.
  if (about.isSymbolicLink() || (mode & forbidden) === 0) return true;
  if ((mode & STICKY) !== 0) return (mode & WRITE) === 0;
  try {
    chmodSync(path, mode & 0o777 & ~forbidden);
  } catch {
    // A disk without modes of its own refuses this, or does nothing.
  }
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & WRITE) === 0;
}
