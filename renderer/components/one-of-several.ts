/** Whether the screen belongs to one account among others. */
import type { AccountView } from '../../preload/api.ts';
import { useApp } from '../app-context.ts';

/** The account whose screen is open, if there are others; null while there is only one, or the list is shown. */
export function useOneOfSeveral(): AccountView | null {
  const { accounts, account } = useApp().snapshot;
  return accounts.length > 1 ? (accounts.find(({ id }) => id === account) ?? null) : null;
}
