/** How the launcher on Linux handles `token` by itself, with a real socket and a binary that records its arguments. */
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launcherText } from '../../../build/linux/launcher.ts';
import { socketPaths } from '../../../main/local-tools/socket-path.ts';

interface Asked {
  readonly line: string;
  readonly host: string | undefined;
  readonly accept: string | undefined;
  readonly body: unknown;
}

interface Response {
  readonly status?: number;
  readonly code?: string | null;
  readonly text: string;
  readonly instance?: string | null;
}

const TOKEN = 'access.Token-1~+/=';

describe.skipIf(process.platform !== 'linux')('the launcher', () => {
  let folder = '';
  let server: Server | null = null;
  let asked: Asked[] = [];
  const profile = () => join(folder, 'profile');

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'launcher-token-'));
    asked = [];
    mkdirSync(join(folder, 'app'));
    mkdirSync(join(folder, 'run'), { mode: 0o700 });
    mkdirSync(profile());
    writeFileSync(join(folder, 'app/transparenc-companion'), await launcherText());
    writeFileSync(join(folder, 'app/transparenc-companion.bin'), `#!/bin/sh\nprintf '%s\\n' "$@" >${folder}/started\n`);
    for (const file of ['transparenc-companion', 'transparenc-companion.bin'])
      chmodSync(join(folder, 'app', file), 0o755);
  });
  afterEach(async () => {
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
    server = null;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sends one response on the socket that the app would use. */
  async function serve({ status = 200, code = '0', text, instance = 'instance-1' }: Response): Promise<string> {
    const environment = { XDG_RUNTIME_DIR: join(folder, 'run') };
    const [place] = socketPaths(profile(), { platform: 'linux', environment, uid: process.getuid?.() ?? null });
    if (!place) throw new Error('no place for a socket');
    mkdirSync(place.folder, { mode: 0o700 });
    mkdirSync(join(profile(), 'api'));
    writeFileSync(join(profile(), 'api/address'), `${place.socket}\ninstance-1\n`);
    const listening = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { host, accept } = request.headers;
      asked.push({ line: `${request.method} ${request.url}`, host, accept, body: JSON.parse(body) });
      if (instance !== null) response.setHeader('Companion-Instance', instance);
      if (code !== null) response.setHeader('Companion-Exit-Code', code);
      response.writeHead(status, { 'Content-Type': 'text/plain' }).end(`${text}\n`);
    });
    server = listening;
    await new Promise<void>((resolve) => listening.listen(place.socket, resolve));
    return place.socket;
  }

  function launch(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    return new Promise<{ code: number; stdout: string; stderr: string; started: readonly string[] | null }>(
      (resolve) => {
        const env = { ...process.env, XDG_RUNTIME_DIR: join(folder, 'run'), ...environment };
        const child = execFile(
          join(folder, 'app/transparenc-companion'),
          ['token', `--user-data-dir=${profile()}`, ...args],
          { env, cwd: folder },
          (_error, stdout, stderr) => {
            const file = join(folder, 'started');
            const started = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : null;
            resolve({ code: child.exitCode ?? Number.NaN, stdout, stderr, started });
          },
        );
      },
    );
  }

  it('prints the token that the running app gives, and starts nothing', async () => {
    await serve({ text: TOKEN });
    expect(await launch([])).toEqual({ code: 0, stdout: `${TOKEN}\n`, stderr: '', started: null });
    expect(asked).toEqual([
      {
        line: 'POST /v1/token',
        host: 'localhost',
        accept: 'text/plain',
        body: { tool: expect.stringMatching(/^node/), startedBy: expect.stringMatching(/^node/), folder },
      },
    ]);
  });

  it.each([
    ['--header', `Authorization: Bearer ${TOKEN}\n`],
    ['--headers-json', `{"Authorization":"Bearer ${TOKEN}"}\n`],
  ])('prints it with %s as the executable does', async (format, stdout) => {
    await serve({ text: TOKEN });
    expect(await launch([format])).toMatchObject({ code: 0, stdout, started: null });
  });

  it('sends the options in the request', async () => {
    await serve({ text: TOKEN });
    await launch(['--tool=backup', '--reason=nightly backup, ünïcode', '--account=a', '--min-valid=90s']);
    expect(asked[0]?.body).toMatchObject({
      tool: 'backup',
      reason: 'nightly backup, ünïcode',
      account: 'a',
      minValid: 90,
    });
  });

  it('asks for the account of COMPANION_ACCOUNT, unless an option names one', async () => {
    await serve({ text: TOKEN });
    await launch([], { COMPANION_ACCOUNT: 'customer' });
    await launch(['--account=work'], { COMPANION_ACCOUNT: 'customer' });
    expect(asked.map(({ body }) => body)).toMatchObject([{ account: 'customer' }, { account: 'work' }]);
  });

  it('passes the exit code on, with the reason on stderr', async () => {
    await serve({ status: 403, code: '2', text: 'The user did not allow it.' });
    expect(await launch(['--header'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'The user did not allow it.\n',
      started: null,
    });
  });

  it('starts nothing beside an app that hangs: it ends after five minutes, and reports that', async () => {
    const socket = await serve({ text: TOKEN });
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'curl'), `#!/bin/sh\nprintf '%s ' "$@" >${folder}/asked\nexit 28\n`);
    chmodSync(join(bin, 'curl'), 0o755);
    expect(await launch([], { PATH: `${bin}:${process.env['PATH']}` })).toEqual({
      code: 7,
      stdout: '',
      stderr: expect.stringMatching(/does not respond/),
      started: null,
    });
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toContain(`-m 300 --noproxy * --unix-socket ${socket} `);
  });

  it('changes no variable of a program that another command starts', async () => {
    const file = join(folder, 'app/transparenc-companion');
    const names = [...readFileSync(file, 'utf8').matchAll(/\b([a-z_]+)=(?=[\w"'$])|\bfor (\w+) in\b/g)];
    const environment = Object.fromEntries(
      names
        .map(([, set, each]) => set ?? each ?? '')
        .filter((name) => !name.startsWith('companion_'))
        .map((name) => [name, 'theirs']),
    );
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(['profile', 'format', 'account', 'tool', 'body']));
    writeFileSync(`${file}.bin`, '#!/bin/sh\nexec env\n');
    const env = { ...process.env, ...environment };
    const stdout = execFileSync(file, ['exec', '--', 'make'], { env, encoding: 'utf8' });
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining(Object.keys(environment).map((name) => `${name}=theirs`)),
    );
  });

  it('uses neither a proxy nor the user’s .curlrc', async () => {
    await serve({ text: TOKEN });
    writeFileSync(join(folder, '.curlrc'), 'url = "http://127.0.0.1:1/"\nverbose\n');
    const proxy = 'http://127.0.0.1:1';
    const environment = { HOME: folder, CURL_HOME: folder, http_proxy: proxy, ALL_PROXY: proxy };
    expect(await launch([], environment)).toMatchObject({ code: 0, stdout: `${TOKEN}\n`, stderr: '' });
  });

  describe('starts the executable, with every argument and without a display,', () => {
    const started = (...args: readonly string[]) => [
      '--ozone-platform=headless',
      '--disable-gpu',
      'token',
      `--user-data-dir=${profile()}`,
      ...args,
    ];

    it.each([
      ['--json'],
      ['--help'],
      ['--min-valid=5m'],
      ['--min-valid=s'],
      ['--min-valid=007'],
      ['--min-valid=-1'],
      ['--reason=say "hi"'],
      ['--reason=back\\slash'],
      ['--reason='],
      ['--unknown'],
      ['word'],
      ['--header', '--headers-json'],
      ['--account=theirs', '--account=other'],
      ['--server=one.example', '--tool=backup', '--server=two.example'],
      ['--tool=backup', '--tool=backup'],
      ['--reason=one', '--reason=two'],
      ['--min-valid=5', '--min-valid=6'],
    ])('for %j', async (...args) => {
      await serve({ text: TOKEN });
      expect((await launch(args)).started).toEqual(started(...args));
      expect(asked).toEqual([]);
    });

    it('if no app runs', async () => {
      expect((await launch([])).started).toEqual(started());
    });

    it('if the socket is stale', async () => {
      const socket = await serve({ text: TOKEN });
      // A server that closes removes its socket. After a crash, the socket and the address file remain.
      linkSync(socket, `${socket}.stale`);
      await new Promise((resolve) => server?.close(resolve));
      renameSync(`${socket}.stale`, socket);
      server = null;
      expect((await launch([])).started).toEqual(started());
    });

    it.each([null, '', 'instance-2'])(
      'if it is not the app that has responded: it calls itself %j',
      async (instance) => {
        await serve({ text: TOKEN, instance });
        const { stdout, started: instead } = await launch([]);
        expect([stdout, instead]).toEqual(['', started()]);
      },
    );

    it.each<[string, (socket: string) => string]>([
      ['a file', (socket) => `${socket}.file`],
      ['a link to its folder', (socket) => `${folder}/link/${basename(socket)}`],
      ['no whole path', () => 's'],
      ['nothing', () => ''],
    ])('if the address is that of %s', async (_, address) => {
      const socket = await serve({ text: TOKEN });
      writeFileSync(`${socket}.file`, '');
      symlinkSync(dirname(socket), join(folder, 'link'));
      writeFileSync(join(profile(), 'api/address'), `${address(socket)}\ninstance-1\n`);
      expect((await launch([])).started).toEqual(started());
      expect(asked).toEqual([]);
    });

    it.runIf(process.getuid?.() === 0).each([
      ['the socket', (socket: string) => socket],
      ['the folder', dirname],
      ['the address', () => join(profile(), 'api/address')],
    ])('if %s belongs to another user', async (_, of) => {
      chownSync(of(await serve({ text: TOKEN })), 65_534, 65_534);
      expect((await launch([])).started).toEqual(started());
      expect(asked).toEqual([]);
    });

    it('if only half of the address has been written', async () => {
      const socket = await serve({ text: TOKEN });
      for (const half of ['', socket, `${socket}\n`, `${socket}\ninst`]) {
        writeFileSync(join(profile(), 'api/address'), half);
        expect((await launch([])).started).toEqual(started());
      }
      expect(asked).toEqual([]);
    });

    it.each<Response>([
      { status: 503, code: '7', text: 'Transparenc Companion is quitting.' },
      { status: 200, code: null, text: TOKEN },
      { status: 200, code: '', text: TOKEN },
      { status: 200, code: '0', text: '' },
      { status: 200, code: '0', text: 'two words' },
    ])('after %j', async (response) => {
      await serve(response);
      const ran = await launch(['--header']);
      expect(ran.started).toEqual(started('--header'));
      expect(ran.stdout).toBe('');
    });

    it('if there is no curl', async () => {
      await serve({ text: TOKEN });
      const bin = join(folder, 'bin');
      mkdirSync(bin);
      for (const tool of ['readlink', 'sh']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));
      expect((await launch([], { PATH: bin })).started).toEqual(started());
    });
  });
});
