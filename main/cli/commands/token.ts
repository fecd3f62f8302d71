/** `token`: prints an access token, alone or as a header. */
import { usage } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { type HandedOut, requestToken } from './token-request.ts';

/** Prints a token and one newline, and nothing else. */
export async function token(parts: CommandParts): Promise<number> {
  const { command, io } = parts;
  if (command.switches.size > 1)
    return usage(io, { setting: `--${[...command.switches][1]}`, must: 'not be given with another format' });
  const handedOut = await requestToken(parts, { tool: io.startedBy ?? '' });
  if (typeof handedOut === 'number') return handedOut;
  if (io.printsToTerminal) io.note('Anyone who sees this token can use it until it expires.');
  io.print(`${inFormat(command.switches, handedOut)}\n`);
  return 0;
}

function inFormat(formats: ReadonlySet<string>, { accessToken, json }: HandedOut): string {
  const authorization = `Bearer ${accessToken}`;
  if (formats.has('json')) return JSON.stringify(json);
  if (formats.has('header')) return `Authorization: ${authorization}`;
  if (formats.has('headers-json')) return JSON.stringify({ Authorization: authorization });
  return accessToken;
}
