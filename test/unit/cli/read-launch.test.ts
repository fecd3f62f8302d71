/** The effect of each command line, before anything is opened. */
import { describe, expect, it } from 'vitest';
import { type LaunchParts, readLaunch } from '../../../main/cli/read-launch.ts';
import { argsForRunningApp, leftToRunningApp } from '../../../main/cli/second-launch.ts';

function launchOf(args: readonly string[], parts: Partial<LaunchParts> = {}) {
  return readLaunch({ args, namesApp: false, environment: {}, isGuarded: false, isAppImage: false, ...parts });
}

function appOf(...args: readonly string[]) {
  const launch = launchOf(args);
  if (launch.kind !== 'app') throw new Error(JSON.stringify(launch));
  return launch;
}

describe('a launch', () => {
  it.each<[string, object]>([
    ['', { kind: 'app', way: 'window', command: null }],
    ['--hidden --sign-in', { kind: 'app', way: 'window', command: null }],
    ['--terminal', { kind: 'app', way: 'terminal', command: null }],
    ['login', { kind: 'app', way: 'terminal', command: 'login' }],
    ['logout', { kind: 'app', way: 'terminal', command: 'logout' }],
    ['serve', { kind: 'app', way: 'serve', command: 'serve' }],
    ['token --json', { kind: 'command', command: { name: 'token' } }],
    ['status', { kind: 'command', command: { name: 'status' } }],
    ['doctor', { kind: 'doctor' }],
    ['--doctor', { kind: 'doctor' }],
    ['--check-config=/etc/x.json', { kind: 'check-config', file: '/etc/x.json' }],
    ['--version', { kind: 'version' }],
    ['--help', { kind: 'help', text: expect.stringContaining('transparenc-companion [COMMAND]') }],
    ['help', { kind: 'help', text: expect.stringContaining('"help COMMAND" shows the options of one.') }],
    ['token --help', { kind: 'help', text: expect.stringContaining('transparenc-companion token') }],
    ['help token', { kind: 'help', text: expect.stringContaining('transparenc-companion token') }],
  ])('with "%s" is known by its command line', (line, expected) => {
    expect(launchOf(line.split(' ').filter(Boolean))).toMatchObject(expected);
  });

  it.each([
    ['--server-url', '--server-url must be written --server-url=…'],
    ['exec', 'The command exec must be written exec -- COMMAND…'],
    ['frobnicate', 'The command frobnicate must be one that --help lists.'],
    ['help frobnicate', 'The command frobnicate must be one that --help lists.'],
    ['--terminal --frobnicate=x --other', 'Unknown: --frobnicate, --other.'],
    ['status --frobnicate', 'Unknown: --frobnicate.'],
    ['--help --frobnicate', 'Unknown: --frobnicate.'],
    ['status --hidden', '--hidden must not be given with status.'],
  ])('with "%s" reports the problem', (line, why) => {
    expect(launchOf(line.split(' '))).toEqual({ kind: 'misused', why: `${why} See --help.` });
  });

  it('with an unknown flag continues in a window from source, and is refused when installed', () => {
    expect(appOf('--frobnicate').flags.unknown).toEqual(['--frobnicate']);
    expect(launchOf(['--frobnicate'], { isGuarded: true })).toMatchObject({ kind: 'refused' });
  });

  it.each<[string, boolean]>([
    ['', false],
    ['--hidden', false],
    ['--terminal', true],
    ['--check-config=/etc/x.json', true],
    ['status', true],
    ['/home/ada/x--terminal', false],
    ['--terminal-x', false],
  ])('is refused with a switch that reaches further; "%s" is a script’s: %s', (line, isScript) => {
    const args = ['--no-sandbox', ...line.split(' ').filter(Boolean)];
    const why = expect.stringMatching(
      /^Transparenc Companion does not start with --no-sandbox(, --terminal-x)?\. --help/,
    );
    expect(launchOf(args, { isGuarded: true })).toEqual({ kind: 'refused', why, isScript });
    expect(launchOf(args).kind).not.toBe('refused');
  });

  it('is refused with such a variable, and from an AppImage with anything but what its own launcher adds', () => {
    expect(launchOf([], { isGuarded: true, environment: { SSLKEYLOGFILE: '/tmp/keys' } })).toMatchObject({
      kind: 'refused',
    });
    expect(launchOf(['--no-sandbox'], { isGuarded: true, isAppImage: true })).toMatchObject({ kind: 'app' });
  });
});

describe('a launch that finds the app running', () => {
  it.each<[string, readonly string[]]>([
    ['login', ['--sign-in']],
    ['login --account=work', ['--sign-in', '--account=work']],
    ['login --add-account --account=work', []],
    ['logout', ['--hidden']],
    ['serve', ['--hidden']],
    ['--sign-in --account=work', ['--sign-in', '--account=work']],
  ])('with "%s" hands over the requests that the running app can handle', (line, handedOver) => {
    const args = line.split(' ');
    expect(argsForRunningApp(appOf(...args), args, {})).toEqual(handedOver);
  });

  it('hands over the account that a variable names, which a flag overrules', () => {
    const environment = { COMPANION_ACCOUNT: 'home' };
    expect(argsForRunningApp(appOf('login'), [], environment)).toEqual(['--sign-in', '--account=home']);
    const named = appOf('login', '--account=work');
    expect(argsForRunningApp(named, [], environment)).toEqual(['--sign-in', '--account=work']);
    expect(argsForRunningApp(appOf('login'), [], { COMPANION_ACCOUNT: '' })).toEqual(['--sign-in']);
  });

  it('hands over the variable of a start without a command, too', () => {
    const handedOver = (environment: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      argsForRunningApp(appOf(...args), args, environment);
    const environment = { COMPANION_ACCOUNT: 'home' };
    expect(handedOver(environment, '--sign-in')).toEqual(['--sign-in', '--account=home']);
    expect(handedOver(environment, '--sign-in', '--account=work')).toEqual(['--sign-in', '--account=work']);
    expect(handedOver({ COMPANION_ACCOUNT: '' }, '--hidden')).toEqual(['--hidden']);
    expect(handedOver(environment, '--sign-out', '--all')).toEqual(['--sign-out', '--all']);
  });

  it.each<[string, number, string]>([
    ['login', 7, 'Its window, if it has one, shows the sign-in; a sign-in in a terminal has to end first.'],
    ['login --add-account', 7, 'To add an account, use "Add account" in its window, or quit it first.'],
    ['logout', 7, 'Quit it first, or use its window.'],
    ['serve', 7, 'Quit it first, or use its window.'],
    ['--terminal', 7, 'Quit it first, or use its window.'],
    ['--sign-in', 0, 'Its window, if it has one, comes to the front.'],
    ['--hidden', 0, ''],
    [
      '--client-id=x --scope=y',
      64,
      'Its window, if it has one, comes to the front. --client-id, --scope can be set only when it starts: quit it first.',
    ],
  ])('with "%s" ends with %i', (line, code, why) => {
    const running = 'Transparenc Companion is running with this profile already.';
    expect(leftToRunningApp(appOf(...line.split(' ')))).toEqual({ code, why: `${running} ${why}`.trimEnd() });
  });
});
