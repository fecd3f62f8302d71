/** `status`: shows who is signed in. Changes nothing. */
import { EXIT } from '../exit-codes.ts';
import { fail } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { type AccountLine, readAccounts, stateInWords } from './status-response.ts';

/** Resolves with 0 only if an account is signed in. */
export async function status({ command, call, io }: CommandParts): Promise<number> {
  const response = await call('/v1/status', null);
  if (response.kind === 'problem') return fail(io, response);
  const accounts = readAccounts(response.body);
  if (command.switches.has('json')) io.print(`${JSON.stringify(response.body)}\n`);
  else if (accounts.length === 0) io.print('No server is set up.\n');
  else io.print(tableOf(accounts));
  return exitCodeOf(accounts.map(({ state }) => state));
}

/** One line per account, in aligned columns. */
function tableOf(accounts: readonly AccountLine[]): string {
  const rows = accounts.map(({ name, user, server, state }) => [name, stateInWords(state), user ?? '-', server]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}\n`).join('');
}

function exitCodeOf(states: readonly string[]): number {
  if (states.includes('signed-in')) return EXIT.ok;
  return states.some((state) => state === 'unreadable' || state === 'waiting-for-keyring')
    ? EXIT.storage
    : EXIT.notSignedIn;
}
