/** The accounts of a snapshot, by their ids. */
import type { AccountId, AccountView, SessionState, Snapshot } from '../../preload/api.ts';

type Accounts = Pick<Snapshot, 'accounts'>;

/** The state of an account; one that is gone has none. */
export function sessionOf({ accounts }: Accounts, id: AccountId): SessionState {
  return accounts.find((account) => account.id === id)?.session ?? { kind: 'no-server' };
}

/** The account, if there are others and it has to be named; null: it is the only one, or gone. */
export function oneOfSeveral({ accounts }: Accounts, id: AccountId): AccountView | null {
  return accounts.length > 1 ? (accounts.find((account) => account.id === id) ?? null) : null;
}
