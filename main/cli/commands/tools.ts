/** `tools`: lists, adds and removes the tools that may get tokens without asking. */
import { wantedAccount } from '../wanted-account.ts';
import { fail, usage } from './fail.ts';
import type { CommandParts } from './parts.ts';
import { fieldOf, isText, listIn } from './status-response.ts';

/** In these commands the tool's name is an argument, not an option. */
const WORDS = { tool: 'The name of the tool' };

export async function tools(parts: CommandParts): Promise<number> {
  const [action = 'list', name] = parts.command.words;
  if (action === 'list' && name === undefined) return list(parts);
  if (action === 'allow' && name) return allow(parts, name);
  if (action === 'remove' && name) return remove(parts, name);
  return usage(parts.io, { setting: 'The command tools', must: 'be written tools [list|allow NAME|remove NAME]' });
}

async function list({ command, call, io }: CommandParts): Promise<number> {
  const response = await call('/v1/tools', null);
  if (response.kind === 'problem') return fail(io, response);
  if (command.switches.has('json')) {
    io.print(`${JSON.stringify(response.body)}\n`);
    return 0;
  }
  const listed = listIn(response.body, 'tools');
  for (const tool of listed) io.print(`${line(tool)}\n`);
  if (listed.length === 0) io.note('No tool may get tokens without asking.');
  return 0;
}

/** Name, account, host and duration, separated by tabs for `cut`. */
function line(grant: object): string {
  const { tool, account, host, duration }: Partial<Record<string, unknown>> = { ...grant };
  const lasts = duration === 'always' ? 'always' : 'until you lock or quit';
  return [tool, account, host]
    .map((field) => (isText(field) ? field : ''))
    .concat(lasts)
    .join('\t');
}

async function allow({ command, call, io }: CommandParts, tool: string): Promise<number> {
  io.note('Transparenc Companion asks you whether to allow it.');
  const response = await call('/v1/tools/allow', {
    tool,
    ...which(command, io),
    startedBy: io.startedBy,
    folder: io.folder,
  });
  if (response.kind === 'problem') return fail(io, response, WORDS);
  const isAlways = fieldOf(response.body, 'duration') === 'always';
  io.note(isAlways ? `${tool} is allowed.` : `${tool} is allowed until you lock or quit.`);
  return 0;
}

async function remove({ command, call, io }: CommandParts, tool: string): Promise<number> {
  const response = await call('/v1/tools/remove', { tool, ...which(command, io) });
  if (response.kind === 'problem') return fail(io, response, WORDS);
  const isNone = fieldOf(response.body, 'removed') === 0;
  io.note(isNone ? `${tool} was not allowed.` : `${tool} gets no more tokens without asking.`);
  return 0;
}

function which(command: CommandParts['command'], io: CommandParts['io']) {
  const { server, host } = command.values;
  return { account: wantedAccount(command.values, io.environment), server: server ?? null, host: host ?? null };
}
