/** Asks the keyring again after the start: at the user's request, or when the user is present. */
import type { SessionState } from '../../preload/api.ts';
import type { Core } from './core.ts';
import { waitForKeyring } from './keyring-wait.ts';
import type { SessionParts } from './types.ts';

const WAITING: SessionState = { kind: 'loading', keyring: 'waiting' };

/** @param load reads what is stored */
export function createKeyringRecovery({ clock }: SessionParts, core: Core, load: () => Promise<unknown>) {
  const { tokenStore, view, refresher, autoRefresh, prove } = core;
  return {
    /**
     * Moves a weakly kept sign-in into the keyring that has appeared since, and shows the result:
     * it is kept there from now on, or a failure has changed nothing.
     */
    async protect() {
      const trouble = await waitForKeyring(clock, tokenStore.protect(), () => {
        if (view.now() === view.resting()) view.cover(WAITING);
      });
      if (trouble) view.fail({ kind: 'not-protected', trouble });
      if (view.now() === WAITING) view.uncover();
    },
    /** Reads or saves once more what a locked keyring prevented. No timer does that: each time could open a password prompt. */
    async mayBeOpen() {
      const resting = view.resting();
      if (resting.kind !== 'storage-unreadable') await tokenStore.keyringMayBeOpen();
      // On Linux a keyring that stayed locked looks like none.
      else if (['keyring-locked', 'no-keyring'].includes(resting.trouble)) await load();
    },
    /** Applies a new choice to keep a sign-in without a keyring at once, and finds out how the next one would be kept. */
    async keepAsChosen() {
      // The newer token of a refresh in progress is the one to keep, once it is held: the one of before may be used up.
      if (refresher.inProgress()) await autoRefresh.refresh();
      await tokenStore.keepAsChosen();
      await prove();
    },
  };
}
