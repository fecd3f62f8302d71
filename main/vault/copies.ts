/** The copies of a session and the rotation journal in a vault's folder, and the order in which they change. */
import { randomUUID } from 'node:crypto';
import { chmod, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { StorageTrouble } from '../../preload/api.ts';
import {
  isThere,
  makeFolder,
  moveAside,
  readIfThere,
  removeDurably,
  rename,
  statIfThere,
  syncFolder,
  writeDurably,
} from '../files/durable.ts';
import { type ReadCopy, readCopy, writeCopy } from './encrypted-file.ts';
import { FORMAT } from './format.ts';
import type { VaultLayout } from './layout.ts';
import type { Copy } from './session-format.ts';
import type { Binding, StoredSession } from './types.ts';

/** A copy that is known to be good, as it lies on disk. */
export interface Good {
  readonly copy: Copy;
  readonly bytes: Buffer;
}

/** What lies on disk. `previous`: the newest copy is gone or damaged, and this one is the one before it. */
export type ReadCopies =
  | { readonly kind: 'absent' }
  | { readonly kind: 'good'; readonly good: Good; readonly from: 'current' | 'previous' }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

/** Reads the current copy, or the one before it if the current one is damaged, which is then renamed aside. */
export async function readCopies(layout: VaultLayout, secret: Buffer, binding: Binding): Promise<ReadCopies> {
  const current = await readCopy(layout.current, secret, binding);
  if (current.kind === 'copy') return { kind: 'good', good: current, from: 'current' };
  // Only damage is for good: anything else may be over the next time, and an older token would be the wrong one then.
  if (current.kind === 'unreadable' && current.trouble !== 'damaged') return current;
  const previous = await readCopy(layout.previous, secret, binding);
  if (previous.kind === 'unreadable' && previous.trouble === 'newer-version') return previous;
  if (previous.kind !== 'copy') return current.kind === 'unreadable' ? current : previous;
  if (current.kind === 'unreadable') await moveAside(layout.current, 'damaged').catch(() => undefined);
  return { kind: 'good', good: previous, from: 'previous' };
}

/**
 * Makes `session` the current copy. A kill or power cut at any point leaves the old or the new one there, whole.
 * `old` is the copy to keep as the previous one. Rejects with the system's error or VaultError; the old copy is then untouched.
 */
export async function commit(
  layout: VaultLayout,
  secret: Buffer,
  binding: Binding,
  session: StoredSession,
  old: Good | null,
): Promise<Good> {
  const copy: Copy = { id: randomUUID(), session };
  await makeFolder(layout.folder);
  await closeToOthers(layout.folder);
  try {
    await freeRoom(layout);
    // Before electron-store, which blocks for a second on a folder that it may not write to.
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

/** Notes that the token of this copy is about to be used up (R3). */
export async function writeJournal(layout: VaultLayout, { id }: Copy): Promise<void> {
  await clearWay(layout.journal);
  await writeDurably(layout.journal, JSON.stringify({ format: FORMAT, rotating: id }).padEnd(ROOM_BYTES));
}

/** What the journal holds free on the disk: a token that is used up must not be all that a full disk keeps. */
const ROOM_BYTES = 32 * 1024;

/** Gives the save the room that the journal held for it, the note itself left whole. */
async function freeRoom({ journal }: VaultLayout): Promise<void> {
  const text = await readIfThere(journal).catch(() => null);
  if (text) await truncate(journal, text.toString('utf8').trimEnd().length);
}

/** The refresh is over. Rejects with the system's error. */
export async function removeJournal(layout: VaultLayout): Promise<void> {
  await removeDurably(layout.journal);
}

/** Whether the token of this copy was sent, and no newer copy was written. A journal that cannot be read counts as such. */
export async function isRotating(layout: VaultLayout, { id }: Copy): Promise<boolean> {
  try {
    const text = await readIfThere(layout.journal);
    if (!text) return false;
    const journal = v.safeParse(Journal, text.toString('utf8'));
    return !journal.success || journal.output.rotating === id;
  } catch {
    return true;
  }
}

/** A folder that was copied or restored may be open to others. What its owner may not do stays forbidden. */
async function closeToOthers(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(folder, mode & 0o700);
}

/** A folder in a file's place cannot be replaced by a rename. */
async function clearWay(file: string): Promise<void> {
  if ((await statIfThere(file))?.isDirectory()) await moveAside(file, 'damaged');
}

/** What a killed run left of a copy that it was writing, electron-store's own temporary file included. */
async function clearNext({ folder, next }: VaultLayout): Promise<void> {
  for (const name of await readdir(folder))
    if (join(folder, name).startsWith(next)) await rm(join(folder, name), { recursive: true, force: true });
}

/** A current copy that went bad, now or while the app ran, is kept aside rather than replaced. */
async function clearDamage(layout: VaultLayout, secret: Buffer, binding: Binding, old: Good | null): Promise<void> {
  const bytes = await readIfThere(layout.current).catch(() => undefined);
  if (bytes === null || (bytes && old?.bytes.equals(bytes))) return;
  const current: ReadCopy = await readCopy(layout.current, secret, binding);
  if (current.kind === 'unreadable' && (await isThere(layout.current))) await moveAside(layout.current, 'damaged');
}
