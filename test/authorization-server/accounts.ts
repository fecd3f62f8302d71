/** Accounts: any name that is typed in is one. */
import type { FindAccount } from 'oidc-provider';

/** Longer names are cut: they end up on a page and in every id_token. */
const LONGEST_LOGIN = 100;

/** The account name that the user typed, or null if it is invalid. */
export function loginFrom(typed: unknown): string | null {
  if (typeof typed !== 'string') return null;
  return [...typed.trim()].slice(0, LONGEST_LOGIN).join('') || null;
}

/** Makes up the account of a login, which stands under every name that it can honestly bear. */
export const findAccount: FindAccount = (_ctx, login) => ({
  accountId: login,
  claims: () => ({
    sub: login,
    name: login,
    ...(/^\S+$/.test(login) && { preferred_username: login }),
    ...(/^[^\s@]+@[^\s@]+$/.test(login) && { email: login }),
  }),
});

/** The claims that scope `openid` carries, so that a client without other scopes can still show who is signed in. */
export const OPENID_CLAIMS = ['sub', 'name', 'preferred_username', 'email'];
