/** Accesses the keyring again after the start, at the user's request or when the user is present. */
import type { SessionState } from '../../preload/api.ts';
import type { Core } from './core.ts';
import { waitForKeyring } from './keyring-wait.ts';
import type { SessionParts } from './types.ts';

const WAITING: SessionState = { kind: 'loading', keyring: 'waiting' };

/** @param load reads the stored sign-in */
export function createKeyringRecovery({ clock }: SessionParts, core: Core, load: () => Promise<unknown>) {
  const { tokenStore, view, refresher, autoRefresh, testStorage } = core;
  return {
    /**
     * Moves a weakly protected sign-in to a keyring that has become available, and shows the result. A failure changes nothing.
     */
    async protect() {
      const trouble = await waitForKeyring(clock, tokenStore.protect(), () => {
        if (view.now() === view.ownState()) view.showOverlay(WAITING);
      });
      if (trouble) view.fail({ kind: 'not-protected', trouble });
      if (view.now() === WAITING) view.clearOverlay();
    },
    /** Retries what a locked keyring prevented. No timer calls this, because each attempt could open a password prompt. */
    async mayBeOpen() {
      const own = view.ownState();
      if (own.kind !== 'storage-unreadable') await tokenStore.keyringMayBeOpen();
      // On Linux, a keyring that stayed locked looks like a missing one.
      else if (['keyring-locked', 'no-keyring'].includes(own.trouble)) await load();
    },
    /** Applies a changed setting for keeping sign-ins without a keyring, and tests how the next sign-in would be kept. */
    async keepAsChosen() {
      // Wait for a refresh in progress, because the old token may be used up and the new one is the one to keep.
      if (refresher.inProgress()) await autoRefresh.refresh();
      await tokenStore.keepAsChosen();
      await testStorage();
    },
  };
}
