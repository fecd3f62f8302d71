/** The administrator's file: its validation, and the published schema for editors. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { durationMs } from '../../../../main/settings/policy/durations.ts';
import { parsePolicy } from '../../../../main/settings/policy/parse.ts';
import { policyPath } from '../../../../main/settings/policy/path.ts';
import { proxyConfig } from '../../../../main/settings/policy/proxy.ts';
import { FIELDS, PROXY_FIELDS } from '../../../../main/settings/policy/schema.ts';
import { readText } from '../../sources.ts';

const FILE = '/etc/transparenc-companion/config.json';
const schema = JSON.parse(readText('main/settings/policy/config.schema.json'));
const fitsSchema = new Ajv2020({ strict: true }).compile(schema);
const parsed = (config: unknown) => parsePolicy(FILE, JSON.stringify(config));

const EVERYTHING = {
  $schema: './config.schema.json',
  serverUrl: 'https://login.example.org/sso',
  clientId: 'desks',
  scope: 'openid offline_access',
  deviceAuthorizationPath: '/device',
  tokenPath: '/token',
  proxy: {
    mode: 'fixed',
    rules: 'https=proxy.example.org:3128,direct://;http=[::1]:80',
    bypass: '*.example.org,<local>',
  },
  updates: false,
  startAtLogin: true,
  startHidden: false,
  language: 'pt-BR',
  theme: 'dark',
  notifications: false,
  sendComputerName: false,
  keepWithoutKeyring: false,
  whenClosed: 'quit',
  localTools: 'ask',
  allowedTools: ['git', 'nightly backup'],
  maxSignInAge: '7d',
  signOutAfterLocked: '30m',
  audit: true,
  accounts: [
    { name: 'test', serverUrl: 'https://login.test.example.org' },
    {
      name: 'Kunde',
      serverUrl: 'https://login.example.org/sso',
      clientId: 'a',
      scope: 'b',
      deviceAuthorizationPath: '/c',
      tokenPath: '/d',
    },
  ],
  otherAccounts: false,
};

describe('a configuration', () => {
  it('may set every field, and the schema knows each of them', () => {
    expect(parsed(EVERYTHING)).toEqual({ file: FILE, managed: EVERYTHING, problem: null, serverIsCertain: true });
    expect(Object.keys(EVERYTHING).sort()).toEqual(Object.keys(FIELDS).sort());
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(FIELDS).sort());
    expect(fitsSchema(EVERYTHING)).toBe(true);
  });

  it.each<[object]>([
    [{}],
    [{ serverUrl: 'http://localhost:8628' }],
    [{ serverUrl: 'http://127.0.0.1/x' }],
    [{ serverUrl: 'http://[::1]:1' }],
    [{ serverUrl: 'https://login.example.org/@tenant' }],
    [{ serverUrl: 'HTTPS://login.example.org' }],
    [{ scope: '' }],
    [{ proxy: { mode: 'system' } }],
    [{ proxy: { mode: 'direct' } }],
    [{ proxy: { mode: 'fixed', rules: 'socks5://proxy:1080' } }],
    [{ proxy: { mode: 'pac', url: 'https://proxy.example.org/proxy.pac' } }],
    [{ maxSignInAge: '1h', signOutAfterLocked: '1m' }],
    [{ maxSignInAge: '9999d', signOutAfterLocked: '12h' }],
    ...FIELDS.language.options.map((language): [object] => [{ language }]),
    ...FIELDS.theme.options.map((theme): [object] => [{ theme }]),
    ...FIELDS.whenClosed.options.map((whenClosed): [object] => [{ whenClosed }]),
  ])('may be %j, to parser and schema', (config) => {
    expect(parsed(config)).toMatchObject({ managed: config, problem: null });
    expect(fitsSchema(config)).toBe(true);
  });

  it.each<[string, boolean]>([
    ['https://login.example.org', true],
    ['https://login.example.org/', true],
    ['https://login.example.org:8443/sso', true],
    ['https://login.example.org/@tenant', true],
    ['https://login.example.org/a:b[c]', true],
    ['HTTPS://Login.Example.org', true],
    ['https://bücher.example', true],
    ['https://[2001:db8::1]:8443/sso', true],
    ['http://localhost:8628/sso', true],
    ['HTTP://LOCALHOST', true],
    ['http://127.8.9.1', true],
    ['http://[::1]/@tenant', true],
    ['https://', false],
    ['https://:443', false],
    ['https://ada@login.example.org', false],
    ['https://ada:secret@login.example.org/@tenant', false],
    ['https://login.example.org:port', false],
    ['https://login.example.org:123456', false],
    ['https://login.example.org?x', false],
    ['https://login.example.org/sso#x', false],
    ['https://login.example.org\\sso', false],
    ['https://login example.org', false],
    ['https://login.example.org/a b', false],
    ['http://login.example.org', false],
    ['http://localhost.evil.example', false],
    ['http://localhost@evil.example', false],
    ['http://127.0.0.1.evil.example', false],
    ['http://[::2]', false],
    ['ftp://login.example.org', false],
    ['login.example.org', false],
    ['', false],
  ])('with the address %j: %s, to parser and schema alike', (serverUrl, fits) => {
    expect(parsed({ serverUrl }).problem === null).toBe(fits);
    expect(fitsSchema({ serverUrl })).toBe(fits);
  });

  it.each<[unknown, string]>([
    [{ sever: 'https://login.example.org' }, 'sever must be left out: there is no such field'],
    [
      { serverUrl: 'http://login.example.org' },
      'serverUrl must start with https:// (http:// only for this computer itself)',
    ],
    [{ serverUrl: 'http://127.0.0.1.evil.example' }, 'serverUrl must start with https://'],
    [{ serverUrl: 'https://' }, 'serverUrl must be'],
    [{ serverUrl: 'https://ada:secret@login.example.org' }, 'serverUrl must not have a user or password in it'],
    [{ serverUrl: 'https://login.example.org?x' }, 'serverUrl must be an address'],
    [{ serverUrl: 'login.example.org' }, 'serverUrl must be an address'],
    [{ serverUrl: null }, 'serverUrl must be text'],
    [{ clientId: '' }, 'clientId must be 1 to 200 printable ASCII characters'],
    [{ clientId: 'é' }, 'clientId must be 1 to 200'],
    [{ scope: 'a  b' }, 'scope must be scope names separated by single spaces'],
    [{ tokenPath: 'token' }, 'tokenPath must start with / and have no spaces'],
    [{ deviceAuthorizationPath: '/a b' }, 'deviceAuthorizationPath must start with /'],
    [{ proxy: 'proxy:3128' }, 'proxy must be an object with a mode'],
    [{ proxy: {} }, 'proxy.mode must be system, direct, fixed or pac'],
    [{ proxy: { mode: 'auto_detect' } }, 'proxy.mode must be system, direct, fixed or pac'],
    [{ proxy: { mode: 'direct', rules: 'a:1' } }, 'proxy.rules must be left out: there is no such field'],
    [{ proxy: { mode: 'fixed' } }, 'proxy.rules must be given'],
    [{ proxy: { mode: 'fixed', rules: '' } }, 'proxy.rules must be proxies such as proxy.example.org:3128'],
    [{ proxy: { mode: 'fixed', rules: 'ada:secret@proxy:3128' } }, 'proxy.rules must be proxies'],
    [{ proxy: { mode: 'fixed', rules: 'a b' } }, 'proxy.rules must be proxies'],
    [{ proxy: { mode: 'pac', url: 'file:///tmp/proxy.pac' } }, 'proxy.url must start with https:// or http://'],
    [{ proxy: { mode: 'pac', url: 5 } }, 'proxy.url must be text'],
    [{ proxy: { mode: 'fixed', rules: 5 } }, 'proxy.rules must be text'],
    [{ proxy: { mode: 'fixed', rules: 'a:1', bypass: 5 } }, 'proxy.bypass must be text'],
    [{ proxy: { mode: 'fixed', rules: 'a:1', bypass: 'é' } }, 'proxy.bypass must be hosts, separated by commas'],
    [{ $schema: 5 }, '$schema must be text'],
    [{ allowedTools: 'git' }, 'allowedTools must be a list of names'],
    [{ allowedTools: [5] }, 'allowedTools.0 must be text'],
    [{ allowedTools: [''] }, 'allowedTools.0 must be names such as git'],
    [{ updates: 1 }, 'updates must be true or false'],
    [{ startAtLogin: 'yes' }, 'startAtLogin must be true or false'],
    [{ language: 'nl' }, 'language must be one of system, en'],
    [{ theme: 'purple' }, 'theme must be system, light or dark'],
    [{ whenClosed: 'hide' }, 'whenClosed must be ask, quit or keep-running'],
    [{ localTools: 'on' }, 'localTools must be ask or off'],
    [{ keepWithoutKeyring: 0 }, 'keepWithoutKeyring must be true or false'],
    [{ maxSignInAge: '30m' }, 'maxSignInAge must be hours or days such as 12h or 7d'],
    [{ maxSignInAge: 7 }, 'maxSignInAge must be text'],
    [{ signOutAfterLocked: 30 }, 'signOutAfterLocked must be text'],
    [{ signOutAfterLocked: '0m' }, 'signOutAfterLocked must be minutes, hours or days such as 30m'],
    [{ signOutAfterLocked: '1h30m' }, 'signOutAfterLocked must be minutes, hours or days such as 30m'],
    [{ audit: 'yes' }, 'audit must be true or false'],
    [{ accounts: {} }, 'accounts must be a list of accounts'],
    [{ accounts: [] }, 'accounts must have an account'],
    [{ accounts: ['a'] }, 'accounts.0 must be an object'],
    [{ accounts: [{ name: 'a' }] }, 'accounts.0.serverUrl must be given'],
    [{ accounts: [{ serverUrl: 'https://a.example' }] }, 'accounts.0.name must be given'],
    [{ accounts: [{ name: 5, serverUrl: 'https://a.example' }] }, 'accounts.0.name must be text'],
    [{ accounts: [{ name: 'a b', serverUrl: 'https://a.example' }] }, 'accounts.0.name must be 1 to 32 letters'],
    [{ accounts: [{ name: '-all', serverUrl: 'https://a.example' }] }, 'accounts.0.name must be 1 to 32 letters'],
    [{ accounts: [{ name: 'a', serverUrl: 'http://a.example' }] }, 'accounts.0.serverUrl must start with https://'],
    [{ accounts: [{ name: 'a', serverUrl: 'https://a.example', server: 1 }] }, 'accounts.0.server must be left out'],
    [
      { accounts: Array(21).fill({ name: 'a', serverUrl: 'https://a.example' }) },
      'accounts must have 20 accounts at most',
    ],
    [{ otherAccounts: 'no' }, 'otherAccounts must be true or false'],
    [[], 'must contain a JSON object'],
    [null, 'must contain a JSON object'],
  ])('may not be %j, to parser and schema: %s', (config, message) => {
    const { problem } = parsed(config);
    expect([problem?.field, problem?.rule].filter(Boolean).join(' ')).toContain(message);
    expect(fitsSchema(config)).toBe(false);
  });

  it('is held to the same patterns by parser and schema; of addresses the schema knows the most of it', () => {
    const { clientId, scope, tokenPath, deviceAuthorizationPath, proxy, maxSignInAge, signOutAfterLocked } =
      schema.properties;
    const [, fixed, pac] = proxy.oneOf;
    expect(
      [clientId, scope, tokenPath, deviceAuthorizationPath]
        .concat(fixed.properties.rules, fixed.properties.bypass, pac.properties.url, maxSignInAge, signOutAfterLocked)
        .map(({ pattern }) => pattern),
    ).toEqual(
      [
        FIELDS.clientId,
        FIELDS.scope,
        FIELDS.tokenPath,
        FIELDS.deviceAuthorizationPath,
        PROXY_FIELDS.rules,
        PROXY_FIELDS.bypass,
        PROXY_FIELDS.url,
        FIELDS.maxSignInAge,
        FIELDS.signOutAfterLocked,
      ].map(({ pipe: [, regex] }) => regex.requirement.source),
    );
  });

  it('that is not JSON is reported as a whole, with the place of the error', () => {
    expect(parsePolicy(FILE, '{ "theme": ').problem).toEqual({
      file: FILE,
      why: 'not-json',
      field: null,
      rule: 'must contain a JSON object: value expected in line 1, column 12',
    });
  });

  it('may begin as editors on Windows begin it', () => {
    expect(parsePolicy(FILE, '\ufeff{"theme":"dark"}')).toMatchObject({ managed: { theme: 'dark' }, problem: null });
    // It has no column of its own.
    expect(parsePolicy(FILE, '\ufeff{"theme" 1}').problem?.rule).toMatch(/: colon expected in line 1, column 10$/);
    // Anywhere else, that character is an error.
    expect(parsePolicy(FILE, '{\ufeff"theme":"dark"}').problem).toMatchObject({ why: 'not-json' });
  });
});

describe('the administrators’ page', () => {
  const page = readText('docs/administrators.md');

  it('names every field, and no other', () => {
    const table = page.slice(page.indexOf('| field')).split('\n\n')[0] ?? '';
    const fields = [...table.matchAll(/^\| `([$\w]+)`/gm)].map(([, field]) => field);
    expect(fields.sort()).toEqual(Object.keys(FIELDS).sort());
  });

  it('has an example that may be used as it is', () => {
    expect(parsePolicy(FILE, page.split('```json\n')[1]?.split('```')[0] ?? '')).toMatchObject({ problem: null });
  });

  it('names the file of each system', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(page).toContain(`\`${policyPath(platform).file}\``);
  });
});

describe('of a configuration with an error in it', () => {
  const server = { serverUrl: 'https://login.example.org', clientId: 'desks' };

  it('valid fields still apply, and updates, local tools and keeping without a keyring are allowed only if they are set', () => {
    expect(parsed({ ...server, theme: 'purple', language: 'de', one: 1, two: 2 }).managed).toEqual({
      ...server,
      language: 'de',
      keepWithoutKeyring: false,
      updates: false,
      localTools: 'off',
      otherAccounts: false,
    });
    const allowed = { keepWithoutKeyring: true, updates: true, localTools: 'ask', otherAccounts: true };
    expect(parsed({ theme: 'purple', ...allowed }).managed).toEqual(allowed);
  });

  it.each<[boolean, string, unknown]>([
    [true, 'a preference is wrong', { ...server, theme: 'purple' }],
    [true, 'a field is for a newer version', { ...server, later: 1 }],
    [false, 'the server is misspelt', { sever: 'https://login.example.org' }],
    [false, 'the server is wrong', { serverUrl: 'login' }],
    [false, 'the client is wrong', { ...server, clientId: '' }],
    [false, 'a path is wrong', { ...server, tokenPath: 'token' }],
    [false, 'the proxy is wrong', { ...server, proxy: { mode: 'fixed' } }],
    [true, 'it names accounts', { accounts: [{ name: 'a', serverUrl: 'https://a.example' }], theme: 'purple' }],
    [false, 'an account is wrong', { ...server, accounts: [{ name: 'a', serverUrl: 'a.example' }] }],
    [false, 'no server is named', { theme: 'purple' }],
    [false, 'it is no object', []],
  ])('it is %s that the allowed server is known if %s', (known, _, config) => {
    expect(parsed(config)).toMatchObject({ serverIsCertain: known, problem: { file: FILE } });
  });
});

describe('a duration', () => {
  it.each([
    ['1m', 60_000],
    ['12h', 43_200_000],
    ['9999d', 863_913_600_000],
    [undefined, null],
  ])('of %j is %j ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});

describe('two accounts of one name', () => {
  it('are refused, which no schema can say', () => {
    const accounts = ['work', 'Work'].map((name) => ({ name, serverUrl: 'https://a.example' }));
    expect(parsed({ accounts }).problem).toMatchObject({
      field: 'accounts',
      rule: 'must give each account a name of its own',
    });
  });
});

describe('the proxy, in Electron’s words', () => {
  it.each([
    [{ mode: 'system' }, { mode: 'system' }],
    [{ mode: 'direct' }, { mode: 'direct' }],
    [
      { mode: 'fixed', rules: 'a:1' },
      { mode: 'fixed_servers', proxyRules: 'a:1', proxyBypassRules: '' },
    ],
    [
      { mode: 'fixed', rules: 'a:1', bypass: 'b' },
      { mode: 'fixed_servers', proxyRules: 'a:1', proxyBypassRules: 'b' },
    ],
    [
      { mode: 'pac', url: 'https://a/b.pac' },
      { mode: 'pac_script', pacScript: 'https://a/b.pac' },
    ],
  ] as const)('%j is %j', (proxy, config) => {
    expect(proxyConfig(proxy)).toEqual(config);
  });
});
