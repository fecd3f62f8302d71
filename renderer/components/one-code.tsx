/** There is one code at a time: whose code a new one would end. */
import type { AccountView } from '../../preload/api.ts';
import { useStage } from '../scene.ts';

/** The account whose code is on the way or on the screen; undefined: none. */
export function useWaitingAccount(): AccountView | undefined {
  const { accounts } = useStage().snapshot;
  return accounts.find(({ session: { kind } }) => kind === 'requesting-code' || kind === 'awaiting-approval');
}

/** Stands under a button that asks for a code. */
export function OneCode() {
  const { words } = useStage();
  const waiting = useWaitingAccount();
  return waiting ? <p class="note note--centre">{words.accounts.oneCode({ account: waiting.name })}</p> : null;
}
