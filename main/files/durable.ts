/** Writes that survive a power cut: afterwards, a file is either the old or the new version, and intact. */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, rename as renameOnce, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../system/error-name.ts';
import { StorageError } from './storage-error.ts';

/**
 * Writes `data` to `file`, readable only by this user, and resolves when it would survive a power cut. Creates the folder if
 * necessary. Rejects with the system's error, and the old file is then unchanged.
 */
export async function writeDurably(file: string, data: string | Uint8Array): Promise<void> {
  const temporary = `${file}.tmp`;
  await makeFolderDurably(dirname(file));
  try {
    await writeAndClose(await openNew(temporary), data);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Creates a file for writing. Removes a link in its place instead of following it. */
export async function openNew(file: string): Promise<FileHandle> {
  await rm(file, { force: true });
  return open(file, 'wx', 0o600);
}

/** Writes to a new file, and resolves when its content would survive a power cut. */
export async function writeAndClose(handle: FileHandle, data: string | Uint8Array): Promise<void> {
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Deletes a file, if it exists, so that it stays deleted after a power cut. */
export async function removeDurably(file: string): Promise<void> {
  if (!(await exists(file))) return;
  await rm(file, { recursive: true, force: true });
  await syncFolder(dirname(file));
}

/** Creates a folder and its parents, accessible only by this user, and resolves when they would survive a power cut. */
export async function makeFolderDurably(folder: string): Promise<void> {
  for (const made of await makeFolder(folder)) await syncFolder(dirname(made));
}

/**
 * Like `makeFolderDurably`, for a folder that needn't survive a power cut. Resolves with the folders that were missing.
 * Not with Node's recursive mkdir, which reports a read-only disk as a missing file.
 */
export async function makeFolder(folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return [folder];
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return [];
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    const parents = await makeFolder(dirname(folder));
    await mkdir(folder, { mode: 0o700 });
    return [...parents, folder];
  }
}

/** Makes a rename or deletion in `folder` durable. Windows has no such function, and some network drives refuse it. */
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

/** Makes a file durable that another library wrote. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces `to` by `from` in one step. Retries, because on Windows a virus scanner may lock a new file for a moment. */
export async function rename(from: string, to: string): Promise<void> {
  for (let waitMs = 10; ; waitMs *= 2) {
    try {
      return await renameOnce(from, to);
    } catch (error) {
      const isTransient = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error));
      if (!isTransient || waitMs > 1000) throw error;
      await sleep(waitMs);
    }
  }
}

/** Renames `path` to the first free name among `path.WHY-1`, `path.WHY-2`, and so on. Overwrites nothing. */
export async function moveAside(path: string, why: 'damaged' | 'aside'): Promise<void> {
  for (let n = 1; ; n += 1) {
    const free = `${path}.${why}-${n}`;
    if (await exists(free)) continue;
    await rename(path, free);
    return syncFolder(dirname(path));
  }
}

/** What is at `path`, without following a link; null if nothing is. Rejects if that's unknown. */
export async function statIfExists(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whether anything is at `path`. Rejects if that's unknown. */
export async function exists(path: string): Promise<boolean> {
  return (await statIfExists(path)) !== null;
}

/** Much larger than any file of this app. */
const LARGEST_BYTES = 1 << 20;

/**
 * A file's bytes; null if it doesn't exist. Rejects with the system's error if that's unknown, and with StorageError for anything
 * this app can't have written: a link, a pipe, a device or a huge file.
 */
export async function readIfExists(file: string): Promise<Buffer | null> {
  let handle: FileHandle;
  try {
    // These flags don't exist on Windows.
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
