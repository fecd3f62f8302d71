/** Checks that only this user can change the profile, because anyone else could replace the sign-in in it. */
import { chmodSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './error-name.ts';

/** An unsafe path, and why. */
export interface UnsafePath {
  readonly path: string;
  readonly why: 'owned-by-other' | 'writable-by-others';
}

interface Entry {
  readonly path: string;
  readonly about: Stats;
  /** The permission bits that others must not have. */
  readonly forbidden: number;
}

const WRITE = 0o022;
const EVERYTHING = 0o077;
/** Set on shared folders such as /tmp, whose mode must not be changed. */
const STICKY = 0o1000;

/**
 * Checks a profile and everything in its vault, and removes others' permissions from this user's files. Returns the first path
 * that stays unsafe; null if there is none. Does nothing on Windows, where `user` is undefined. Throws the system's error.
 */
export function unsafeIn(profile: string, user = process.getuid?.()): UnsafePath | null {
  if (user === undefined) return null;
  // If the profile or vault is a link, it will be followed, so check its target.
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
  // If it can't be listed, reading the vault will report that.
  if (!about.isDirectory() || (about.mode & 0o500) !== 0o500) return [folder];
  return [folder, ...inside(vault)];
}

/** All entries in a folder, at any depth. Another process may be writing there, so entries may disappear. */
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

/** Removes others' permissions. False: others can still write there. */
function tightened({ path, about, forbidden }: Entry): boolean {
  const { mode } = about;
  // A link has no permissions of its own, and the vault doesn't follow links in it.
  if (about.isSymbolicLink() || (mode & forbidden) === 0) return true;
  if ((mode & STICKY) !== 0) return (mode & WRITE) === 0;
  try {
    chmodSync(path, mode & 0o777 & ~forbidden);
  } catch {
    // File systems without modes refuse this or do nothing.
  }
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & WRITE) === 0;
}
