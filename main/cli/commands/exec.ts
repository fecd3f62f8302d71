/** `exec`: runs a command with an access token in its environment. */
import { usage } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { requestToken } from './token-request.ts';

/** Valid names of shell variables. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Runs the command only if it gets a token. Resolves with the command's exit code. */
export async function exec(parts: CommandParts): Promise<number> {
  const { command, io } = parts;
  const variable = command.values['env'] ?? 'ACCESS_TOKEN';
  if (!VARIABLE.test(variable)) return usage(io, { setting: '--env', must: 'be a name of letters, digits and _' });
  const [program = '', ...args] = command.child;
  // Before the user is asked for consent that would be of no use.
  const refused = io.refuseProgram(program);
  if (refused !== null) return refused;
  const handedOut = await requestToken(parts, { tool: program });
  if (typeof handedOut === 'number') return handedOut;
  return io.runChild({ command: program, args, environment: { [variable]: handedOut.accessToken } });
}
