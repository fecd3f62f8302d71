/** `accounts`: lists the accounts that tools can use. */
import { fail } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { type AccountLine, readAccounts, stateInWords } from './status-response.ts';

export async function accounts({ command, call, io }: CommandParts): Promise<number> {
  const response = await call('/v1/accounts', null);
  if (response.kind === 'problem') return fail(io, response);
  const listed = readAccounts(response.body);
  io.print(command.switches.has('json') ? `${JSON.stringify({ accounts: listed })}\n` : listed.map(line).join(''));
  if (listed.length === 0) io.note('There is no account.');
  return 0;
}

function line({ name, user, state }: AccountLine): string {
  return `${name}\t${user ?? ''}\t${stateInWords(state)}\n`;
}
