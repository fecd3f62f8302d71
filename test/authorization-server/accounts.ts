/** The server's accounts: every name that a user types is one. */
import type { FindAccount } from 'oidc-provider';

/** Longer names are truncated, because a page and every id_token contain them. */
const LONGEST_LOGIN = 100;

/** The account name that the user typed, or null if it is invalid. */
export function loginFrom(typed: unknown): string | null {
  if (typeof typed !== 'string') return null;
  return [...typed.trim()].slice(0, LONGEST_LOGIN).join('') || null;
}

/** Creates the account for a login. Its claims contain only what can be derived from the typed name. */
export const findAccount: FindAccount = (_ctx, login) => ({
  accountId: login,
  claims: () => ({
    sub: login,
    name: login,
    ...(/^\S+$/.test(login) && { preferred_username: login }),
    ...(/^[^\s@]+@[^\s@]+$/.test(login) && { email: login }),
  }),
});

/** The claims that the scope `openid` contains, so that a client without other scopes can show who is signed in. */
export const OPENID_CLAIMS = ['sub', 'name', 'preferred_username', 'email'];
