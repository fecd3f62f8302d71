/** What an opened vault knows in this process. Its operations share it; vault.ts decides which of them waits for which. */
import type { Kept, StorageTrouble } from '../../preload/api.ts';
import type { Good } from './copies.ts';
import { type Key, type KeyParts, type KeyPlace, keptBy, readKeyFile } from './key.ts';
import { layoutOf } from './layout.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';
import type { VaultOptions } from './options.ts';
import { type Binding, type StoredSession, VaultError } from './types.ts';

/** A vault that the keyring has opened, and the good copy in it. */
interface Open {
  readonly key: Key;
  readonly good: Good | null;
}

export interface VaultState extends KeyParts, KeyPlace {
  readonly binding: Binding;
  readonly keepWithoutKeyring: () => boolean;
  readonly life: Lifetime;
  /** Null: the keyring has not opened the vault yet, or it has ended. */
  open: Open | null;
  /** The newest session, while it could not be written and its refresh token is not on disk. */
  unsaved: { readonly session: StoredSession; readonly because: StorageTrouble } | null;
  /** A new sign-in is to be written. Until it is, the disk holds the one before. */
  replacing: boolean;
  /** Whether this run has tried to read the disk: a keyring that refused is not asked again by a proof. */
  tried: boolean;
  /** A newer version wrote what was last read. */
  newer: boolean;
  /** Why the keyring refused to open what is on disk. Only a request by the user asks it again. */
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

/** The vault has ended meanwhile: nothing is kept. */
export const DISCARDED: Kept = { kind: 'until-quit', because: 'io' };

/** How the newest session is kept. */
export function keptNow({ open, unsaved, keychain }: VaultState): Kept {
  if (unsaved) return { kind: 'until-quit', because: unsaved.because };
  return open ? keptBy(open.key, keychain) : DISCARDED;
}

/** Rejects with VaultError if a newer version wrote the vault: nothing here may change it. */
export async function refuseNewer({ layout, newer }: VaultState): Promise<void> {
  const file = await readKeyFile(layout);
  if (newer || (file.kind === 'unreadable' && file.trouble === 'newer-version')) throw new VaultError('newer-version');
}
