/** The commands that use the local API. */
import type { CommandName } from '../command-table.ts';
import { accounts } from './accounts.ts';
import { credential } from './credential.ts';
import { exec } from './exec.ts';
import type { CommandParts } from './parts.ts';
import { status } from './status.ts';
import { token } from './token.ts';
import { tools } from './tools.ts';

/** The other commands don't use the API, or serve it. */
type OfTheApi = Exclude<CommandName, 'login' | 'logout' | 'doctor' | 'serve'>;

/** Each function resolves with the exit code. */
export const RUN: Readonly<Record<OfTheApi, (parts: CommandParts) => Promise<number>>> = {
  accounts,
  credential,
  exec,
  status,
  token,
  tools,
};

export function usesApi(name: CommandName): name is OfTheApi {
  return Object.hasOwn(RUN, name);
}
