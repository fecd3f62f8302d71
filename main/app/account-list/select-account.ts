/** Finds the account that a command line means. */
import type { ToolAccount } from '../../../preload/api.ts';
import { type Selected, selectAccount } from '../../accounts/select.ts';
import { serverName } from '../../oauth/server-name.ts';
import type { Account } from './account-list.ts';

/** @param wanted the account and server that flags and environment name */
export function selectAmong(
  accounts: readonly Account[],
  wanted: { readonly account: string | null; readonly server: string | null },
): Selected<ToolAccount & { readonly account: Account }> {
  const selectable = accounts.map((account) => ({ ...toolAccountOf(account), account }));
  return selectAccount(selectable, { ...wanted, host: null });
}

/** The account as commands and tools name it. */
export function toolAccountOf({ id, name, server, session }: Account): ToolAccount {
  return { id, name, host: serverName(server), server: server.baseUrl, user: session.holder()?.name ?? null };
}
