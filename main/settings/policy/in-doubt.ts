/** What holds if the administrator's file can't be used. */
import type { PolicySettings } from './types.ts';

/** An administrator who misspelled a ban on updates, on local tools, on other accounts or on keeping a sign-in without a keyring meant a ban. */
export const IN_DOUBT: PolicySettings = {
  keepWithoutKeyring: false,
  updates: false,
  localTools: 'off',
  otherAccounts: false,
};
