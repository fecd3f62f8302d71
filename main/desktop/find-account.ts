/** Finds accounts in a snapshot. */
import type { AccountId, AccountView, SessionState, Snapshot } from '../../preload/api.ts';

type Accounts = Pick<Snapshot, 'accounts'>;

/** The state of an account; `no-server` if the account is gone. */
export function sessionOf({ accounts }: Accounts, id: AccountId): SessionState {
  return accounts.find((account) => account.id === id)?.session ?? { kind: 'no-server' };
}

/** The account, if there are several and it has to be named; null if it's the only one, or gone. */
export function oneOfSeveral({ accounts }: Accounts, id: AccountId): AccountView | null {
  return accounts.length > 1 ? (accounts.find((account) => account.id === id) ?? null) : null;
}
