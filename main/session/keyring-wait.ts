/** Waiting for a keyring that may be asking the user for its password. */
import type { Clock } from '../time/clock.ts';

/** After this long, a keyring that has not answered is probably asking for its password. */
const PATIENCE_MS = 10_000;

/** Waits for the keyring as long as a user needs to type a password: its late answer counts. Calls `onWaiting` once it probably waits for one. */
export function waitForKeyring<T>(clock: Clock, answer: Promise<T>, onWaiting: () => void): Promise<T> {
  const answered = new AbortController();
  void clock.sleep(PATIENCE_MS, answered.signal).then(onWaiting, () => undefined);
  return answer.finally(() => answered.abort());
}
