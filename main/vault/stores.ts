/** What is kept of one sign-in: its vault, and the tokens that outlive it. */
import type { EpochMs } from '../../preload/api.ts';
import { machineId } from './machine-id.ts';
import type { VaultOptions } from './options.ts';
import { openRevokeOnly } from './revoke-only.ts';
import { openVault } from './vault.ts';

/** On this computer. Reads nothing yet. */
export function openStores(options: Omit<VaultOptions, 'machineId'> & { readonly now: () => EpochMs }) {
  const own = { ...options, machineId };
  return { vault: openVault(own), revokeOnly: openRevokeOnly(own) };
}
