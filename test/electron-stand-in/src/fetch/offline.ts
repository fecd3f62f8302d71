/** Whether this computer has no network, the opposite of `net.isOnline()`. */
import { networkInterfaces } from 'node:os';

export function isOffline(): boolean {
  return Object.values(networkInterfaces())
    .flat()
    .every((address) => address?.internal ?? true);
}
