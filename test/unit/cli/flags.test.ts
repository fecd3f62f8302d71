import { describe, expect, it } from 'vitest';
import { isSwitch, lastingFlags, readFlags } from '../../../main/cli/flags.ts';
import { refusedOnSecondLaunch, requestOfSecondLaunch } from '../../../main/cli/second-launch.ts';

function flags(...args: string[]) {
  const read = readFlags(args);
  if ('must' in read) throw new Error(`${read.setting} must ${read.must}`);
  return read;
}

describe('flags', () => {
  it('reads its own, with their values', () => {
    const { values, switches, unknown } = flags(
      '.',
      '--server-url=https://a.example/x?',
      '--scope=openid offline_access',
      '--terminal',
      '--sign-in',
    );
    expect(values).toEqual({ 'server-url': 'https://a.example/x?', scope: 'openid offline_access' });
    expect([...switches]).toEqual(['terminal', 'sign-in']);
    expect(unknown).toEqual([]);
  });

  it.each([
    [['--report=x'], '--report', 'be given together with --doctor'],
    [['--doctor', '--report='], '--report', 'name a file'],
    [['--doctor', '--sign-out'], '--doctor', 'not be given together with --sign-in or --sign-out'],
    [['--sign-in', '--doctor'], '--doctor', 'not be given together with --sign-in or --sign-out'],
  ])('a diagnosis goes with a report, and with nothing else: %j', (args, setting, must) => {
    expect(readFlags(args)).toEqual({ setting, must });
    expect(flags('--doctor', '--report=x').values.report).toBe('x');
  });

  it.each([
    [['--check-config='], '--check-config', 'name a file'],
    [['--user-data-dir='], '--user-data-dir', 'name a folder'],
    [['--check-config=x', '--doctor'], '--check-config', 'not be given together with --doctor or --sign-out'],
    [['--check-config=x', '--sign-out'], '--check-config', 'not be given together with --doctor or --sign-out'],
    [['--all'], '--all', 'be given with logout, and without --account'],
    [['--all', '--sign-out', '--account=a'], '--all', 'be given with logout, and without --account'],
    [['--add-account'], '--add-account', 'be given with login'],
    [['--add-account', '--terminal', '--sign-out'], '--add-account', 'be given with login'],
    [['--terminal', '--someone-else=maybe'], '--someone-else', 'be keep, replace or discard'],
    [['--someone-else=keep'], '--someone-else', 'be given with login'],
    [['--terminal', '--sign-out', '--someone-else=keep'], '--someone-else', 'be given with login'],
    [['--server-url'], '--server-url', 'be written --server-url=…'],
    [['--hidden=1'], '--hidden', 'have no value'],
  ])('go together only as far as that has a meaning: %j', (args, setting, must) => {
    expect(readFlags(args)).toEqual({ setting, must });
  });

  it.each([
    [['--check-config=x']],
    [['--sign-out', '--all']],
    [['--terminal', '--add-account', '--account=a']],
    [['--terminal', '--someone-else=keep']],
    [['--terminal', '--someone-else=replace']],
    [['--terminal', '--someone-else=discard']],
  ])('that go together are taken: %j', (args) => {
    expect(readFlags(args)).not.toHaveProperty('must');
  });

  it.each([
    ['--server-url', '--server-url'],
    ['--client-id', '--client-id'],
    ['--terminal=yes', '--terminal'],
    ['--hidden=', '--hidden'],
    ['--user-data-dir', '--user-data-dir'],
    ['--user-data-dir=', '--user-data-dir'],
  ])('reports the problem with %s', (arg, setting) => {
    expect(readFlags([arg])).toMatchObject({ setting });
  });

  it.each([
    '--inspect=0',
    '--remote-debugging-port=0',
    '--no-sandbox',
    '--ozone-platform=headless',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-gpu',
    '--lang=de',
    '--v',
    '-psn_0_12345',
    '--proxy-server=http://127.0.0.1:3128',
    '--type=renderer',
    '--window-size=800,600',
    '--squirrel-firstrun',
    '--updated',
    '--gl',
    '--no',
    '.',
  ])('accepts %s for the runtime', (arg) => {
    expect(flags(arg).unknown).toEqual([]);
  });

  it.each([
    ['--sign-in', '--sign-out'],
    ['--sign-out', '--terminal', '--sign-in'],
  ])('does not do both of %s and %s', (...args) => {
    expect(readFlags(args)).toEqual({ setting: '--sign-in', must: 'not be given together with --sign-out' });
  });

  it('names one account, as the commands with options of their own do', () => {
    const twice = ['--terminal', '--sign-out', '--account=work', '--account=test'];
    expect(readFlags(twice)).toEqual({ setting: '--account', must: 'be given once' });
  });

  it('takes nothing for one of them that only contains it, and not what separates', () => {
    expect(flags('x--terminal', '/home/ada/x--scope=y', '--')).toEqual({
      values: {},
      switches: new Set(),
      unknown: [],
      foreign: [],
    });
    expect(flags('--terminal', '--account=work', '--scope=openid').values).toEqual({
      account: 'work',
      scope: 'openid',
    });
  });

  it('accepts a preloaded module', () => {
    expect(flags('-r', '/some/loader.js', '.').unknown).toEqual([]);
    expect(flags('--require', '-loader.js', '.').unknown).toEqual([]);
    for (const before of ['--required', '--require=-x', '-rx', 'x-r'])
      expect(flags(before, '--verbose').unknown, before).toContain('--verbose');
  });

  it.each(['--sing-in', '--serverurl=https://a.example', '-x', '--verbose', '--token=abc'])(
    'calls %s unknown, by its name alone',
    (arg) => {
      expect(flags(arg).unknown).toEqual([arg.split('=')[0]]);
    },
  );

  it('takes over only --sign-in and --hidden from a second launch', () => {
    expect(refusedOnSecondLaunch(flags('--sign-in', '--hidden', '--account=work', '--user-data-dir=/x'))).toEqual([]);
    expect(refusedOnSecondLaunch(flags('--server-url=https://b.example', '--keep-without-keyring'))).toEqual([
      '--server-url',
      '--keep-without-keyring',
    ]);
  });

  it('are passed on by a second launch unchanged, and other messages are ignored', () => {
    expect([...requestOfSecondLaunch({ args: ['.', '--hidden', '--sign-in'] }).switches]).toEqual([
      'hidden',
      'sign-in',
    ]);
    for (const other of [null, '--hidden', { args: '--hidden' }, { args: [7, null] }, { args: ['--hidden=1'] }])
      expect([...requestOfSecondLaunch(other).switches]).toEqual([]);
    expect([...requestOfSecondLaunch({ args: [-7, '--hidden'] }).switches]).toEqual(['hidden']);
  });

  it('that identify the app are kept after a start, and one-time requests are not', () => {
    const asked = flags('--sign-in', '--hidden', '--keep-without-keyring', '--scope=openid', '--user-data-dir=here');
    expect(lastingFlags(asked, '/home/ada/here')).toEqual([
      '--scope=openid',
      '--user-data-dir=/home/ada/here',
      '--keep-without-keyring',
    ]);
    expect(lastingFlags(flags('--hidden'), '/home/ada/.config/Companion')).toEqual([]);
    expect(lastingFlags(flags('--account=work'), '/home/ada/.config/Companion')).toEqual([]);
    const once = flags('--terminal', '--someone-else=keep', '--client-id=x');
    expect(lastingFlags(once, '/home/ada/.config/Companion')).toEqual(['--client-id=x']);
  });

  it('that choose the server are all kept after a start', () => {
    const server = [
      '--server-url=https://login.example.org',
      '--client-id=x',
      '--scope=openid',
      '--device-authorization-path=/device',
      '--token-path=/token',
    ];
    expect(lastingFlags(flags(...server), '/home/ada/.config/Companion')).toEqual(server);
  });
});

it.each([
  ['--sign-in', true, true],
  [' \t-x', true, true],
  ['/x', false, true],
  [' /x', false, true],
  ['x-y', false, false],
  ['x/y', false, false],
  ['', false, false],
])('%j is a switch on Linux: %s, on Windows: %s', (arg, onLinux, onWindows) => {
  expect([isSwitch(arg, 'linux'), isSwitch(arg, 'win32')]).toEqual([onLinux, onWindows]);
});
