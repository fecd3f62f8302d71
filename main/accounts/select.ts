/** Which account a command or a tool means. There is no current account: what one terminal does changes nothing in another. */
import type { AccountId } from '../../preload/api.ts';
import { isSameName } from './names.ts';

/** What distinguishes one account from another. */
export interface Selectable {
  readonly id: AccountId;
  readonly name: string;
  /** The server's base URL. */
  readonly server: string;
  /** The server, as people name it. */
  readonly host: string;
  /** The person's name on the server. */
  readonly user: string | null;
}

/** How the caller names the account; null: not at all. */
export interface Wanted {
  /** By `--account` or COMPANION_ACCOUNT: a name or an id; the server's name, if only one account has it; or the person's, if there is only one account. */
  readonly account: string | null;
  /** The base URL of its server. */
  readonly server: string | null;
  /** The host that will receive a token, with its port if that is not the usual one. */
  readonly host: string | null;
}

export type Selected<Account extends Selectable> =
  | { readonly kind: 'account'; readonly account: Account }
  /** There is no account at all. */
  | { readonly kind: 'none' }
  /** None of those that there are matches. */
  | { readonly kind: 'unknown'; readonly among: readonly Account[] }
  | { readonly kind: 'ambiguous'; readonly among: readonly Account[] };

/** The account that was named; else the only one on the server that was named, or on the host; else the only one. */
export function selectAccount<Account extends Selectable>(
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
 * A name is unique; the server's is not, and may be another account's name. Servers choose the person's name: beside other
 * accounts it counts for nothing, so that no server gets what was meant for another one.
 */
function named<Account extends Selectable>(
  accounts: readonly Account[],
  wanted: string,
  isAlone: boolean,
): readonly Account[] {
  const byName = accounts.filter(({ id, name }) => id === wanted || isSameName(name, wanted));
  return byName.length > 0
    ? byName
    : accounts.filter(({ user, host }) => host === wanted || (isAlone && user === wanted));
}

function onlyOf<Account extends Selectable>(fits: readonly Account[], all: readonly Account[]): Selected<Account> {
  const [first, second] = fits;
  if (!first) return { kind: 'unknown', among: all };
  return second ? { kind: 'ambiguous', among: fits } : { kind: 'account', account: first };
}
