/** When the session asks the keyring for more than its start: because somebody asks for it, or is there at least. */
import type { Failure, SessionState } from '../../preload/api.ts';
import type { Clock } from '../oauth/runtime.ts';
import type { Vault } from '../vault/types.ts';
import type { Holding } from './holding.ts';
import { patiently } from './patiently.ts';
import { orTrouble, type Refresher } from './refresher.ts';
import type { Shown } from './shown.ts';

const WAITING: SessionState = { kind: 'loading', keyring: 'waiting' };

/**
 * Moves a weakly kept sign-in into the keyring that has appeared since, and shows what came of it:
 * kept there from now on, or a failure that has changed nothing.
 */
export async function protect(parts: {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly holding: Holding;
  readonly shown: Shown;
  readonly fail: (failure: Failure) => void;
}): Promise<void> {
  const { vault, clock, holding, shown, fail } = parts;
  const answer = patiently(clock, vault.protect(), () => {
    if (shown.now() === shown.resting()) shown.cover(WAITING);
  });
  const { value: kept, trouble } = await orTrouble(answer);
  // Somebody may have signed out meanwhile.
  if (holding.current()?.kept.kind === 'weak') {
    if (trouble) fail({ kind: 'not-protected', trouble });
    else holding.keptAs(kept);
  }
  if (shown.now() === WAITING) shown.uncover();
}

/** Reads or saves once more what a locked keyring prevented. No timer does that: each time could open a password prompt. */
export async function tryKeyring({
  holding,
  shown,
  load,
}: {
  readonly holding: Holding;
  readonly shown: Shown;
  readonly load: () => Promise<unknown>;
}): Promise<void> {
  const resting = shown.resting();
  if (resting.kind !== 'storage-unreadable') await holding.keyringMayBeOpen();
  // On Linux a keyring that stayed locked looks like none.
  else if (['keyring-locked', 'no-keyring'].includes(resting.trouble)) await load();
}

/** Somebody has chosen anew whether to keep a sign-in without a keyring: does so at once, and finds out how the next one would be kept. */
export async function keepAsChosen({
  holding,
  refresher,
  prove,
}: {
  readonly holding: Holding;
  readonly refresher: Pick<Refresher, 'inTheAir'>;
  readonly prove: () => Promise<unknown>;
}): Promise<void> {
  // A refresh in the air writes its own, newer token, if it brings one.
  await refresher.inTheAir();
  await holding.keepAsChosen();
  await prove();
}
