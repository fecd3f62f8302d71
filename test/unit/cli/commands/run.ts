/** Runs one command against a stub of the API. */
import { readCommandLine } from '../../../../main/cli/command-line.ts';
import { RUN, usesApi } from '../../../../main/cli/commands/commands.ts';
import type { ArrivedResponse, ChildCommand } from '../../../../main/cli/commands/parts.ts';
import { isProblem } from '../../../../main/cli/flags.ts';

/** The output, the requests, the child processes and the exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly asked: readonly (readonly [path: string, body: object | null])[];
  readonly children: readonly ChildCommand[];
}

export const TOKEN = 'access.Token-1~+/=';

export const GIVEN: ArrivedResponse = {
  kind: 'ok',
  status: 200,
  body: {
    access_token: TOKEN,
    token_type: 'Bearer',
    expires_at: '2026-11-30T10:00:00.500Z',
    account: 'login.example.org',
  },
};

export async function run(
  args: readonly string[],
  {
    response = GIVEN,
    input = '',
    environment = {},
    startedBy = 'bash',
    terminal = false,
    childCode = 0,
    programRefused = null,
  }: {
    readonly response?: ArrivedResponse | ((body: object | null) => ArrivedResponse);
    readonly input?: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly startedBy?: string | null;
    readonly terminal?: boolean;
    readonly childCode?: number;
    readonly programRefused?: number | null;
  } = {},
): Promise<Ran> {
  const line = readCommandLine(args, false);
  if (isProblem(line) || !line.command || !usesApi(line.command.name)) throw new Error(`no command: ${args.join(' ')}`);
  const asked: [string, object | null][] = [];
  const children: ChildCommand[] = [];
  let stdout = '';
  let stderr = '';
  const code = await RUN[line.command.name]({
    command: line.command,
    async call(path, body) {
      asked.push([path, body]);
      return typeof response === 'function' ? response(body) : response;
    },
    io: {
      print(text) {
        stdout += text;
      },
      note(text) {
        stderr += `${text}\n`;
      },
      printsToTerminal: terminal,
      readInput: async () => input,
      environment,
      folder: '/home/ada/work',
      startedBy,
      refuseProgram: () => programRefused,
      async runChild(child) {
        children.push(child);
        return childCode;
      },
    },
  });
  return { code, stdout, stderr, asked, children };
}
