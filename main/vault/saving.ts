/** Writes a session into a vault, and proves beforehand that it could be written. */
import type { Kept } from '../../preload/api.ts';
import { removeDurably } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { commit, removeJournal } from './copies.ts';
import { erase, setTombstone } from './deletion.ts';
import { type Key, keepKeyFile, keptBy, makeKey, protectKey, readKeyFile, replaceKeyFile } from './key.ts';
import { mustRead, read } from './loading.ts';
import { protectionNow } from './protection.ts';
import { type StoredSession, VaultError } from './types.ts';
import { DISCARDED, keptNow, refuseNewer, type VaultState } from './vault-state.ts';
import { probe } from './write-test.ts';

/** How a sign-in would be kept, found out without leaving a trace. Never rejects for storage trouble. */
export async function prove(vault: VaultState): Promise<Kept> {
  const { life, layout, keychain, keepWithoutKeyring } = vault;
  if (life.isOver()) return DISCARDED;
  try {
    await life.finishDeletion();
    await refuseNewer(vault);
    // The user is about to sign in.
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
    // A vault that cannot be read will be set aside before anything is written.
    const inPlace = open !== null || (await readKeyFile(layout)).kind === 'absent';
    await life.onFiles(() => probe(layout.root, inPlace ? layout.folder : `${layout.folder}.new`));
    if (key) return keptBy(key, keychain);
    return now === 'weak' ? { kind: 'weak', better: null } : { kind: 'keychain', name: keychain.name };
  } catch (error) {
    return { kind: 'until-quit', because: troubleOf(error) };
  }
}

/**
 * Writes the session, and resolves with how it is kept. Rejects with VaultError if it could not be written.
 * @param before the number of endings when the session was handed over: one that ended since is not written
 */
export async function save(vault: VaultState, session: StoredSession, before: number): Promise<Kept> {
  const { life, keychain } = vault;
  if (life.isOver() || life.endings() !== before) return DISCARDED;
  try {
    await life.finishDeletion();
    if (!vault.open && vault.refused) throw new VaultError(vault.refused);
    await mustRead(vault);
    const key = await keyToWriteWith(vault);
    // A sign-in that only this run could read is not kept.
    if (key && !vault.open && !(await keychain.lasts())) throw new VaultError('io');
    if (life.endings() !== before) return DISCARDED;
    if (!key) {
      vault.unsaved = { session, because: 'no-keyring' };
      // What is weakly kept, and may not be any more, does not come back after this sign-in.
      if (vault.open) await life.whileAlive(before, () => deleteOld(vault));
    } else await life.whileAlive(before, () => write(vault, session, key));
    return keptNow(vault);
  } catch (error) {
    if (life.endings() !== before) return DISCARDED;
    const because = troubleOf(error);
    const token = vault.open?.good?.copy.session.refreshToken ?? null;
    // With the same refresh token the copy on disk is as good as this one.
    if (vault.unsaved || token === null || token !== session.refreshToken) vault.unsaved = { session, because };
    throw new VaultError(because);
  }
}

/** A weak key serves a new sign-in only if that is still allowed. Otherwise the keyring that is there now wraps it, or none. */
async function keyToWriteWith(vault: VaultState): Promise<Key | null> {
  const { open } = vault;
  if (!open) return makeKey(vault, vault.keepWithoutKeyring());
  if (!vault.replacing || !isForbidden(vault, open.key)) return open.key;
  return protectKey(vault, open.key).catch((error: unknown) => {
    if (error instanceof VaultError) return null;
    throw error;
  });
}

function isForbidden({ keepWithoutKeyring }: VaultState, { file }: Key): boolean {
  return file.protection === 'weak' && !keepWithoutKeyring();
}

async function deleteOld(vault: VaultState): Promise<void> {
  await setTombstone(vault.layout).catch(() => undefined);
  vault.open = null;
  await erase(vault.layout);
}

async function write(vault: VaultState, session: StoredSession, key: Key): Promise<void> {
  const { layout, binding } = vault;
  // Known from here on, written or not: a disk that is full now must not mean another question to the keyring later.
  vault.open ??= { key, good: null };
  if (vault.open.key === key) await keepKeyFile(vault, key);
  else await replaceKeyFile(vault, key.file);
  vault.open = { key, good: await commit(layout, key.secret, binding, session, vault.open.good) };
  vault.unsaved = null;
  if (vault.replacing) await removeDurably(layout.previous);
  vault.replacing = false;
  // The journal names the copy before, so even if it stays it is not about this one.
  await removeJournal(layout).catch(() => undefined);
}
