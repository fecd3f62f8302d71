/** Warns that a new code cancels another account's code, because there is only one at a time. */
import type { AccountView } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';

/** The account that has a code or has requested one; undefined if there is none. */
export function useWaitingAccount(): AccountView | undefined {
  const { accounts } = useApp().snapshot;
  return accounts.find(({ session: { kind } }) => kind === 'requesting-code' || kind === 'awaiting-approval');
}

/** The warning under a button that requests a code. */
export function OneCode() {
  const { words } = useApp();
  const waiting = useWaitingAccount();
  return waiting ? <p class="note note--center">{words.accounts.oneCode({ account: waiting.name })}</p> : null;
}
