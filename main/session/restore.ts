/** Restores the stored session, at the start or when a keyring is unlocked. */
import { isGivenUp } from './auto-refresh.ts';
import type { Core } from './core.ts';
import { waitForKeyring } from './keyring-wait.ts';
import type { SessionParts } from './types.ts';

/** @param onTooOld ends a sign-in that exceeds the administrator's age limit */
export function createRestore({ clock }: SessionParts, core: Core, onTooOld: () => Promise<unknown>) {
  const { view, tokenStore, knownServer, revocations, ageLimit, guarded } = core;
  let underWay: Promise<unknown> | null = null;

  /** Reads the tokens that an earlier run left to revoke. */
  async function recallPending() {
    await revocations.load(tokenStore.current()?.session ?? null);
    const left = revocations.newest();
    const own = view.ownState();
    if (left && own.kind === 'signed-out' && own.because === null) view.signedOut('later', left.accountName);
  }

  async function load() {
    view.setOwnState({ kind: 'loading', keyring: 'quick' });
    const loaded = await waitForKeyring(clock, tokenStore.load(), () =>
      view.setOwnState({ kind: 'loading', keyring: 'waiting' }),
    );
    switch (loaded.kind) {
      case 'absent':
        view.setOwnState({ kind: 'signed-out', because: null });
        void guarded(recallPending);
        return void guarded(core.testStorage);
      case 'unreadable':
        return view.setOwnState({ kind: 'storage-unreadable', trouble: loaded.trouble });
      case 'value': {
        const { held, lives } = loaded;
        const { endpoints, ended, signedInAt, refused } = held.session;
        void guarded(recallPending);
        knownServer.restore(endpoints);
        if (ended) return view.needsYou(ended);
        if (!lives) return core.end({ kind: 'ran-out', at: clock.now() });
        if (ageLimit.isOver(signedInAt)) {
          view.setOwnState({ kind: 'signing-out' });
          return onTooOld();
        }
        if (refused && isGivenUp(held)) {
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
