/** Restores the stored session, at the start or when a keyring is unlocked. */

import { needsUser } from './auto-refresh.ts';
import type { Core } from './core.ts';
import { waitForKeyring } from './keyring-wait.ts';
import type { SessionParts } from './types.ts';

/** @param onTooOld ends a sign-in that exceeds the administrator's age limit */
export function createRestore({ clock }: SessionParts, core: Core, onTooOld: () => Promise<unknown>) {
  const { view, tokenStore, knownServer, pending, ageLimit, guarded } = core;
  let underWay: Promise<unknown> | null = null;

  /** Reads the tokens that an earlier run left to revoke. */
  async function recallPending() {
    await pending.load(tokenStore.current()?.session ?? null);
    const left = pending.newest();
    const resting = view.resting();
    if (left && resting.kind === 'signed-out' && resting.because === null) view.signedOut('later', left.accountName);
  }

  async function load() {
    view.rest({ kind: 'loading', keyring: 'quick' });
    const loaded = await waitForKeyring(clock, tokenStore.load(), () =>
      view.rest({ kind: 'loading', keyring: 'waiting' }),
    );
    switch (loaded.kind) {
      case 'absent':
        view.rest({ kind: 'signed-out', because: null });
        void guarded(recallPending);
        return void guarded(core.testStorage);
      case 'unreadable':
        return view.rest({ kind: 'storage-unreadable', trouble: loaded.trouble });
      case 'value': {
        const { held, lives } = loaded;
        const { endpoints, ended, signedInAt, refused } = held.session;
        void guarded(recallPending);
        knownServer.restore(endpoints);
        if (ended) return view.needsYou(ended);
        if (!lives) return core.end({ kind: 'ran-out', at: clock.now() });
        if (ageLimit.isOver(signedInAt)) {
          view.rest({ kind: 'signing-out' });
          return onTooOld();
        }
        if (refused && needsUser(held)) {
          const { response, at } = refused;
          view.needsYou({ kind: 'refused', response, at });
        } else view.signedIn(held);
        ageLimit.begin(signedInAt);
        return core.autoRefresh.begin(held, 'vault');
      }
      default:
        return loaded satisfies never;
    }
  }

  return {
    /** Reads the stored session. Calls while reading share the result. */
    begin(): Promise<unknown> {
      underWay ??= guarded(load).finally(() => {
        underWay = null;
      });
      return underWay;
    },
    recallPending,
  };
}
