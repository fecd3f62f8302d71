/** The account that a command names. */
import type { CommandParts } from './parts.ts';

/** By `--account`, else by COMPANION_ACCOUNT; null: it names none. What was used last never counts. */
export function wantedAccount(
  { values }: CommandParts['command'],
  { environment }: Pick<CommandParts['io'], 'environment'>,
): string | null {
  return values['account'] ?? (environment['COMPANION_ACCOUNT'] || null);
}
