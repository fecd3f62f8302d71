/** Tests how a sign-in would be kept, before a code is requested: the keyring, and a folder that can be written to. */
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Kept } from '../../preload/api.ts';
import { exists, makeFolder, openNew, syncFolder, writeAndClose } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { removeIfEmpty } from './deletion.ts';
import { keptBy, readKeyFile } from './key.ts';
import { read } from './loading.ts';
import { protectionNow } from './protection.ts';
import { isForbidden } from './saving.ts';
import { VaultError } from './types.ts';
import { DISCARDED, refuseNewer, type VaultState } from './vault-state.ts';

/** Tests how a sign-in would be kept, without leaving a trace. Storage problems don't reject. */
export async function testStorage(vault: VaultState): Promise<Kept> {
  const { life, layout, keychain, keepWithoutKeyring } = vault;
  if (life.isOver()) return DISCARDED;
  try {
    await life.finishDeletion();
    await refuseNewer(vault);
    // The user is present, so the keyring may be tried again.
    vault.refused = null;
    if (!vault.tried) {
      await read(vault);
      await refuseNewer(vault);
    }
    const { open } = vault;
    const key = open && !isForbidden(vault, open.key) ? open.key : null;
    const now = key?.file.protection ?? (await protectionNow(keychain));
    if (now === 'none' || (now === 'weak' && !keepWithoutKeyring()))
      return { kind: 'until-quit', because: 'no-keyring' };
    // An unreadable vault will be set aside before anything is written.
    const inPlace = open !== null || (await readKeyFile(layout)).kind === 'absent';
    await life.onFiles(() => testWriting(layout.root, inPlace ? layout.folder : `${layout.folder}.new`));
    if (key) return keptBy(key, keychain);
    return now === 'weak' ? { kind: 'weak', better: null } : { kind: 'keychain', name: keychain.name };
  } catch (error) {
    return { kind: 'until-quit', because: troubleOf(error) };
  }
}

/** More than a save needs, which is three copies of a few kilobytes. */
const TEST_BYTES = 32 * 1024;

/** Writes, syncs and reads back a file in `folder`, and leaves no trace. Rejects with the system's error or VaultError. */
async function testWriting(root: string, folder: string): Promise<void> {
  const file = join(folder, 'write-test');
  const bytes = randomBytes(TEST_BYTES);
  const hadFolder = await exists(folder);
  // Waiting until these folders would survive a power cut takes longer than the test itself.
  const made = await makeFolder(folder);
  try {
    await writeAndClose(await openNew(file), bytes);
    if (!bytes.equals(await readFile(file))) throw new VaultError('io');
  } finally {
    await rm(file).catch(() => undefined);
    if (!hadFolder) await removeIfEmpty(folder);
    // A process that removed the last other file meanwhile could not remove the root, because this file was still in it.
    await removeIfEmpty(root);
    // A sign-in that was saved meanwhile relies on them.
    for (const each of made)
      if (await exists(each).catch(() => true)) await syncFolder(dirname(each)).catch(() => undefined);
  }
}
