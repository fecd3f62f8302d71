/** Commands of the app, with and without a running app: real processes, real callers. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { socketPaths } from '../../main/local-tools/socket-path.ts';
import type { AuthorizationServer, RunningApp } from '../harness/fixtures.ts';
import { installLauncher } from '../harness/installed-launcher.ts';
import { type Ended, ended, expect, test } from './command-test.ts';
import { startGitServer } from './git-server.ts';

function serverFlags({ url, clientId, scope }: AuthorizationServer): readonly string[] {
  return [`--server-url=${url}`, `--client-id=${clientId}`, `--scope=${scope}`];
}

/** A program of the user that isn't part of the app. */
function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { env: environment, cwd: environment['HOME'] }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
    // A program that reads nothing closes its end of the pipe.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** The result for a program that needs consent: the question is closed, so that the test doesn't wait a minute. */
async function unanswered(app: RunningApp, ran: Promise<Ended>): Promise<Ended> {
  await (await app.consentWindow()).close();
  return ran;
}

const refreshes = ({ log }: AuthorizationServer) => log.filter(({ grantType }) => grantType === 'refresh_token').length;

test('token without a running app: asks in the terminal once, and never again after "always"', async ({
  command,
  signIn,
}) => {
  expect(await ended(command(['token', '--tool=backup']))).toMatchObject({ code: 9, stdout: '' });
  await signIn();

  // Without a terminal, a display and a running app, the user can't be asked.
  const unasked = await ended(command(['token', '--tool=backup']));
  expect(unasked).toMatchObject({ code: 10, stdout: '' });
  expect(unasked.stderr).toContain('cannot be asked');

  const declined = await ended(command(['token', '--tool=backup', '--reason=nightly'], { types: 'n' }));
  expect(declined.code).toBe(2);
  expect(declined.stdout).toContain('"backup" wants to use your sign-in as ada@example.org');
  expect(declined.stdout).toContain('Reason given by the tool: "nightly"');

  expect(await ended(command(['tools', 'allow', 'backup'], { types: 'a' }))).toMatchObject({ code: 0 });
  const first = await ended(command(['token', '--tool=backup']));
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^\S+\n$/);
  expect((await ended(command(['tools'])).then(({ stdout }) => stdout)).split('\t')).toEqual([
    'backup',
    'localhost',
    '',
    'always\n',
  ]);

  expect(await ended(command(['tools', 'remove', 'backup']))).toMatchObject({ code: 0 });
  expect(await ended(command(['token', '--tool=backup']))).toMatchObject({ code: 10, stdout: '' });
});

test('a running app answers git, kubectl, docker, curl and python3', async ({
  command,
  signIn,
  launch,
  server,
  home,
}) => {
  await signIn();
  const git = await startGitServer(home.folder, (token) => server.secrets().includes(token));
  const allowed = [
    ['git', `--host=${git.host}`],
    ['kubectl', '--host=127.0.0.1:6443'],
    ['docker', '--host=registry.example.org'],
    ['curl'],
    ['example'],
  ];
  for (const [tool = '', ...options] of allowed)
    expect(await ended(command(['tools', 'allow', tool, ...options], { types: 'a' }))).toMatchObject({ code: 0 });
  const app = await launch({ flags: ['--hidden'] });
  const installed = installLauncher(home, serverFlags(server));
  const environment: NodeJS.ProcessEnv = {
    ...installed.environment,
    GIT_SSL_CAINFO: git.certificateFile,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'ada',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  const asGit = async (...args: readonly string[]) => {
    const ran = await run('git', args, environment);
    expect(ran.code, ran.stderr).toBe(0);
  };

  await test.step('git clones and pushes over TLS with the token as its password', async () => {
    await asGit('config', '--global', `credential.https://${git.host}.helper`, '!transparenc-companion credential git');
    await asGit('clone', '-q', git.url, 'work');
    writeFileSync(join(home.folder, 'work/file'), 'text');
    await asGit('-C', 'work', 'add', '.');
    await asGit('-C', 'work', 'commit', '-q', '-m', 'First');
    await asGit('-C', 'work', 'push', '-q', 'origin', 'HEAD:main');
    expect(new Set(git.passwords).size).toBe(1);
  });

  await test.step('a token that the server rejects is renewed once', async () => {
    const before = refreshes(server);
    git.reject(git.passwords.at(-1) ?? '');
    // git reports the rejection, and requests a token again at its next run.
    expect((await run('git', ['ls-remote', git.url], environment)).code).not.toBe(0);
    await asGit('ls-remote', git.url);
    expect(refreshes(server) - before).toBe(1);
    git.reject(git.passwords.at(-1) ?? '');
    expect((await run('git', ['ls-remote', git.url], environment)).code).not.toBe(0);
    expect((await run('git', ['ls-remote', git.url], environment)).code).not.toBe(0);
    expect(refreshes(server) - before).toBe(1);
  });

  const token = (await ended(command(['token', '--tool=curl']))).stdout.trim();
  expect(server.secrets()).toContain(token);

  await test.step('kubectl reads an ExecCredential', async () => {
    const info = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: 'https://127.0.0.1:6443' } },
    };
    const ran = await run('transparenc-companion', ['credential', 'kubectl'], {
      ...environment,
      KUBERNETES_EXEC_INFO: JSON.stringify(info),
    });
    expect(JSON.parse(ran.stdout)).toMatchObject({ apiVersion: info.apiVersion, kind: info.kind, status: { token } });
  });

  await test.step('docker finds its helper on PATH', async () => {
    const ran = await run('docker-credential-transparenc', ['get'], environment, 'registry.example.org');
    expect(JSON.parse(ran.stdout)).toMatchObject({ ServerURL: 'registry.example.org', Secret: token });
    // This tool has not been allowed, and the user can't be asked.
    const other = run('docker-credential-transparenc', ['get'], environment, 'evil.example.org');
    expect(await unanswered(app, other)).toMatchObject({ code: 10, stdout: '' });
  });

  await test.step('curl talks to the socket, and the launcher does that by itself', async () => {
    const place = { platform: process.platform, environment, uid: process.getuid?.() ?? null };
    const socket = socketPaths(home.profile, place)[0]?.socket ?? '';
    const body = JSON.stringify({ tool: 'curl' });
    const ran = await run(
      'curl',
      ['-sS', '--unix-socket', socket, '--data', body, 'http://localhost/v1/token'],
      environment,
    );
    expect(JSON.parse(ran.stdout)).toMatchObject({ access_token: token, token_type: 'Bearer' });
    // The executable is gone, so only curl can have answered.
    const without = { ...environment, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };
    expect(await run('transparenc-companion', ['token', '--tool=curl', '--header'], without)).toEqual({
      code: 0,
      stdout: `Authorization: Bearer ${token}\n`,
      stderr: '',
    });
    const stranger = run('transparenc-companion', ['token', '--tool=stranger'], without);
    expect(await unanswered(app, stranger)).toMatchObject({ code: 10, stdout: '' });
  });

  await test.step('python3 runs the example', async () => {
    const program = `
from companion_configuration import NoToken, with_companion
class Configuration:
    def __init__(self, host=None, access_token=None):
        self.host = host
        self.access_token = access_token
configuration = with_companion(Configuration, tool='example')(host='https://api.example.org')
print(configuration.access_token, configuration.host)
try:
    with_companion(Configuration, tool='stranger')().access_token
except NoToken as refused:
    print(refused.exit_code)
`;
    const ran = run('/usr/bin/python3', ['-c', program], {
      ...environment,
      PYTHONPATH: join(import.meta.dirname, '../../docs/examples'),
      PYTHONDONTWRITEBYTECODE: '1',
    });
    expect(await unanswered(app, ran)).toMatchObject({
      code: 0,
      stdout: `${token} https://api.example.org\n10\n`,
    });
  });

  await test.step('exec passes on exit code and signals', async () => {
    const child = (script: string) => ['exec', '--tool=curl', '--', 'sh', '-c', script];
    const printed = await ended(command(child('printf %s "$ACCESS_TOKEN"; exit 7')));
    expect(printed).toEqual({ code: 7, stdout: token, stderr: '' });
    // An early signal must be passed on as well, so try several moments.
    for (let n = 0; n < 4; n += 1) {
      const patient = command(child('trap "echo heard; exit 9" TERM; echo ready; while :; do sleep 0.1; done'));
      await patient.stdout.waitFor(/ready/);
      patient.signal('SIGTERM');
      expect(await ended(patient)).toMatchObject({ code: 9, stdout: 'ready\nheard\n' });
    }
    expect((await ended(command(child('kill -KILL $$')))).code).toBe(137);
    expect((await ended(command(['exec', '--tool=curl', '--', '/nonexistent']))).code).toBe(127);
  });

  await test.step('status shows who serves, and logout leaves the sign-in to the window', async () => {
    expect(JSON.parse((await ended(command(['status', '--json']))).stdout)).toMatchObject({ served_by: 'window' });
    expect((await ended(command(['logout']))).code).toBe(7);
  });
  await app.quit();
  await git.close();
});
