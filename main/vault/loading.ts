/** Reads a vault. */
import type { StorageTrouble } from '../../preload/api.ts';
import { troubleOf } from '../files/storage-error.ts';
import { isRotating, readCopies } from './copies.ts';
import { hasTombstone } from './deletion.ts';
import { type Key, keptBy, openKey, replaceKeyFile } from './key.ts';
import type { KeyFile } from './key-file.ts';
import { isOfKeyring } from './protection.ts';
import { type Loaded, VaultError } from './types.ts';
import { keptNow, type VaultState } from './vault-state.ts';

/** Loads the newest session. Finishes a deletion first. */
export async function load(vault: VaultState): Promise<Loaded> {
  const { life, layout, unsaved } = vault;
  if (life.isOver()) return { kind: 'absent' };
  if (unsaved)
    return { kind: 'value', session: unsaved.session, kept: keptNow(vault), from: 'current', rotationPending: false };
  if (await hasTombstone(layout)) {
    // Even if it can't be deleted, it must not be read again.
    await life.finishDeletion().catch(() => undefined);
    return { kind: 'absent' };
  }
  const before = life.endings();
  const loaded = await read(vault).catch((error) => unreadable(vault, troubleOf(error)));
  return life.endings() === before ? loaded : { kind: 'absent' };
}

/** Reads what is on disk, and sets `open` if the keyring opens it. */
export async function read(vault: VaultState): Promise<Loaded> {
  const before = vault.life.endings();
  vault.newer = false;
  vault.tried = true;
  vault.refused = null;
  const opened = await openKey(vault, vault.open?.key ?? null);
  switch (opened.kind) {
    case 'unreadable':
      return unreadable(vault, opened.trouble);
    case 'absent':
      return opened;
    case 'key':
      return vault.life.whileAlive(before, () => readWith(vault, opened.key, opened.improved));
    default:
      return opened satisfies never;
  }
}

/** Reads what is on disk, unless it's open already. Rejects with VaultError if it's unreadable. */
export async function mustRead(vault: VaultState): Promise<void> {
  const loaded = vault.open ? null : await read(vault);
  if (loaded?.kind === 'unreadable') throw new VaultError(loaded.trouble);
}

async function readWith(vault: VaultState, opened: Key, improved: KeyFile | null): Promise<Loaded> {
  const { layout, binding, keychain } = vault;
  const copies = await readCopies(layout, opened.secret, binding);
  if (copies.kind === 'unreadable') return unreadable(vault, copies.trouble);
  // If the improved file can't be written, the existing one still works.
  const file = improved && (await replaceKeyFile(vault, improved).catch(() => opened.file));
  const key = file ? { ...opened, file } : opened;
  vault.open = { key, good: copies.kind === 'good' ? copies.good : null };
  if (copies.kind === 'absent') return copies;
  const { copy } = copies.good;
  const rotationPending = await isRotating(layout, copy);
  return { kind: 'value', session: copy.session, kept: keptBy(key, keychain), from: copies.from, rotationPending };
}

function unreadable(vault: VaultState, trouble: StorageTrouble): Loaded {
  vault.newer = trouble === 'newer-version';
  vault.refused = isOfKeyring(trouble) ? trouble : null;
  return { kind: 'unreadable', trouble };
}
