/** Waits for a keyring that may be asking the user for its password. */
import type { Clock } from '../time/clock.ts';

/** After this long without a response, the keyring is probably asking for its password. */
const PATIENCE_MS = 10_000;

/**
 * Waits for the keyring without a limit, because users need time to type.
 * Calls `onWaiting` once it is probably asking for the password.
 */
export function waitForKeyring<T>(clock: Clock, result: Promise<T>, onWaiting: () => void): Promise<T> {
  const settled = new AbortController();
  void clock.sleep(PATIENCE_MS, settled.signal).then(onWaiting, () => undefined);
  return result.finally(() => settled.abort());
}
