/** Writes a session to a vault. */
import type { Kept } from '../../preload/api.ts';
import { removeDurably } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { commit, removeJournal } from './copies.ts';
import { erase, setTombstone } from './deletion.ts';
import { type Key, keepKeyFile, makeKey, protectKey, replaceKeyFile } from './key.ts';
import { mustRead } from './loading.ts';
import { type StoredSession, VaultError } from './types.ts';
import { DISCARDED, keptNow, type VaultState } from './vault-state.ts';

/**
 * Writes the session and resolves with how it's kept. Rejects with VaultError if it could not be written.
 * @param before the number of endings when `save` was called. If the vault has ended since, nothing is written.
 */
export async function save(vault: VaultState, session: StoredSession, before: number): Promise<Kept> {
  const { life, keychain } = vault;
  if (life.isOver() || life.endings() !== before) return DISCARDED;
  try {
    await life.finishDeletion();
    if (!vault.open && vault.refused) throw new VaultError(vault.refused);
    await mustRead(vault);
    const key = await keyToWriteWith(vault);
    // Don't store a sign-in that only this run could read.
    if (key && !vault.open && !(await keychain.lasts())) throw new VaultError('io');
    if (life.endings() !== before) return DISCARDED;
    if (!key) {
      vault.unsaved = { session, because: 'no-keyring' };
      // Delete an earlier, weakly protected sign-in if that protection is no longer allowed.
      if (vault.open) await life.whileAlive(before, () => deleteOld(vault));
    } else await life.whileAlive(before, () => write(vault, session, key));
    return keptNow(vault);
  } catch (error) {
    if (life.endings() !== before) return DISCARDED;
    const because = troubleOf(error);
    const token = vault.open?.good?.copy.session.refreshToken ?? null;
    // With the same refresh token, the copy on disk is still good.
    if (vault.unsaved || token === null || token !== session.refreshToken) vault.unsaved = { session, because };
    throw new VaultError(because);
  }
}

/**
 * The key for the next write. A weak key is reused only if that's still allowed;
 * otherwise the current keyring wraps it, or there is no key.
 */
async function keyToWriteWith(vault: VaultState): Promise<Key | null> {
  const { open } = vault;
  if (!open) return makeKey(vault, vault.keepWithoutKeyring());
  if (!vault.replacing || !isForbidden(vault, open.key)) return open.key;
  return protectKey(vault, open.key).catch((error: unknown) => {
    if (error instanceof VaultError) return null;
    throw error;
  });
}

/** Whether a key's protection is no longer allowed. */
export function isForbidden({ keepWithoutKeyring }: VaultState, { file }: Key): boolean {
  return file.protection === 'weak' && !keepWithoutKeyring();
}

async function deleteOld(vault: VaultState): Promise<void> {
  await setTombstone(vault.layout).catch(() => undefined);
  vault.open = null;
  await erase(vault.layout);
}

async function write(vault: VaultState, session: StoredSession, key: Key): Promise<void> {
  const { layout, binding } = vault;
  // Remember the key even if writing fails, so that a full disk doesn't cause another keyring prompt later.
  vault.open ??= { key, good: null };
  if (vault.open.key === key) await keepKeyFile(vault, key);
  else await replaceKeyFile(vault, key.file);
  vault.open = { key, good: await commit(layout, key.secret, binding, session, vault.open.good) };
  vault.unsaved = null;
  if (vault.replacing) await removeDurably(layout.previous);
  vault.replacing = false;
  // The journal names the previous copy. If it stays, it doesn't apply to the new one.
  await removeJournal(layout).catch(() => undefined);
}
