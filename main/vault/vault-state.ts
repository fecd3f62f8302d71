/** The state that a vault's operations share. vault.ts decides which operation waits for which. */
import type { Kept, StorageTrouble } from '../../preload/api.ts';
import type { Good } from './copies.ts';
import { type Key, type KeyFileParts, type KeyParts, keptBy, readKeyFile } from './key.ts';
import { layoutOf } from './layout.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';
import type { VaultOptions } from './options.ts';
import { type Binding, type StoredSession, VaultError } from './types.ts';

/** An open vault: its key and its good copy. */
interface Open {
  readonly key: Key;
  readonly good: Good | null;
}

export interface VaultState extends KeyParts, KeyFileParts {
  readonly binding: Binding;
  readonly keepWithoutKeyring: () => boolean;
  readonly life: Lifetime;
  /** Null if the keyring has not opened the vault yet, or it has ended. */
  open: Open | null;
  /** The newest session, if it could not be written and its refresh token isn't on disk. */
  unsaved: { readonly session: StoredSession; readonly because: StorageTrouble } | null;
  /** A new sign-in has to be written. Until then, the disk has the previous one. */
  replacing: boolean;
  /** Whether this run has tried to read the disk. If the keyring refused, a test doesn't try it again. */
  tried: boolean;
  /** Whether a newer version wrote what was last read. */
  newer: boolean;
  /** Why the keyring refused to open the vault. Only a request by the user tries it again. */
  refused: StorageTrouble | null;
}

export function createVaultState(options: VaultOptions): VaultState {
  const { keychain, machineId, keepWithoutKeyring } = options;
  const { baseUrl, clientId, tokenEndpoint } = options.binding;
  const binding: Binding = { baseUrl, clientId, tokenEndpoint };
  const layout = layoutOf(options.folder, binding, options.name);
  const nothing = { open: null, unsaved: null, refused: null, replacing: false };
  const state: VaultState = {
    binding,
    layout,
    keychain,
    machineId,
    keepWithoutKeyring,
    severalAccounts: options.severalAccounts ?? (() => false),
    life: createLifetime({
      layout,
      mayChange: () => refuseNewer(state),
      onEnd: () => void Object.assign(state, nothing),
    }),
    ...nothing,
    tried: false,
    newer: false,
  };
  return state;
}

/** The result if the vault has ended meanwhile: nothing is stored. */
export const DISCARDED: Kept = { kind: 'until-quit', because: 'io' };

/** How the newest session is kept. */
export function keptNow({ open, unsaved, keychain }: VaultState): Kept {
  if (unsaved) return { kind: 'until-quit', because: unsaved.because };
  return open ? keptBy(open.key, keychain) : DISCARDED;
}

/** Rejects with VaultError if a newer version wrote the vault, which must not be changed. */
export async function refuseNewer({ layout, newer }: VaultState): Promise<void> {
  const file = await readKeyFile(layout);
  if (newer || (file.kind === 'unreadable' && file.trouble === 'newer-version')) throw new VaultError('newer-version');
}
