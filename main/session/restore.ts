/** What a run finds stored, at its start or once a keyring opens: it goes on from there. */

import { needsUser } from './auto-refresh.ts';
import type { Core } from './core.ts';
import { waitForKeyring } from './keyring-wait.ts';
import type { SessionParts } from './types.ts';

/** @param onTooOld ends a sign-in that is older than an administrator allows */
export function createRestore({ clock }: SessionParts, core: Core, onTooOld: () => Promise<unknown>) {
  const { view, tokenStore, knownServer, pending, ageLimit, guarded } = core;
  let underWay: Promise<unknown> | null = null;

  /** Reads what an earlier run left for the server to revoke. */
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
        return void guarded(core.prove);
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
          const { said, at } = refused;
          view.needsYou({ kind: 'refused', said, at });
        } else view.signedIn(held);
        ageLimit.begin(signedInAt);
        return core.autoRefresh.begin(held, 'vault');
      }
      default:
        return loaded satisfies never;
    }
  }

  return {
    /** Reads what is stored. While it is being read, callers join that. */
    begin(): Promise<unknown> {
      underWay ??= guarded(load).finally(() => {
        underWay = null;
      });
      return underWay;
    },
    isUnderWay: () => underWay !== null,
    recallPending,
  };
}
