/** The account that a command names. */
import type { CommandParts } from './parts.ts';

/** From `--account`, else COMPANION_ACCOUNT; null if neither is given. The last used account is never assumed. */
export function wantedAccount(
  { values }: CommandParts['command'],
  { environment }: Pick<CommandParts['io'], 'environment'>,
): string | null {
  return values['account'] ?? (environment['COMPANION_ACCOUNT'] || null);
}
