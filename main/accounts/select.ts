/** Selects the account that a command or a tool means. There is no current account, so terminals don't affect each other. */
import type { ToolAccount } from '../../preload/api.ts';
import { isSameName } from './names.ts';

/** How the caller names the account; null: by nothing. */
export interface Wanted {
  /**
   * From `--account` or COMPANION_ACCOUNT: a name or ID; a server's name if only one account is on it;
   * or the person's name if there is only one account.
   */
  readonly account: string | null;
  /** The base URL of its server. */
  readonly server: string | null;
  /** The host that will receive a token, with its port unless that is the default. */
  readonly host: string | null;
}

export type Selected<Account extends ToolAccount> =
  | { readonly kind: 'account'; readonly account: Account }
  /** There are no accounts. */
  | { readonly kind: 'none' }
  /** No account matches. */
  | { readonly kind: 'unknown'; readonly among: readonly Account[] }
  | { readonly kind: 'ambiguous'; readonly among: readonly Account[] };

/** The named account; else the only one on the named server or host; else the only one. */
export function selectAccount<Account extends ToolAccount>(
  accounts: readonly Account[],
  { account, server, host }: Wanted,
): Selected<Account> {
  if (accounts.length === 0) return { kind: 'none' };
  const onServer = server === null ? accounts : accounts.filter((each) => each.server === server);
  if (account !== null) return onlyOf(named(onServer, account, accounts.length === 1), accounts);
  if (server !== null) return onlyOf(onServer, accounts);
  const onHost = host === null ? [] : accounts.filter((each) => new URL(each.server).host === host);
  return onlyOf(onHost.length > 0 ? onHost : accounts, accounts);
}

/**
 * Account names are unique. A server's name isn't, and may equal another account's name. The person's name is chosen by the
 * server, so it's ignored if there are several accounts: no server may attract tokens meant for another.
 */
function named<Account extends ToolAccount>(
  accounts: readonly Account[],
  wanted: string,
  isAlone: boolean,
): readonly Account[] {
  const byName = accounts.filter(({ id, name }) => id === wanted || isSameName(name, wanted));
  return byName.length > 0
    ? byName
    : accounts.filter(({ user, host }) => host === wanted || (isAlone && user === wanted));
}

function onlyOf<Account extends ToolAccount>(fits: readonly Account[], all: readonly Account[]): Selected<Account> {
  const [first, second] = fits;
  if (!first) return { kind: 'unknown', among: all };
  return second ? { kind: 'ambiguous', among: fits } : { kind: 'account', account: first };
}
