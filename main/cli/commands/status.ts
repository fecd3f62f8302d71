/** `status`: shows who is signed in, and changes nothing. */
import { EXIT } from '../exit-codes.ts';
import { fail } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { readAccounts, stateInWords } from './status-response.ts';

/** Ends with 0 only if an account is signed in. */
export async function status({ command, call, io }: CommandParts): Promise<number> {
  const response = await call('/v1/status', null);
  if (response.kind === 'problem') return fail(io, response);
  const accounts = readAccounts(response.body);
  if (command.switches.has('json')) io.print(`${JSON.stringify(response.body)}\n`);
  else if (accounts.length === 0) io.print('No server is set up.\n');
  else
    for (const { name, user, state } of accounts)
      io.print(`${name}: ${stateInWords(state)}${user ? ` as ${user}` : ''}\n`);
  return exitCodeOf(accounts.map(({ state }) => state));
}

function exitCodeOf(states: readonly string[]): number {
  if (states.includes('signed-in')) return EXIT.signedIn;
  return states.some((state) => state === 'unreadable' || state === 'waiting-for-keyring')
    ? EXIT.notKept
    : EXIT.notSignedIn;
}
