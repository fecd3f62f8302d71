/** Opens each vault of a profile only once, because two instances would not see each other's writes. */
import { join } from 'node:path';
import type { Server } from '../../oauth/protocol.ts';
import type { Clock } from '../../time/clock.ts';
import type { Keychain } from '../../vault/options.ts';
import type { RevokeOnlyStore } from '../../vault/types.ts';
import type { OpenVault } from '../../vault/vault.ts';

export type Vaults = (server: Server, name: string) => Stores;

interface Stores {
  readonly vault: OpenVault;
  readonly revokeOnly: RevokeOnlyStore;
}

/** Opens the vault of a name, bound to a server. Its code is loaded when it is first used, so that no window waits for it. */
export function createVaults(parts: {
  readonly profile: string;
  readonly keychain: Keychain;
  readonly keepWithoutKeyring: () => boolean;
  readonly severalAccounts: () => boolean;
  readonly clock: Pick<Clock, 'now'>;
}): Vaults {
  const { profile, clock, ...options } = parts;
  const known = new Map<string, Stores>();
  return ({ baseUrl, clientId, tokenEndpoint }, name) => {
    const binding = { baseUrl, clientId, tokenEndpoint };
    // The key includes the binding, because a vault bound to another server can't be read.
    const key = JSON.stringify([name, binding]);
    const stores =
      known.get(key) ??
      openedByUse(async () => {
        const { openStores } = await import('../../vault/stores.ts');
        return openStores({ ...options, folder: join(profile, 'vault'), name, binding, now: clock.now });
      });
    known.set(key, stores);
    return stores;
  };
}

/** Passes calls on, in their order, to stores that are opened by the first of them. */
function openedByUse(open: () => Promise<Stores>): Stores {
  let opening: Promise<Stores> | null = null;
  const opened = () => {
    opening ??= open();
    return opening;
  };
  const vault = async () => (await opened()).vault;
  const revokeOnly = async () => (await opened()).revokeOnly;
  return {
    vault: {
      testStorage: async () => (await vault()).testStorage(),
      load: async () => (await vault()).load(),
      save: async (session) => (await vault()).save(session),
      replace: async (session) => (await vault()).replace(session),
      keyringMayBeOpen: () => void vault().then((it) => it.keyringMayBeOpen()),
      beginRotation: async () => (await vault()).beginRotation(),
      abandonRotation: async () => (await vault()).abandonRotation(),
      protect: async () => (await vault()).protect(),
      setAside: async () => (await vault()).setAside(),
      markSignedOut: async () => (await vault()).markSignedOut(),
      destroy: async () => (await vault()).destroy(),
      noteAccounts: async () => (await vault()).noteAccounts(),
      tools: {
        read: async () => (await vault()).tools.read(),
        write: async (record) => (await vault()).tools.write(record),
      },
    },
    revokeOnly: {
      read: async () => (await revokeOnly()).read(),
      write: async (tokens) => (await revokeOnly()).write(tokens),
    },
  };
}
