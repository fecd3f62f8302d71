/** Deletes a vault: first the tombstone that announces the deletion, then everything else (R8). */
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, moveAside, statIfExists, syncFolder, writeDurably } from '../files/durable.ts';
import { codeOf } from '../system/error-name.ts';
import type { VaultLayout } from './layout.ts';

/** Whether the sign-in has ended but is not deleted yet. If that's unknown, reading the key will show why. */
export async function hasTombstone(layout: VaultLayout): Promise<boolean> {
  return exists(layout.tombstone).catch(() => false);
}

/** Sets the tombstone, if there is a vault. It's an empty file, so it works even if the disk is full. */
export async function setTombstone(layout: VaultLayout): Promise<void> {
  if (await isFolder(layout.folder)) await writeDurably(layout.tombstone, '');
}

/**
 * Deletes everything of this vault, the tombstone last. Until then, any start continues the deletion.
 * Rejects with the system's error if something can't be deleted.
 */
export async function erase(layout: VaultLayout): Promise<void> {
  const { root, folder, name, tombstone } = layout;
  for (const sibling of await namesIn(root))
    if (sibling.startsWith(`${name}.`)) await rm(join(root, sibling), { recursive: true, force: true });
  // Remove a link in the folder's place, but not its target, which was never this vault's.
  for (const inside of (await isFolder(folder)) ? await namesIn(folder) : []) {
    const path = join(folder, inside);
    if (path !== tombstone) await rm(path, { recursive: true, force: true });
  }
  if (await exists(folder)) await syncFolder(folder).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  if (await exists(root)) await syncFolder(root);
  await removeIfEmpty(root);
}

/** Renames the vault's folder in one step, so that an empty vault takes its place. */
export async function setFolderAside(layout: VaultLayout): Promise<void> {
  if (await exists(layout.folder)) await moveAside(layout.folder, 'aside');
}

/** Deletes a folder if it's empty. */
export async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

async function isFolder(path: string): Promise<boolean> {
  return (await statIfExists(path))?.isDirectory() ?? false;
}

/** The names in a folder; empty if there is no folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  }
}
