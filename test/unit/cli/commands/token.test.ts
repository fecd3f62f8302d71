/** The requests, output and child processes of `token` and `exec`. */
import { describe, expect, it } from 'vitest';
import { toolNameFrom } from '../../../../main/cli/commands/default-tool-name.ts';
import { PROBLEMS } from '../../../../main/local-tools/problems.ts';
import { parseTokenRequest } from '../../../../main/local-tools/token-request.ts';
import { GIVEN, run, TOKEN } from './run.ts';

describe('token', () => {
  it.each([
    [[], `${TOKEN}\n`],
    [['--header'], `Authorization: Bearer ${TOKEN}\n`],
    [['--headers-json'], `{"Authorization":"Bearer ${TOKEN}"}\n`],
    [['--json'], `${JSON.stringify(GIVEN.kind === 'ok' && GIVEN.body)}\n`],
  ])('prints with %j exactly one line', async (options, stdout) => {
    expect(await run(['token', ...options])).toMatchObject({ code: 0, stdout, stderr: '' });
  });

  it('warns on a terminal, on stderr alone', async () => {
    const { stdout, stderr } = await run(['token'], { terminal: true });
    expect(stdout).toBe(`${TOKEN}\n`);
    expect(stderr).toContain('Anyone who sees this token');
    expect(stderr).not.toContain(TOKEN);
  });

  it('asks in the name of the program that started it, and sends nothing that was not asked for', async () => {
    const { asked } = await run(['token']);
    expect(asked).toEqual([
      [
        '/v1/token',
        {
          tool: 'bash',
          reason: null,
          account: null,
          server: null,
          host: null,
          minValid: null,
          startedBy: 'bash',
          folder: '/home/ada/work',
        },
      ],
    ]);
  });

  it('asks as a terminal if the program that started it is unknown', async () => {
    expect((await run(['token'], { startedBy: null })).asked[0]?.[1]).toMatchObject({ tool: 'terminal' });
  });

  it('sends its options in the request', async () => {
    const options = [
      '--tool=backup',
      '--reason=nightly',
      '--account=a',
      '--server=https://s.example',
      '--min-valid=5m',
    ];
    const { asked } = await run(['token', ...options], { startedBy: null });
    expect(asked[0]?.[1]).toMatchObject({
      tool: 'backup',
      reason: 'nightly',
      account: 'a',
      server: 'https://s.example',
      minValid: 300,
      startedBy: null,
    });
  });

  it.each([
    ['90s', 90],
    ['90', 90],
    ['2h', 7200],
    ['0s', 0],
  ])('reads --min-valid=%s as seconds', async (given, minValid) => {
    expect((await run(['token', `--min-valid=${given}`])).asked[0]?.[1]).toMatchObject({ minValid });
  });

  it.each(['', '-1s', '5d', '1e3', '1.5h', '60 s', 's', '9999999999'])(
    'refuses --min-valid=%s before it asks',
    async (given) => {
      const { code, stderr, asked } = await run(['token', `--min-valid=${given}`]);
      expect({ code, asked }).toEqual({ code: 64, asked: [] });
      expect(stderr).toBe('--min-valid must be a time such as 90s, 5m or 1h. See --help.\n');
    },
  );

  it.each([
    [['token', '--tool=a/b'], '--tool must be 1 to 64 letters'],
    [['token', '--account='], '--account must not be empty.'],
    [['token', '--server=ftp://x'], '--server must be an address'],
    [['token', '--min-valid=999999h'], '--min-valid must not be more than'],
    [['exec', '--tool=', '--', 'true'], '--tool must be 1 to 64 letters'],
    [['tools', 'allow', 'a/b'], 'The name of the tool must be 1 to 64 letters'],
    [['tools', 'remove', 'a/b'], 'The name of the tool must be 1 to 64 letters'],
    [['tools', 'allow', 'git', '--host=a b'], '--host must be a host name'],
  ])('refuses %j in terms of its options, and not of the fields of the API', async (args, why) => {
    const response = (body: object | null) => {
      const read = parseTokenRequest(JSON.stringify(body));
      if (!('problem' in read)) throw new Error('the API takes this');
      return { kind: 'problem', problem: 'bad-request', detail: read.problem } as const;
    };
    const { code, stdout, stderr } = await run(args, { response });
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(why);
    expect(stderr).not.toContain('field');
  });

  it('prints in one format', async () => {
    const stderr = '--header must not be given with another format. See --help.\n';
    expect(await run(['token', '--json', '--header'])).toMatchObject({ code: 64, stdout: '', asked: [], stderr });
  });

  it.each(Object.entries(PROBLEMS))(
    'ends after %s with its exit code and prints no token',
    async (problem, { exitCode }) => {
      const name = Object.keys(PROBLEMS).find((each): each is keyof typeof PROBLEMS => each === problem) ?? 'internal';
      const response = { kind: 'problem', problem: name, detail: 'Why.' } as const;
      expect(await run(['token', '--header'], { response })).toMatchObject({
        code: exitCode,
        stdout: '',
        stderr: 'Why.\n',
      });
    },
  );

  it.each([
    null,
    'text',
    {},
    { access_token: '' },
    { access_token: 7 },
    { access_token: 'two\nlines' },
    { access_token: 'two words' },
    { access_token: 'dévoilé' },
  ])('takes %j for no token', async (body) => {
    const { code, stdout } = await run(['token', '--header'], { response: { kind: 'ok', status: 200, body } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });
});

describe('exec', () => {
  it('asks for no token if its program cannot be found', async () => {
    const { code, asked, children } = await run(['exec', '--', 'backup'], { programRefused: 127 });
    expect([code, asked, children]).toEqual([127, [], []]);
  });

  it('runs its child with the token in the environment, and ends as the child does', async () => {
    const { code, stdout, asked, children } = await run(['exec', '--', '/opt/backup.sh', '--all'], { childCode: 3 });
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(asked[0]?.[1]).toMatchObject({ tool: 'backup.sh', startedBy: 'bash' });
    expect(children).toEqual([{ command: '/opt/backup.sh', args: ['--all'], environment: { ACCESS_TOKEN: TOKEN } }]);
  });

  it('puts it in another variable', async () => {
    const { children } = await run(['exec', '--env=GITLAB_TOKEN', '--tool=glab', '--', 'glab']);
    expect(children[0]?.environment).toEqual({ GITLAB_TOKEN: TOKEN });
  });

  it('runs nothing without a token', async () => {
    const response = { kind: 'problem', problem: 'declined', detail: 'No.' } as const;
    expect(await run(['exec', '--', 'ls'], { response })).toMatchObject({ code: 2, children: [] });
  });

  it.each(['', '1A', 'A-B', 'A=B', 'A\0'])('refuses %j as a variable', async (name) => {
    const stderr = '--env must be a name of letters, digits and _. See --help.\n';
    expect(await run(['exec', `--env=${name}`, '--', 'ls'])).toMatchObject({
      code: 64,
      asked: [],
      children: [],
      stderr,
    });
  });
});

describe('the name of a tool', () => {
  it.each([
    ['bash', 'bash'],
    ['/usr/bin/python3.11', 'python3.11'],
    ['C:\\Program Files\\Git\\bin\\git.EXE', 'git'],
    ['my tool (beta)', 'my-tool-beta-'],
    ['setup.exe.sh', 'setup.exe.sh'],
    ['--x', 'x'],
    ['名前', 'terminal'],
    ['', 'terminal'],
    ['a'.repeat(80), 'a'.repeat(64)],
  ])('of %j is %j', (program, name) => {
    expect(toolNameFrom(program)).toBe(name);
  });
});
