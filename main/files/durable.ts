/** Writes that survive a power cut: a file is either the old one or the new one, whole. */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rename as renameOnce, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../system/error-name.ts';
import { StorageError } from './storage-error.ts';

/**
 * Puts `data` at `file`, readable by this user only, and returns when it would survive a power cut.
 * Makes the folder if need be. On failure the old file is as it was; rejects with the system's error.
 */
export async function writeDurably(file: string, data: string | Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  await makeFolder(dirname(file));
  try {
    const handle = await openNew(temporary);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Opens a new file for writing. A link in its place is removed, not followed. */
export async function openNew(file: string): Promise<FileHandle> {
  await rm(file, { force: true });
  return open(file, 'wx', 0o600);
}

/** Deletes a file, if it is there, so that it stays deleted after a power cut. */
export async function removeDurably(file: string): Promise<void> {
  if (!(await isThere(file))) return;
  await rm(file, { recursive: true, force: true });
  await syncFolder(dirname(file));
}

/**
 * Makes a folder, and those above it, that only this user may enter.
 * Node's own recursive mkdir calls a read-only disk a missing file.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await mkdir(folder, { mode: 0o700 });
  }
  await syncFolder(dirname(folder));
}

/** Makes a rename or a deletion in `folder` durable. Windows has no such call, and some network drives refuse it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

/** Makes what another library wrote durable. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces `to` by `from` in one step. On Windows a virus scanner may hold a new file for a moment. */
export async function rename(from: string, to: string): Promise<void> {
  for (let waitMs = 10; ; waitMs *= 2) {
    try {
      return await renameOnce(from, to);
    } catch (error) {
      const passing = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!passing || waitMs > 1000) throw error;
      await sleep(waitMs);
    }
  }
}

/** Renames `path` to a free name beside it, `path.WHY-1` or later: nothing is deleted or overwritten. */
export async function moveAside(path: string, why: 'damaged' | 'aside'): Promise<void> {
  for (let n = 1; ; n += 1) {
    const free = `${path}.${why}-${n}`;
    if (await isThere(free)) continue;
    await rename(path, free);
    return syncFolder(dirname(path));
  }
}

/** What is at `path` itself, no link followed; null if nothing is. Rejects if that is unknown. */
export async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether there is anything at `path`. Rejects if that is unknown. */
export async function isThere(path: string): Promise<boolean> {
  return (await statIfThere(path)) !== null;
}

/** Far more than any file of this app holds. */
const LARGEST_BYTES = 1 << 20;

/**
 * A file's bytes; null if there is no such file. Rejects with the system's error if that is unknown, and with StorageError
 * for anything that this app cannot have written: a link leads elsewhere, a pipe blocks its reader, a device or a huge
 * file never ends.
 */
export async function readIfThere(file: string): Promise<Buffer | null> {
  let handle: FileHandle;
  try {
    // Windows has neither of the two.
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const about = await handle.stat();
    if (!about.isFile() || about.size > LARGEST_BYTES) throw new StorageError('damaged');
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
