/** Opens each vault of a profile only once, because two instances would not see each other's writes. */
import { join } from 'node:path';
import type { Server } from '../../oauth/protocol.ts';
import type { Clock } from '../../time/clock.ts';
import { machineId } from '../../vault/machine-id.ts';
import type { Keychain } from '../../vault/options.ts';
import { openRevokeOnly } from '../../vault/revoke-only.ts';
import type { RevokeOnlyStore } from '../../vault/types.ts';
import { type OpenVault, openVault } from '../../vault/vault.ts';

export type Vaults = (server: Server, name: string) => Stores;

export interface Stores {
  readonly vault: OpenVault;
  readonly revokeOnly: RevokeOnlyStore;
}

/** Opens the vault of a name, bound to a server. */
export function createVaults(parts: {
  readonly profile: string;
  readonly keychain: Keychain;
  readonly keepWithoutKeyring: () => boolean;
  readonly severalAccounts: () => boolean;
  readonly clock: Pick<Clock, 'now'>;
}): Vaults {
  const { profile, clock, ...options } = parts;
  const opened = new Map<string, Stores>();
  return ({ baseUrl, clientId, tokenEndpoint }, name) => {
    const binding = { baseUrl, clientId, tokenEndpoint };
    const own = { ...options, folder: join(profile, 'vault'), name, binding, machineId };
    // The key includes the binding, because a vault bound to another server can't be read.
    const key = JSON.stringify([name, binding]);
    const stores = opened.get(key) ?? {
      vault: openVault(own),
      revokeOnly: openRevokeOnly({ ...own, now: clock.now }),
    };
    opened.set(key, stores);
    return stores;
  };
}
