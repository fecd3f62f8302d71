/** Asks the keyring again after the start: at the user's request, or when the user is present. */
import type { SessionState } from '../../preload/api.ts';
import type { Clock } from '../time/clock.ts';
import { waitForKeyring } from './keyring-wait.ts';
import type { TokenStore } from './token-store.ts';
import type { ViewState } from './view-state.ts';

const WAITING: SessionState = { kind: 'loading', keyring: 'waiting' };

/**
 * Moves a weakly kept sign-in into the keyring that has appeared since, and shows the result:
 * it is kept there from now on, or a failure has changed nothing.
 */
export async function protect(parts: {
  readonly clock: Clock;
  readonly tokenStore: TokenStore;
  readonly view: ViewState;
}): Promise<void> {
  const { clock, tokenStore, view } = parts;
  const trouble = await waitForKeyring(clock, tokenStore.protect(), () => {
    if (view.now() === view.resting()) view.cover(WAITING);
  });
  if (trouble) view.fail({ kind: 'not-protected', trouble });
  if (view.now() === WAITING) view.uncover();
}

/** Reads or saves once more what a locked keyring prevented. No timer does that: each time could open a password prompt. */
export async function tryKeyring({
  tokenStore,
  view,
  load,
}: {
  readonly tokenStore: TokenStore;
  readonly view: ViewState;
  readonly load: () => Promise<unknown>;
}): Promise<void> {
  const resting = view.resting();
  if (resting.kind !== 'storage-unreadable') await tokenStore.keyringMayBeOpen();
  // On Linux a keyring that stayed locked looks like none.
  else if (['keyring-locked', 'no-keyring'].includes(resting.trouble)) await load();
}

/** Applies a new choice to keep a sign-in without a keyring at once, and finds out how the next one would be kept. */
export async function keepAsChosen({
  tokenStore,
  refreshed,
  prove,
}: {
  readonly tokenStore: TokenStore;
  /** Resolves when a refresh in progress has ended, and its result is held. */
  readonly refreshed: () => Promise<unknown>;
  readonly prove: () => Promise<unknown>;
}): Promise<void> {
  // Its newer token is the one to keep: the one of before may be used up.
  await refreshed();
  await tokenStore.keepAsChosen();
  await prove();
}
