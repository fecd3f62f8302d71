/** A hundred callers at once with an expired token: one refresh, a hundred equal answers, whatever dies meanwhile. */
import { join } from 'node:path';
import type { AuthorizationServerOptions } from '../authorization-server/server.ts';
import { type CommandRun, startCommand } from '../harness/command.ts';
import type { AuthorizationServer, Home, TerminalRun } from '../harness/fixtures.ts';
import { expect, test } from '../harness/fixtures.ts';
import { approve } from './steps.ts';

const CALLERS = 100;

const refreshes = ({ log }: AuthorizationServer) => log.filter(({ grantType }) => grantType === 'refresh_token').length;

function flagsOf({ url, clientId, scope }: AuthorizationServer): readonly string[] {
  return [`--server-url=${url}`, `--client-id=${clientId}`, `--scope=${scope}`];
}

/** Signs in on a server whose tokens have expired by the time the same server is up again, with tokens that last. */
async function signInWithExpiredToken(
  home: Home,
  startServer: (options: AuthorizationServerOptions) => Promise<AuthorizationServer>,
  terminal: (options: { server: AuthorizationServer }) => TerminalRun,
): Promise<AuthorizationServer> {
  const stateFolder = join(home.folder, 'server');
  const before = await startServer({ stateFolder, accessTokenLifetimeS: 1 });
  const signing = terminal({ server: before });
  await approve(before, (await signing.prompt()).userCode, 'ada@example.org');
  expect(await signing.exitCode).toBe(0);
  const allowing = startCommand({ home, args: [...flagsOf(before), 'tools', 'allow', 'backup'], types: 'a' });
  expect(await allowing.exitCode, allowing.stdout.text()).toBe(0);
  await before.close();
  return startServer({ stateFolder, accessTokenLifetimeS: 3600 });
}

function startAll(home: Home, server: AuthorizationServer): readonly CommandRun[] {
  return Array.from({ length: CALLERS }, () =>
    startCommand({ home, args: [...flagsOf(server), 'token', '--tool=backup'] }),
  );
}

async function expectEqualAnswers(runs: readonly CommandRun[]): Promise<void> {
  const codes = await Promise.all(runs.map(({ exitCode }) => exitCode));
  const reported = runs.map(({ stderr }) => stderr.text()).join('');
  expect(
    codes.filter((code) => code !== 0),
    reported,
  ).toEqual([]);
  const answers = new Set(runs.map(({ stdout }) => stdout.text()));
  expect(answers.size).toBe(1);
  expect([...answers][0]).toMatch(/^\S+\n$/);
}

test.beforeEach(() => test.setTimeout(600_000));

test('100 token commands without a running app refresh once', async ({ home, startServer, terminal }) => {
  const server = await signInWithExpiredToken(home, startServer, terminal);
  await expectEqualAnswers(startAll(home, server));
  expect(refreshes(server)).toBe(1);
});

test('100 token commands beside a running app refresh once', async ({ home, startServer, terminal, launch }) => {
  const server = await signInWithExpiredToken(home, startServer, terminal);
  await launch({ server, flags: ['--hidden'] });
  await expectEqualAnswers(startAll(home, server));
  expect(refreshes(server)).toBe(1);
});

test('after the process that serves is killed, the others still get one token', async ({
  home,
  startServer,
  terminal,
}) => {
  const server = await signInWithExpiredToken(home, startServer, terminal);
  const serving = startCommand({ home, args: [...flagsOf(server), 'serve'] });
  await serving.stderr.waitFor(/Serving local tools/, 60_000);
  const runs = startAll(home, server);
  // In the middle of it: some have their answer, and most do not.
  await Promise.any(runs.map(({ exitCode }) => exitCode));
  serving.signal('SIGKILL');
  await expectEqualAnswers(runs);
  expect(refreshes(server)).toBe(1);
});
