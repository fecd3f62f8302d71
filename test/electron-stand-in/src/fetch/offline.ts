/** Whether this computer has no network: what `net.isOnline()` denies. */
import { networkInterfaces } from 'node:os';

export function isOffline(): boolean {
  return Object.values(networkInterfaces())
    .flat()
    .every((address) => address?.internal ?? true);
}
