/** Tests that a folder can store files, by writing one and reading it back. */
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isThere, makePassingFolder, openNew, syncFolder } from '../files/durable.ts';
import { removeIfEmpty } from './deletion.ts';
import { VaultError } from './types.ts';

/** More than a save needs, which is three copies of a few kilobytes. */
const PROBE_BYTES = 32 * 1024;

/** Writes, syncs and reads back a file in `folder`, and leaves no trace. Rejects with the system's error or VaultError. */
export async function probe(root: string, folder: string): Promise<void> {
  const file = join(folder, 'probe');
  const bytes = randomBytes(PROBE_BYTES);
  const hadFolder = await isThere(folder);
  // Waiting until these folders would survive a power cut takes longer than the test itself.
  const made = await makePassingFolder(folder);
  try {
    const handle = await openNew(file);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!bytes.equals(await readFile(file))) throw new VaultError('io');
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
    if (!hadFolder) await removeIfEmpty(folder);
    // A process that removed the last other file meanwhile could not remove the root, because the probe was still in it.
    await removeIfEmpty(root);
    // A sign-in that was saved meanwhile relies on them.
    for (const each of made)
      if (await isThere(each).catch(() => true)) await syncFolder(dirname(each)).catch(() => undefined);
  }
}
