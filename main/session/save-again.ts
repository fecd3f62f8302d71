/** Retries saving a sign-in that could not be written, for example because the disk is full, and so exists only in memory. */
import type { Kept, StorageTrouble } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import type { StorageResult, StoredSession } from '../vault/types.ts';
import { type HeldSession, keptAfter } from './held-session.ts';

const SAVE_AGAIN_MS = 60_000;

/** Problems that may go away by themselves and can be retried without prompting the user. */
const MAY_PASS_BY_ITSELF: ReadonlySet<StorageTrouble> = new Set(['disk-full', 'read-only', 'no-permission', 'io']);

/**
 * @param parts.current the current sign-in
 * @param parts.isRotating whether a refresh is in progress, which will write its own, newer token
 * @param parts.onKept called with how the current sign-in is kept after another attempt
 */
export function createSaveAgain(parts: {
  readonly save: (session: StoredSession) => Promise<StorageResult<Kept>>;
  readonly clock: Clock;
  readonly current: () => HeldSession | null;
  readonly isRotating: () => boolean;
  readonly onKept: (kept: Kept) => void;
}) {
  const { save, clock, current, isRotating, onKept } = parts;

  /** Retries by a timer, if the sign-in exists only in memory. Never a keyring, which could prompt for its password each time. */
  function later() {
    const unsaved = current();
    if (unsaved?.kept.kind !== 'until-quit' || !MAY_PASS_BY_ITSELF.has(unsaved.kept.because)) return;
    void clock.sleep(SAVE_AGAIN_MS).then(async () => {
      if (current()?.session === unsaved.session) await now(unsaved.session);
    });
  }

  async function now(session: StoredSession): Promise<void> {
    if (isRotating()) return later();
    const saved = await save(session);
    if (current()?.session !== session) return;
    onKept(keptAfter(saved));
    later();
  }

  return { later, now };
}
