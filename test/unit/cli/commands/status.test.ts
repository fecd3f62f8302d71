/** The output of `status`, `accounts` and `tools`. */
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const ACCOUNT = {
  id: 'a1',
  name: 'login.example.org',
  server: 'https://login.example.org',
  user: 'ada',
  state: 'signed-in',
};
const ok = (body: unknown) => ({ kind: 'ok', status: 200, body }) as const;

describe('status', () => {
  it.each([
    ['signed-in', 0, 'login.example.org  signed in  ada  https://login.example.org\n'],
    ['signed-out', 9, 'login.example.org  not signed in  ada  https://login.example.org\n'],
    ['needs-you', 9, 'login.example.org  must sign in again  ada  https://login.example.org\n'],
    ['loading', 9, 'login.example.org  is being read  ada  https://login.example.org\n'],
    ['unreadable', 6, 'login.example.org  cannot be read  ada  https://login.example.org\n'],
    [
      'waiting-for-keyring',
      6,
      'login.example.org  waits for the keyring to be unlocked  ada  https://login.example.org\n',
    ],
  ])('of an account that is %s ends with %i', async (state, code, stdout) => {
    const response = ok({ accounts: [{ ...ACCOUNT, state }] });
    expect(await run(['status'], { response })).toMatchObject({ code, stdout, asked: [['/v1/status', null]] });
  });

  it('is a table of all accounts', async () => {
    const work = { ...ACCOUNT, name: 'work', user: 'ada@example.org' };
    const test = { ...ACCOUNT, id: 'a2', name: 'testing', user: null, state: 'needs-you', server: 'https://b.example' };
    expect((await run(['status'], { response: ok({ accounts: [work, test] }) })).stdout).toBe(
      [
        'work     signed in           ada@example.org  https://login.example.org',
        'testing  must sign in again  -                https://b.example',
        '',
      ].join('\n'),
    );
  });

  it('ends with 0 if anyone is signed in, and with 6 if no one is and something can’t be read', async () => {
    const codeOf = async (...states: string[]) => {
      const accounts = states.map((state, at) => ({ ...ACCOUNT, id: `a${at}`, state }));
      return (await run(['status'], { response: ok({ accounts }) })).code;
    };
    expect(await codeOf('signed-out', 'signed-in')).toBe(0);
    expect(await codeOf('unreadable', 'signed-in')).toBe(0);
    expect(await codeOf('signed-out', 'unreadable')).toBe(6);
    expect(await codeOf('signed-out', 'needs-you')).toBe(9);
  });

  it('is 9 without an account', async () => {
    expect(await run(['status'], { response: ok({ accounts: [] }) })).toMatchObject({
      code: 9,
      stdout: 'No server is set up.\n',
    });
  });

  it('prints the API’s response as JSON', async () => {
    const body = { version: '1', served_by: 'window', accounts: [ACCOUNT] };
    expect(JSON.parse((await run(['status', '--json'], { response: ok(body) })).stdout)).toEqual(body);
  });
});

describe('accounts', () => {
  it('lists one in each line', async () => {
    const response = ok({ accounts: [ACCOUNT, { ...ACCOUNT, user: null }] });
    const { stdout, asked } = await run(['accounts'], { response });
    expect(stdout).toBe('login.example.org\tada\tsigned in\nlogin.example.org\t\tsigned in\n');
    expect(asked).toEqual([['/v1/accounts', null]]);
  });

  it('reports it if there is none', async () => {
    const none = { response: ok({ accounts: [] }) };
    expect(await run(['accounts'], none)).toMatchObject({ code: 0, stdout: '', stderr: 'There is no account.\n' });
    expect((await run(['accounts'], { response: ok({ accounts: [ACCOUNT] }) })).stderr).toBe('');
  });

  it('prints JSON, and leaves out invalid accounts', async () => {
    const { stdout } = await run(['accounts', '--json'], { response: ok({ accounts: [ACCOUNT, 7, null, {}] }) });
    expect(JSON.parse(stdout)).toEqual({ accounts: [ACCOUNT] });
    for (const body of [null, 'accounts', { accounts: null }])
      expect((await run(['accounts'], { response: ok(body) })).stderr).toBe('There is no account.\n');
  });
});

describe('tools', () => {
  const grant = { tool: 'git', account: 'login.example.org', host: 'git.example.org', duration: 'always' };

  it.each([['tools'], ['tools', 'list']])('%j lists the grants', async (...args) => {
    const response = ok({ tools: [grant, { ...grant, tool: 'backup', host: null, duration: 'until-lock' }] });
    expect(await run(args, { response })).toMatchObject({
      stdout: 'git\tlogin.example.org\tgit.example.org\talways\nbackup\tlogin.example.org\t\tuntil you lock or quit\n',
      stderr: '',
      asked: [['/v1/tools', null]],
    });
  });

  it('allows a tool by asking the user', async () => {
    const { code, stdout, stderr, asked } = await run(['tools', 'allow', 'git', '--host=git.example.org'], {
      response: ok({ duration: 'always' }),
    });
    const notes = 'Transparenc Companion asks you whether to allow it.\ngit is allowed.\n';
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: notes });
    expect(asked).toMatchObject([['/v1/tools/allow', { tool: 'git', host: 'git.example.org', startedBy: 'bash' }]]);
  });

  it.each([[{ duration: 'until-lock' }], [{}], [null], ['always']])(
    'reports the host and duration if it was not always: %j',
    async (body) => {
      const { stderr } = await run(['tools', 'allow', 'git'], { response: ok(body) });
      expect(stderr).toMatch(/\ngit is allowed until you lock or quit\.\n$/);
    },
  );

  it('prints JSON for programs, and a sentence for people if there are no grants', async () => {
    const json = await run(['tools', '--json'], { response: ok({ tools: [grant] }) });
    expect([json.code, JSON.parse(json.stdout), json.stderr]).toEqual([0, { tools: [grant] }, '']);
    const none = await run(['tools'], { response: ok({ tools: [] }) });
    expect([none.code, none.stdout, none.stderr]).toEqual([0, '', 'No tool may get tokens without asking.\n']);
  });

  it('leaves out values that are not text, without moving the others', async () => {
    const response = ok({ tools: [7, { tool: 'git', account: 7, host: ['x'], duration: 'always' }] });
    expect((await run(['tools'], { response })).stdout).toBe('git\t\t\talways\n');
  });

  it('removes a tool', async () => {
    const { code, stderr, asked } = await run(['tools', 'remove', 'git'], { response: ok({ removed: 1 }) });
    expect([code, stderr]).toEqual([0, 'git gets no more tokens without asking.\n']);
    expect(asked).toEqual([['/v1/tools/remove', { tool: 'git', host: null, account: null, server: null }]]);
    const server = 'https://login.example.org';
    const narrow = await run(['tools', 'remove', 'git', `--server=${server}`], { response: ok({ removed: 1 }) });
    expect(narrow.asked).toMatchObject([['/v1/tools/remove', { server }]]);
  });

  it('reports that there was nothing to remove, because the name may be wrong', async () => {
    const { code, stderr } = await run(['tools', 'remove', 'gti'], { response: ok({ removed: 0 }) });
    expect([code, stderr]).toEqual([0, 'gti was not allowed.\n']);
  });

  it.each([['allow'], ['remove'], ['allow', ''], ['remove', ''], ['list', 'git'], ['grant', 'git']])(
    'does not understand %j',
    async (...words) => {
      const stderr = 'The command tools must be written tools [list|allow NAME|remove NAME]. See --help.\n';
      expect(await run(['tools', ...words])).toMatchObject({ code: 64, asked: [], stderr });
    },
  );
});
