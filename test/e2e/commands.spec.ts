/** Commands of the app, with and without a running app: real processes, real callers. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type CommandOptions, type CommandRun, commandRecipe, startCommand } from '../harness/command.ts';
import type { AuthorizationServer, Home, TerminalRun } from '../harness/fixtures.ts';
import { expect, test as base } from '../harness/fixtures.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve } from './steps.ts';

const run = promisify(execFile);

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs commands on the story's server and profile, and ends what is left of them. */
const test = base.extend<{ command: (args: readonly string[], more?: Partial<CommandOptions>) => CommandRun }>({
  async command({ server, home }, use) {
    const runs: CommandRun[] = [];
    await use((args, more = {}) => {
      const started = startCommand({ home, ...more, args: [...serverFlags(server), ...args] });
      runs.push(started);
      return started;
    });
    for (const each of runs) each.signal('SIGKILL');
    await Promise.all(runs.map((each) => each.exitCode));
  },
});

function serverFlags({ url, clientId, scope }: AuthorizationServer): readonly string[] {
  return [`--server-url=${url}`, `--client-id=${clientId}`, `--scope=${scope}`];
}

async function ended(started: CommandRun): Promise<Ended> {
  const code = await started.exitCode;
  // The stand-in says what it is.
  const stderr = started.stderr.text().replace(/^This is the Electron stand-in.*\n/m, '');
  return { code, stdout: started.stdout.text(), stderr };
}

async function signIn(terminal: () => TerminalRun, server: AuthorizationServer): Promise<void> {
  const signing = terminal();
  await approve(server, (await signing.prompt()).userCode, 'ada@example.org');
  expect(await signing.exitCode).toBe(0);
}

const refreshes = ({ log }: AuthorizationServer) => log.filter(({ grantType }) => grantType === 'refresh_token').length;

test('token without a running app: asks in the terminal once, and never again after "always"', async ({
  command,
  terminal,
  server,
  home,
}) => {
  expect(await ended(command(['token', '--tool=backup']))).toMatchObject({ code: 9, stdout: '' });
  await signIn(terminal, server);

  // No terminal, no display, no app: no one can be asked.
  const unasked = await ended(command(['token', '--tool=backup']));
  expect(unasked).toMatchObject({ code: 10, stdout: '' });
  expect(unasked.stderr).toContain('cannot be asked');

  const declined = await ended(command(['token', '--tool=backup', '--reason=nightly'], { types: 'n' }));
  expect(declined.code).toBe(2);
  expect(declined.stdout).toContain('"backup" wants to use your sign-in as ada@example.org');
  expect(declined.stdout).toContain('It says: "nightly"');

  expect(await ended(command(['tools', 'allow', 'backup'], { types: 'a' }))).toMatchObject({ code: 0 });
  const first = await ended(command(['token', '--tool=backup']));
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^\S+\n$/);
  expect((await ended(command(['tools'])).then(({ stdout }) => stdout)).split('\t')).toEqual([
    'backup',
    new URL(server.url).host,
    '',
    'always\n',
  ]);

  expect(await ended(command(['tools', 'remove', 'backup']))).toMatchObject({ code: 0 });
  expect(await ended(command(['token', '--tool=backup']))).toMatchObject({ code: 10, stdout: '' });
  void home;
});
