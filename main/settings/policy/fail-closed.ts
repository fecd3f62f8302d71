/** What applies if the administrator's file can't be used. */
import type { PolicySettings } from './schema.ts';

/**
 * Forbids what the administrator may have wanted to forbid. If the file is unusable, all of it applies; if only a field is invalid,
 * what the file sets validly takes precedence.
 */
export const FAIL_CLOSED: PolicySettings = {
  keepWithoutKeyring: false,
  updates: false,
  localTools: 'off',
  otherAccounts: false,
};
