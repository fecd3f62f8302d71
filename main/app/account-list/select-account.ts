/** Finds the account that a command line means. */
import { type Selectable, type Selected, selectAccount } from '../../accounts/select.ts';
import { serverName } from '../../oauth/server-name.ts';
import type { Account } from './account-list.ts';

/** @param wanted the account and server that flags and environment name */
export function selectAmong(
  accounts: readonly Account[],
  wanted: { readonly account: string | null; readonly server: string | null },
): Selected<Selectable & { readonly account: Account }> {
  const selectable = accounts.map((account) => ({
    id: account.id,
    name: account.name,
    host: serverName(account.server),
    server: account.server.baseUrl,
    user: account.session.holder()?.name ?? null,
    account,
  }));
  return selectAccount(selectable, { ...wanted, host: null });
}
