/**
 * What the program that asks for a token is called: by the launcher, which asks the running app itself, and by the executable.
 * Each program is a real one. What docs/local-tools.md states about names is this table.
 */
import { execFile } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launcherText } from '../../../build/linux/launcher.ts';
import { socketPaths } from '../../../main/local-tools/socket-path.ts';

const MAIN = new URL('../../../main/cli/', import.meta.url);

/** Replaces the executable, and records the request that it would send to the API. */
const EXECUTABLE = `
import { appendFileSync } from 'node:fs';
import { createIo } from '${new URL('command-io.ts', MAIN)}';
import { toolNameFrom } from '${new URL('commands/default-tool-name.ts', MAIN)}';
const { startedBy } = createIo(process, async () => {});
appendFileSync(process.env.NAMES, toolNameFrom(startedBy ?? '') + '\\n');
`;

describe.skipIf(process.platform !== 'linux')('a program that asks for a token', () => {
  let folder = '';
  let server: Server;
  let asked: string[] = [];

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'names-'));
    mkdirSync(join(folder, 'run'), { mode: 0o700 });
    mkdirSync(join(folder, 'profile/api'), { recursive: true });
    file('app', await launcherText());
    writeFileSync(join(folder, 'executable.ts'), EXECUTABLE);
    // Each start but the first finds its sources compiled.
    const executable = `NODE_COMPILE_CACHE='${join(folder, 'compiled')}' exec '${process.execPath}' '${join(folder, 'executable.ts')}'`;
    file('transparenc-companion.bin', `#!/bin/sh\n${executable}\n`);
    const environment = { XDG_RUNTIME_DIR: join(folder, 'run') };
    const parts = { platform: 'linux', environment, uid: process.getuid?.() ?? null } as const;
    const [place] = socketPaths(join(folder, 'profile'), parts);
    if (!place) throw new Error('no place for a socket');
    mkdirSync(place.folder, { mode: 0o700 });
    writeFileSync(join(folder, 'profile/api/address'), `${place.socket}\ninstance-1\n`);
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      asked.push(JSON.parse(body).tool);
      response.writeHead(200, { 'Companion-Instance': 'instance-1', 'Companion-Exit-Code': '0' }).end('token\n');
    });
    await new Promise<void>((resolve) => server.listen(place.socket, resolve));
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * Runs a program that requests a token twice: once in a way that the launcher can handle, and once so that the executable
   * must.
   */
  async function namesOf(command: string, args: readonly string[]): Promise<readonly string[]> {
    asked = [];
    const names = join(folder, 'names');
    writeFileSync(names, '');
    const env = { ...process.env, XDG_RUNTIME_DIR: join(folder, 'run'), NAMES: names };
    await new Promise<void>((resolve, reject) => {
      execFile(command, args, { env, cwd: folder }, (error) => (error ? reject(error) : resolve()));
    });
    return [...asked, ...readFileSync(names, 'utf8').trim().split('\n')];
  }

  const ask = () => `'${join(folder, 'app')}' token --user-data-dir='${join(folder, 'profile')}'`;
  /** Two commands for a shell and a further one, because a shell is replaced by its last command. */
  const twice = () => `${ask()}; ${ask()} --json; true`;
  const inPython = () =>
    `import subprocess\nfor more in ('', ' --json'):\n  subprocess.run(['env', 'sh', '-c', 'exec ' + ${JSON.stringify(ask())} + more])\n`;
  const inNode = (first = '') =>
    `${first};for (const more of ['', ' --json']) require('child_process').spawnSync('sh', ['-c', 'exec ' + ${JSON.stringify(ask())} + more])`;
  const script = (name: string, interpreter = '/bin/sh', text = twice()) => file(name, `#!${interpreter}\n${text}\n`);

  it.each<[what: string, name: string | RegExp, run: () => readonly [string, ...string[]]]>([
    ['a script', 'backup', () => [script('backup')]],
    ['a script whose name has more than 15 characters', 'nightly-backup-', () => [script('nightly-backup-of-ada.sh')]],
    ['a script that a shell is given', 'sh', () => ['sh', script('given')]],
    ['a line of a shell, as cron and ssh run it', 'bash', () => ['bash', '-c', twice()]],
    ['a script in Python', /^python3/, () => ['python3', file('script.py', inPython())]],
    ['a script that names Python by env', /^python3/, () => [script('by-env', '/usr/bin/env python3', inPython())]],
    ['a program for Node', /^node/, () => [process.execPath, '-e', inNode()]],
    [
      'a program for Node in a file that an update has replaced meanwhile',
      'agent',
      () => {
        linkSync(process.execPath, join(folder, 'agent'));
        return [join(folder, 'agent'), '-e', inNode("require('fs').unlinkSync(process.execPath)")];
      },
    ],
    [
      'env, nohup and setsid, which become what they run',
      'job',
      () => [script('job', '/bin/sh', `env ${ask()}; nohup setsid -w ${ask()} --json; true`)],
    ],
    [
      'xargs',
      'xargs',
      () => [
        'sh',
        '-c',
        `printf '%s\\n' token "token --json" | xargs -L1 sh -c 'exec "$0" "$@" --user-data-dir=${join(folder, 'profile')}' ${join(folder, 'app')}`,
      ],
    ],
    ['make', 'make', () => ['make', '-f', file('makefile', `all:\n\t${ask()}\n\t${ask()} --json\n`)]],
    ['a service of systemd', 'systemd', () => [script('systemd')]],
    ['sudo', 'sudo', () => [script('sudo')]],
    ['a name with a blank', 'tmux-server', () => [process.execPath, '-e', inNode("process.title = 'tmux: server'")]],
    ['a name of two lines', 'one', () => [process.execPath, '-e', inNode("process.title = 'one\\ntwo'")]],
    ['a name that ends as programs do on Windows', 'deploy', () => [script('deploy.cmd')]],
    ['a name with a letter that no tool may have', 'cr-er', () => [script('créer')]],
    [
      'a name that begins with a dash',
      'bash',
      () => ['bash', '-c', `exec -a -bash bash -c "${twice().replaceAll('"', '\\"')}"`],
    ],
  ])('is called alike by both if it is %s', async (_what, name, run) => {
    const [command, ...args] = run();
    const names = await namesOf(command, args);
    expect(names).toEqual([expect.stringMatching(name), expect.stringMatching(name)]);
    expect(names[0]).toBe(names[1]);
    if (typeof name === 'string') expect(names[0]).toBe(name);
  });
});
