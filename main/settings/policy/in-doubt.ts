/** What holds if the administrator's file can't be used. */
import type { PolicySettings } from './types.ts';

/** Used if one of these fields is invalid: an administrator who set it most likely wanted to forbid something. */
export const IN_DOUBT: PolicySettings = {
  keepWithoutKeyring: false,
  updates: false,
  localTools: 'off',
  otherAccounts: false,
};
