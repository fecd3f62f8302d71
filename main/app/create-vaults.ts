/** The vaults of a profile, one for each binding: two that are open at once would not see each other's writes. */
import { join } from 'node:path';
import type { Server } from '../oauth/protocol.ts';
import type { Clock } from '../time/clock.ts';
import { machineId } from '../vault/machine-id.ts';
import { openRevokeOnly } from '../vault/revoke-only.ts';
import type { Keychain, RevokeOnlyStore } from '../vault/types.ts';
import { type OpenVault, openVault } from '../vault/vault.ts';

export interface Stores {
  readonly vault: OpenVault;
  readonly revokeOnly: RevokeOnlyStore;
}

/** Opens the vault of a server, once. Servers that differ in their scope alone share one. */
export function createVaults(parts: {
  readonly profile: string;
  readonly keychain: Keychain;
  readonly keepWithoutKeyring: () => boolean;
  readonly clock: Pick<Clock, 'now'>;
}): (server: Server) => Stores {
  const { profile, keychain, keepWithoutKeyring, clock } = parts;
  const opened = new Map<string, Stores>();
  return ({ baseUrl, clientId, tokenEndpoint }) => {
    const binding = { baseUrl, clientId, tokenEndpoint };
    const key = JSON.stringify(binding);
    const options = { folder: join(profile, 'vault'), binding, keychain, keepWithoutKeyring, machineId };
    const stores = opened.get(key) ?? {
      vault: openVault(options),
      revokeOnly: openRevokeOnly({ ...options, now: clock.now }),
    };
    opened.set(key, stores);
    return stores;
  };
}
