/** Reads and writes the copies of a session and the rotation journal in a vault's folder, in an order that survives a kill. */
import { randomUUID } from 'node:crypto';
import { chmod, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { StorageTrouble } from '../../preload/api.ts';
import {
  exists,
  makeFolderDurably,
  moveAside,
  readIfExists,
  removeDurably,
  rename,
  statIfExists,
  syncFolder,
  writeDurably,
} from '../files/durable.ts';
import { type ReadCopy, readCopy, writeCopy } from './encrypted-file.ts';
import { FORMAT } from './format.ts';
import type { VaultLayout } from './layout.ts';
import type { Copy } from './session-format.ts';
import type { Binding, StoredSession } from './types.ts';

/** A copy on disk that is known to be good. */
export interface Good {
  readonly copy: Copy;
  readonly bytes: Buffer;
}

/** What is on disk. `previous`: the current copy is gone or damaged, so this is the one before it. */
type ReadCopies =
  | { readonly kind: 'absent' }
  | { readonly kind: 'good'; readonly good: Good; readonly from: 'current' | 'previous' }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** Reads the current copy. If it's damaged, sets it aside and reads the previous one. */
export async function readCopies(layout: VaultLayout, secret: Buffer, binding: Binding): Promise<ReadCopies> {
  const current = await readCopy(layout.current, secret, binding);
  if (current.kind === 'copy') return { kind: 'good', good: current, from: 'current' };
  // Only damage is permanent. After any other error the current copy may be readable next time, so don't use an older token.
  if (current.kind === 'unreadable' && current.trouble !== 'damaged') return current;
  const previous = await readCopy(layout.previous, secret, binding);
  if (previous.kind === 'unreadable' && previous.trouble === 'newer-version') return previous;
  if (previous.kind !== 'copy') return current.kind === 'unreadable' ? current : previous;
  if (current.kind === 'unreadable') await moveAside(layout.current, 'damaged').catch(() => undefined);
  return { kind: 'good', good: previous, from: 'previous' };
}

/**
 * Makes `session` the current copy. A kill or power cut at any point leaves either the old or the new copy intact.
 * Rejects with the system's error or VaultError, and the old copy is then unchanged.
 * @param old the copy to keep as the previous one
 */
export async function commit(
  layout: VaultLayout,
  secret: Buffer,
  binding: Binding,
  session: StoredSession,
  old: Good | null,
): Promise<Good> {
  const copy: Copy = { id: randomUUID(), session };
  await makeFolderDurably(layout.folder);
  await closeToOthers(layout.folder);
  try {
    await freeRoom(layout);
    // Fail early here, because electron-store blocks for a second on a folder without write permission.
    if (old) {
      await clearWay(layout.previous);
      await writeDurably(layout.previous, old.bytes);
    }
    await clearNext(layout);
    const bytes = await writeCopy(layout.next, secret, binding, copy);
    await clearDamage(layout, secret, binding, old);
    await rename(layout.next, layout.current);
    await syncFolder(layout.folder);
    return { copy, bytes };
  } catch (error) {
    await clearNext(layout).catch(() => undefined);
    throw error;
  }
}

const Journal = v.pipe(v.string(), v.parseJson(), v.object({ rotating: v.string() }));

/** Notes durably that the refresh token of this copy is about to be used (R3). */
export async function writeJournal(layout: VaultLayout, { id }: Copy): Promise<void> {
  await clearWay(layout.journal);
  await writeDurably(layout.journal, JSON.stringify({ format: FORMAT, rotating: id }).padEnd(ROOM_BYTES));
}

/** The space that the journal reserves, so that the new token can be saved even if the disk fills up meanwhile. */
const ROOM_BYTES = 32 * 1024;

/** Frees the journal's reserved space for the save, but keeps its content. */
async function freeRoom({ journal }: VaultLayout): Promise<void> {
  const text = await readIfExists(journal).catch(() => null);
  if (text) await truncate(journal, text.toString('utf8').trimEnd().length);
}

/** Removes the journal after a refresh. Rejects with the system's error. */
export async function removeJournal(layout: VaultLayout): Promise<void> {
  await removeDurably(layout.journal);
}

/** Whether the token of this copy was sent and no newer copy was written. True also if the journal can't be read. */
export async function isRotating(layout: VaultLayout, { id }: Copy): Promise<boolean> {
  try {
    const text = await readIfExists(layout.journal);
    if (!text) return false;
    const journal = v.safeParse(Journal, text.toString('utf8'));
    return !journal.success || journal.output.rotating === id;
  } catch {
    return true;
  }
}

/** Removes other users' access to a folder that was copied or restored. Doesn't change the owner's permissions. */
async function closeToOthers(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(folder, mode & 0o700);
}

/** Removes a folder in a file's place, because a rename can't replace it. */
async function clearWay(file: string): Promise<void> {
  if ((await statIfExists(file))?.isDirectory()) await moveAside(file, 'damaged');
}

/** Removes an incomplete copy that a killed run left, including electron-store's temporary file. */
async function clearNext({ folder, next }: VaultLayout): Promise<void> {
  for (const name of await readdir(folder))
    if (join(folder, name).startsWith(next)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Sets a damaged current copy aside instead of replacing it. */
async function clearDamage(layout: VaultLayout, secret: Buffer, binding: Binding, old: Good | null): Promise<void> {
  const bytes = await readIfExists(layout.current).catch(() => undefined);
  if (bytes === null || (bytes && old?.bytes.equals(bytes))) return;
  const current: ReadCopy = await readCopy(layout.current, secret, binding);
  if (current.kind === 'unreadable' && (await exists(layout.current))) await moveAside(layout.current, 'damaged');
}
