/** The protocols of git, kubectl and docker, by scripted input. */
import { describe, expect, it } from 'vitest';
import { run, TOKEN } from './run.ts';

const DECLINED = {
  kind: 'problem',
  problem: 'declined',
  detail: 'The user did not allow it.',
} as const;
const WITHOUT_EXPIRY = { kind: 'ok', status: 200, body: { access_token: TOKEN } } as const;
const FOR_GIT = 'protocol=https\nhost=git.example.org\n';
const EXPIRY = Math.floor(Date.parse('2026-11-30T10:00:00.500Z') / 1000);

describe('credential git', () => {
  it('gives the token as the password for Basic', async () => {
    const { code, stdout, asked } = await run(['credential', 'git', 'get'], { input: `${FOR_GIT}\n` });
    expect(code).toBe(0);
    expect(stdout).toBe(`username=oauth2\npassword=${TOKEN}\npassword_expiry_utc=${EXPIRY}\n`);
    expect(asked).toMatchObject([['/v1/token', { tool: 'git', host: 'git.example.org' }]]);
  });

  it.each([
    ['another capability', `capability[]=state\n${FOR_GIT}`],
    ['none, after one that it has taken back', `capability[]=\n${FOR_GIT}`],
  ])('gives a password to a git with %s', async (_, input) => {
    const { stdout } = await run(['credential', 'git', 'get'], { input, response: WITHOUT_EXPIRY });
    expect(stdout).toBe(`username=oauth2\npassword=${TOKEN}\n`);
  });

  it('keeps the user name that git has beside a URL', async () => {
    const input = 'url=https://git.example.org/repository\nusername=ada\n';
    const { stdout, asked } = await run(['credential', 'git', 'get'], { input, response: WITHOUT_EXPIRY });
    expect(stdout).toBe(`username=ada\npassword=${TOKEN}\n`);
    expect(asked).toMatchObject([['/v1/token', { host: 'git.example.org' }]]);
  });

  it('keeps the user name that git has', async () => {
    const { stdout } = await run(['credential', 'git', 'get'], {
      input: `${FOR_GIT}username=ada\n`,
      response: WITHOUT_EXPIRY,
    });
    expect(stdout).toBe(`username=ada\npassword=${TOKEN}\n`);
  });

  it('gives a Bearer token to a git that can send one', async () => {
    const { stdout } = await run(['credential', 'git', 'get'], {
      input: `capability[]=state\ncapability[]=authtype\n${FOR_GIT}wwwauth[]=Bearer realm="x"\n\n`,
    });
    expect(stdout).toBe(
      `capability[]=authtype\nauthtype=Bearer\ncredential=${TOKEN}\nephemeral=1\npassword_expiry_utc=${EXPIRY}\n`,
    );
  });

  it.each([
    ['protocol=http\nhost=git.example.org\n'],
    ['protocol=https\n'],
    ['protocol=https\nhost=\n'],
    ['protocol=https\nhost=good.example/@evil.example\n'],
    ['protocol=https\nhost=ada@git.example.org\n'],
    ['protocol=ssh\nhost=git.example.org\n'],
    ['url=http://git.example.org/x\n'],
    [''],
    ['\nprotocol=https\nhost=git.example.org\n'],
    ['protocol=https\n=host=git.example.org\n'],
    ['protocol=https\nhost=git.example.org\u2028\n'],
  ])('has nothing for %j', async (input) => {
    for (const action of ['get', 'erase', 'store'])
      expect(await run(['credential', 'git', action], { input })).toMatchObject({ code: 0, stdout: '', asked: [] });
  });

  it('names the port of the host', async () => {
    const { asked } = await run(['credential', 'git', 'get'], { input: 'protocol=https\nhost=Git.Example.org:8443\n' });
    expect(asked[0]?.[1]).toMatchObject({ host: 'git.example.org:8443' });
  });

  it('stores nothing, and ignores an action that it does not know', async () => {
    for (const action of ['store', 'capability', 'later'])
      expect(await run(['credential', 'git', action], { input: FOR_GIT })).toMatchObject({
        code: 0,
        stdout: '',
        asked: [],
      });
  });

  it('reports a rejected token of the account that it was issued for, and never the token itself', async () => {
    const args = ['credential', 'git', 'erase', '--server=https://login.example.org', '--account=work'];
    const { code, asked } = await run(args, { input: `${FOR_GIT}password=${TOKEN}\n` });
    expect(code).toBe(0);
    const which = { account: 'work', server: 'https://login.example.org' };
    expect(asked).toEqual([['/v1/rejected', { tool: 'git', host: 'git.example.org', ...which }]]);
  });

  it('reports a rejected token of the account that a variable names, as it got the token', async () => {
    const environment = { COMPANION_ACCOUNT: 'work' };
    const { asked } = await run(['credential', 'git', 'erase'], { input: FOR_GIT, environment });
    expect(asked).toMatchObject([['/v1/rejected', { account: 'work' }]]);
  });

  it('prints nothing after a refusal, so that git tries the next helper', async () => {
    expect(await run(['credential', 'git', 'get'], { input: FOR_GIT, response: DECLINED })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'The user did not allow it.\n',
    });
  });
});

describe('credential kubectl', () => {
  const info = (more: object) =>
    JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', ...more });

  it.each(['v1', 'v1beta1'])('answers in %s, as it was asked', async (version) => {
    const apiVersion = `client.authentication.k8s.io/${version}`;
    const { code, stdout, asked } = await run(['credential', 'kubectl'], {
      environment: { KUBERNETES_EXEC_INFO: info({ apiVersion, spec: { interactive: false } }) },
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      apiVersion,
      kind: 'ExecCredential',
      status: { token: TOKEN, expirationTimestamp: '2026-11-30T10:00:00Z' },
    });
    expect(asked[0]?.[1]).toMatchObject({ tool: 'kubectl', host: null });
  });

  it('names the cluster if kubectl does, and leaves an unknown expiry out', async () => {
    const { stdout, asked } = await run(['credential', 'kubectl'], {
      environment: { KUBERNETES_EXEC_INFO: info({ spec: { cluster: { server: 'https://k8s.example.org:6443/x' } } }) },
      response: WITHOUT_EXPIRY,
    });
    expect(asked[0]?.[1]).toMatchObject({ host: 'k8s.example.org:6443' });
    expect(JSON.parse(stdout).status).toEqual({ token: TOKEN });
  });

  it('works in a shell', async () => {
    expect(JSON.parse((await run(['credential', 'kubectl'])).stdout)).toMatchObject({ kind: 'ExecCredential' });
  });

  const KNOWN = 'client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1';
  it.each([
    ['{', `KUBERNETES_EXEC_INFO must be an ExecCredential of ${KNOWN}`],
    ['[]', `KUBERNETES_EXEC_INFO must be an ExecCredential of ${KNOWN}`],
    ['null', `KUBERNETES_EXEC_INFO must be an ExecCredential of ${KNOWN}`],
    [
      info({ apiVersion: 'client.authentication.k8s.io/v9' }),
      `KUBERNETES_EXEC_INFO must be an ExecCredential of ${KNOWN}`,
    ],
    [
      info({ spec: { cluster: { server: 'http://k8s.example.org' } } }),
      'The address of the cluster must start with https://',
    ],
  ])('refuses %s, and explains it', async (text, why) => {
    const ran = await run(['credential', 'kubectl'], { environment: { KUBERNETES_EXEC_INFO: text } });
    expect(ran).toMatchObject({ code: 64, stdout: '', asked: [], stderr: `${why}. See --help.\n` });
  });

  it('ignores an empty variable, and a cluster that is not text', async () => {
    for (const text of ['', info({ spec: { cluster: { server: 7 } } }), info({ spec: null })]) {
      const { code, asked } = await run(['credential', 'kubectl'], { environment: { KUBERNETES_EXEC_INFO: text } });
      expect(code).toBe(0);
      expect(asked[0]?.[1]).toMatchObject({ host: null });
    }
  });
});

describe('credential docker', () => {
  it.each([
    ['registry.example.org\n', 'registry.example.org'],
    ['registry.example.org/x://y', 'registry.example.org'],
    ['https://registry.example.org:5000/v2/', 'registry.example.org:5000'],
  ])('gives the token for %j as a password', async (input, host) => {
    const { code, stdout, asked } = await run(['credential', 'docker', 'get'], { input });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ ServerURL: input.trim(), Username: 'oauth2', Secret: TOKEN });
    expect(asked[0]?.[1]).toMatchObject({ tool: 'docker', host });
  });

  it.each(['http://registry.example.org', '', 'ftp://x', 's3://x', 'https://'])(
    'has nothing for %j, in docker’s own words',
    async (input) => {
      expect(await run(['credential', 'docker', 'get'], { input })).toMatchObject({
        code: 1,
        stdout: 'credentials not found in native keychain\n',
        asked: [],
      });
      expect((await run(['credential', 'docker', 'erase'], { input })).asked).toEqual([]);
    },
  );

  it('lists nothing and stores nothing', async () => {
    expect(await run(['credential', 'docker', 'list'])).toMatchObject({ code: 0, stdout: '{}\n', asked: [] });
    const input = JSON.stringify({ ServerURL: 'registry.example.org', Username: 'a', Secret: 'b' });
    expect(await run(['credential', 'docker', 'store'], { input })).toMatchObject({ code: 0, stdout: '', asked: [] });
  });

  it('reports a rejected token', async () => {
    const args = ['credential', 'docker', 'erase', '--server=https://login.example.org'];
    const { asked } = await run(args, { input: ' \nregistry.example.org\n' });
    const which = { account: null, server: 'https://login.example.org' };
    expect(asked).toEqual([['/v1/rejected', { tool: 'docker', host: 'registry.example.org', ...which }]]);
  });

  it('knows no other action', async () => {
    expect(await run(['credential', 'docker', 'version'])).toMatchObject({
      code: 64,
      stderr: 'The action must be get, store, erase or list. See --help.\n',
    });
  });
});

describe('credential', () => {
  it.each([['svn', 'get'], ['git'], ['kubectl', 'get'], ['docker']])('does not serve %j', async (...words) => {
    const must = 'git get|store|erase, credential kubectl or credential docker get|store|erase|list';
    const stderr = `The command credential must be written credential ${must}. See --help.\n`;
    expect(await run(['credential', ...words])).toMatchObject({ code: 64, stdout: '', asked: [], stderr });
  });
});
