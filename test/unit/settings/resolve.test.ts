import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFlags } from '../../../main/cli/flags.ts';
import type { PolicySettings } from '../../../main/settings/policy/schema.ts';
import { resolveServer, serverOfFlags, withoutServer } from '../../../main/settings/resolve.ts';
import { readUserSettings, writeUserSettings } from '../../../main/settings/user-settings.ts';
import { serverFields } from '../../renderer/snapshots.ts';

function changeSetting(
  args: string[],
  environment: Record<string, string> = {},
  settings = {},
  managed: PolicySettings = {},
) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error('bad flags');
  return resolveServer(flags, environment, settings, { file: '/etc/config.json', managed });
}

describe('the server', () => {
  it('comes from flags before environment before user settings before the build', () => {
    const environment = { COMPANION_SERVER_URL: 'https://env.example', COMPANION_CLIENT_ID: 'from-env' };
    const settings = { serverUrl: 'https://settings.example', clientId: 'from-settings', scope: 'openid' };
    expect(changeSetting(['--server-url=https://flag.example'], environment, settings)).toEqual({
      lockedBy: 'flag',
      fields: serverFields({
        serverUrl: { value: 'https://flag.example', lockedBy: 'flag' },
        clientId: { value: 'from-env', lockedBy: 'flag' },
        scope: { value: 'openid', lockedBy: null },
      }),
      overruled: [],
      server: {
        baseUrl: 'https://flag.example',
        clientId: 'from-env',
        scope: 'openid',
        deviceAuthorizationEndpoint: 'https://flag.example/api/v1/oauth/device-authorization/',
        tokenEndpoint: 'https://flag.example/api/v1/oauth/token',
        automatic: ['deviceAuthorizationEndpoint', 'tokenEndpoint'],
      },
    });
    expect(changeSetting([], {}, settings)).toMatchObject({
      lockedBy: null,
      server: { baseUrl: 'https://settings.example' },
    });
    expect(changeSetting([])).toEqual({ lockedBy: null, fields: serverFields(), overruled: [], server: null });
  });

  it('comes from the administrator before all of them, each setting by itself', () => {
    const managed = { serverUrl: 'https://set.example/', clientId: 'desks', deviceAuthorizationPath: '/code' };
    const settings = { serverUrl: 'https://settings.example', clientId: 'from-settings', tokenPath: '/token' };
    expect(changeSetting(['--scope=openid'], {}, settings, managed)).toEqual({
      lockedBy: 'administrator',
      fields: serverFields({
        serverUrl: { value: 'https://set.example/', lockedBy: 'administrator' },
        clientId: { value: 'desks', lockedBy: 'administrator' },
        scope: { value: 'openid', lockedBy: 'flag' },
        deviceAuthorizationPath: { value: '/code', lockedBy: 'administrator' },
        tokenPath: { value: '/token', lockedBy: null },
      }),
      overruled: [],
      server: {
        baseUrl: 'https://set.example',
        clientId: 'desks',
        scope: 'openid',
        deviceAuthorizationEndpoint: 'https://set.example/code',
        tokenEndpoint: 'https://set.example/token',
        automatic: [],
      },
    });
    expect(changeSetting([], {}, settings, { clientId: 'desks' })).toMatchObject({
      lockedBy: null,
      fields: { clientId: { value: 'desks', lockedBy: 'administrator' } },
      server: { baseUrl: 'https://settings.example', clientId: 'desks' },
    });
  });

  it.each<[readonly string[], string[], Record<string, string>]>([
    [['--server-url'], ['--server-url=https://flag.example'], { COMPANION_SERVER_URL: 'https://set.example' }],
    [['--server-url'], ['--server-url=nonsense'], {}],
    [['COMPANION_SERVER_URL'], [], { COMPANION_SERVER_URL: 'https://env.example' }],
    [['--client-id', '--scope'], ['--client-id=mine', '--scope='], {}],
    [['COMPANION_CLIENT_ID', 'COMPANION_SCOPE'], [], { COMPANION_CLIENT_ID: 'mine', COMPANION_SCOPE: 'more' }],
    [['--keep-without-keyring'], ['--keep-without-keyring'], {}],
    [[], ['--server-url=https://SET.example/', '--client-id=desks', '--scope=openid'], { COMPANION_SERVER_URL: '' }],
  ])('reports %j as ignored, if the flags are %j and the environment is %j', (overruled, args, environment) => {
    const managed = { serverUrl: 'https://set.example', clientId: 'desks', scope: 'openid', keepWithoutKeyring: false };
    expect(changeSetting(args, environment, {}, managed)).toMatchObject({
      overruled,
      server: { baseUrl: 'https://set.example', clientId: 'desks', scope: 'openid' },
    });
  });

  it.each([undefined, true])('ignores no flag that the administrator leaves to users (%s)', (keepWithoutKeyring) => {
    const set = keepWithoutKeyring === undefined ? {} : { keepWithoutKeyring };
    expect(changeSetting(['--keep-without-keyring'], {}, {}, set)).toMatchObject({ overruled: [] });
  });

  it('keeps a path of the base URL, without its trailing slash', () => {
    expect(changeSetting(['--server-url=https://a.example/sso/'])).toMatchObject({
      server: { baseUrl: 'https://a.example/sso', tokenEndpoint: 'https://a.example/sso/api/v1/oauth/token' },
    });
  });

  it('takes other paths from flags before environment before settings, and leaves them to no metadata then', () => {
    const args = ['--server-url=https://a.example/sso', '--token-path=/oauth/token/'];
    const environment = { COMPANION_TOKEN_PATH: '/from-env', COMPANION_DEVICE_AUTHORIZATION_PATH: '/code' };
    const settings = { deviceAuthorizationPath: '/from-settings', tokenPath: '/from-settings' };
    expect(changeSetting(args, environment, settings)).toMatchObject({
      server: {
        deviceAuthorizationEndpoint: 'https://a.example/sso/code',
        tokenEndpoint: 'https://a.example/sso/oauth/token/',
        automatic: ['scope'],
      },
    });
    expect(changeSetting(['--server-url=https://a.example'], {}, settings)).toMatchObject({
      server: { tokenEndpoint: 'https://a.example/from-settings', automatic: ['scope'] },
    });
  });

  it('takes them from the administrator before all of these', () => {
    const managed = {
      serverUrl: 'https://set.example',
      deviceAuthorizationPath: '/code',
      tokenPath: '/token',
      scope: '',
    };
    const args = ['--device-authorization-path=/other', '--token-path=/token', '--scope=openid'];
    expect(changeSetting(args, {}, {}, managed)).toMatchObject({
      server: {
        deviceAuthorizationEndpoint: 'https://set.example/code',
        tokenEndpoint: 'https://set.example/token',
        scope: null,
        automatic: [],
      },
      overruled: ['--scope', '--device-authorization-path'],
    });
  });

  it.each([
    ['https://a.example/.well-known/openid-configuration', 'https://a.example'],
    ['https://a.example/sso/.well-known/openid-configuration', 'https://a.example/sso'],
    ['https://a.example/.well-known/oauth-authorization-server', 'https://a.example'],
    ['https://a.example/.well-known/oauth-authorization-server/sso/tenant', 'https://a.example/sso/tenant'],
    ['https://a.example/.well-known/oauth-authorization-server/sso/', 'https://a.example/sso'],
    ['https://a.example/.well-known/other', 'https://a.example/.well-known/other'],
  ])('may be given by the address of its metadata: %s', (url, baseUrl) => {
    expect(changeSetting([`--server-url=${url}`])).toMatchObject({ server: { baseUrl } });
  });

  it.each(['http://127.0.0.1:8628', 'http://localhost:1', 'http://[::1]:1', 'https://a.example'])(
    'may be %s',
    (url) => {
      expect(changeSetting([`--server-url=${url}`])).toMatchObject({ server: { baseUrl: url } });
    },
  );

  it.each([
    ['--server-url=http://a.example', '--server-url'],
    ['--server-url=http://127.0.0.1.evil.example', '--server-url'],
    ['--server-url=https://user:secret@a.example', '--server-url'],
    ['--server-url=a.example', '--server-url'],
    ['--server-url=', '--server-url'],
    ['--server-url=ftp://a.example', '--server-url'],
    ['--server-url=https://a.example/?x=1', '--server-url'],
    ['--client-id=', '--client-id'],
    ['--client-id=a\nb', '--client-id'],
    ['--scope=a  b', '--scope'],
    ['--scope="a"', '--scope'],
    ['--token-path=token', '--token-path'],
    ['--token-path=https://evil.example/', '--token-path'],
    ['--device-authorization-path=/a b', '--device-authorization-path'],
  ])('is refused by name: %s', (arg, setting) => {
    expect(changeSetting([arg])).toMatchObject({ setting });
  });

  it('is refused by name from the environment and the settings', () => {
    expect(changeSetting([], { COMPANION_SERVER_URL: 'nonsense' })).toMatchObject({ setting: 'COMPANION_SERVER_URL' });
    expect(changeSetting([], {}, { serverUrl: 'nonsense' })).toMatchObject({ setting: 'serverUrl in settings.json' });
    expect(changeSetting([], {}, { tokenPath: 'https://evil.example/' })).toMatchObject({
      setting: 'tokenPath in settings.json',
    });
  });

  it('is refused by its address first if several of its settings are not valid', () => {
    const flags = ['--token-path=nonsense', '--scope=" "', '--server-url=nonsense'];
    expect(changeSetting(flags)).toMatchObject({ setting: '--server-url' });
  });

  it('sends no scope when an empty one is asked for', () => {
    expect(changeSetting(['--server-url=https://a.example', '--scope='], {}, { scope: 'openid' })).toMatchObject({
      server: { scope: null, automatic: ['deviceAuthorizationEndpoint', 'tokenEndpoint'] },
    });
  });
});

describe('settings.json', () => {
  let profile: string;
  beforeEach(async () => {
    profile = await mkdtemp(join(tmpdir(), 'settings-'));
  });
  afterEach(() => rm(profile, { recursive: true }));

  it('may be missing, and is written whole', async () => {
    expect(await readUserSettings(profile)).toEqual({});
    await writeUserSettings(profile, { serverUrl: 'https://a.example' });
    expect(await readUserSettings(profile)).toEqual({ serverUrl: 'https://a.example' });
  });

  it('may begin with a byte order mark', async () => {
    await writeFile(join(profile, 'settings.json'), '\ufeff{"serverUrl":"https://a.example"}');
    expect(await readUserSettings(profile)).toEqual({ serverUrl: 'https://a.example' });
  });

  it.runIf(process.platform !== 'win32').each([
    ['a folder', (file: string) => mkdir(file)],
    ['a pipe, which no one would end', (file: string) => execFileSync('mkfifo', [file])],
  ])('is named when it is %s', async (_what, make) => {
    const file = join(profile, 'settings.json');
    await make(file);
    expect(await readUserSettings(profile)).toEqual({ setting: file, must: 'be a readable file' });
  });

  it.each([
    ['{', /settings\.json$/],
    ['[]', /settings\.json$/],
    ['{"serverUrl": 5}', /^serverUrl in .*settings\.json$/, 'be text'],
    ['{"theme": "pink"}', /^theme in .*settings\.json$/, 'be system, light or dark'],
    ['{"startAtLogin": "yes"}', /^startAtLogin in /, 'be true or false'],
    ['{"startHidden": 1}', /^startHidden in /, 'be true or false'],
    ['{"notifications": null}', /^notifications in /, 'be true or false'],
    ['{"keepWithoutKeyring": "true"}', /^keepWithoutKeyring in /, 'be true or false'],
    ['{"language": "tlh"}', /^language in /, 'be one of system, en'],
    ['{"whenClosed": true}', /^whenClosed in /, 'be ask, quit or keep-running'],
  ])('is named when it holds %s, and stays as it is', async (text, setting, must = 'contain a JSON object') => {
    await writeFile(join(profile, 'settings.json'), text);
    expect(await readUserSettings(profile)).toMatchObject({
      setting: expect.stringMatching(setting),
      must: expect.stringContaining(must),
    });
    expect(await readFile(join(profile, 'settings.json'), 'utf8')).toBe(text);
  });
});

describe('the flags of an account that is to be added', () => {
  const flagsOf = (...args: string[]) => {
    const flags = readFlags(args);
    if ('must' in flags) throw new Error('bad flags');
    return flags;
  };

  it('name its server, with everything that they set for it', () => {
    expect(serverOfFlags(flagsOf('--server-url=https://b.example', '--client-id=desk', '--token-path=/token'))).toEqual(
      {
        serverUrl: 'https://b.example',
        clientId: 'desk',
        scope: undefined,
        deviceAuthorizationPath: undefined,
        tokenPath: '/token',
      },
    );
  });

  it('name no server without an address', () => {
    expect(serverOfFlags(flagsOf('--client-id=desk'))).toBeNull();
  });

  it.each([
    ['--server-url=b.example', '--server-url'],
    ['--token-path=token', '--token-path'],
    ['--device-authorization-path=device', '--device-authorization-path'],
  ])('are refused by their name if they are wrong: %s', (wrong, setting) => {
    const others = wrong.startsWith('--server-url') ? [] : ['--server-url=https://b.example'];
    expect(serverOfFlags(flagsOf(...others, wrong))).toEqual({ setting, must: expect.stringMatching(/./) });
  });

  it('don’t affect the other accounts: without these flags, no server is set', () => {
    const flags = flagsOf('--server-url=https://b.example', '--scope=openid', '--account=work');
    expect(withoutServer(flags)).toEqual({ ...flags, values: { account: 'work' } });
  });
});
