import { describe, expect, it } from 'vitest';
import { splitCommandLine, validateServer } from './command-line.ts';

describe('splitCommandLine', () => {
  it('keeps its own two flags, and passes every other one to the app unchanged', () => {
    const { force, forApp } = splitCommandLine([
      '--stand-in',
      '--server-url=https://a.example',
      '--typo',
      '--scope=a b',
    ]);
    expect({ force, forApp }).toEqual({
      force: 'stand-in',
      forApp: ['--server-url=https://a.example', '--typo', '--scope=a b'],
    });
  });

  it.each([
    [[], true, false],
    [['--sign-in'], true, false],
    [['--hidden'], true, false],
    [['--terminal'], false, false],
    [['--terminal', '--sign-out'], false, false],
    [['--doctor'], false, false],
    [['token', '--json'], false, false],
    [['exec', '--', 'ls', '--help'], false, false],
    [['exec', 'ls'], false, false],
    [['misspelt'], false, false],
    [['--check-config=config.json'], false, false],
    [['--help'], false, true],
    [['--version'], false, true],
  ])('%j: a window %j, only a question %j', (args, window, onlyAsks) => {
    expect(splitCommandLine(args)).toMatchObject({ window, onlyAsks });
  });

  it('reports which flags were given, so that only the others are completed', () => {
    expect(splitCommandLine(['--client-id=abc', '--user-data-dir=there']).given).toEqual({
      serverUrls: [],
      clientId: 'abc',
      scope: undefined,
      profile: 'there',
    });
  });

  it('leaves a flag that the app refuses for the app to refuse', () => {
    expect(splitCommandLine(['--terminal', '--scope']).forApp).toEqual(['--terminal', '--scope']);
  });

  it.each([
    [[], null],
    [['--phone'], 'default-route'],
    [['--phone=192.168.1.5'], { address: '192.168.1.5' }],
    [['--phone='], { address: '' }],
  ])('keeps %j for the test server: %j', (args, phone) => {
    const given = splitCommandLine(['--sign-in', ...args]);
    expect(given).toMatchObject({ phone, forApp: ['--sign-in'] });
  });

  it('leaves what follows -- to the program that the app runs', () => {
    const args = ['--stand-in', 'exec', '--', 'x', '--phone', '--real-electron', '--user-data-dir=y'];
    const { force, phone, forApp, given } = splitCommandLine(args);
    expect({ force, phone, profile: given.profile }).toEqual({ force: 'stand-in', phone: null, profile: undefined });
    expect(forApp).toEqual(args.slice(1));
  });

  it('leaves a flag that only begins like --phone to the app', () => {
    expect(splitCommandLine(['--phones'])).toMatchObject({ phone: null, forApp: ['--phones'] });
  });

  it('takes one address for phones, not two', () => {
    expect(() => splitCommandLine(['--phone', '--phone=192.168.1.5'])).toThrow('Only one --phone');
  });

  it('takes one runtime, not two', () => {
    expect(() => splitCommandLine(['--stand-in', '--real-electron'])).toThrow('not both');
  });
});

describe('validateServer', () => {
  const here = 'http://127.0.0.1:8628';
  const there = 'https://login.example.org';
  const nothing = { flags: [], environment: undefined, settings: undefined, window: true };

  it.each([
    ['nothing is known: the window asks', nothing, 'open'],
    ['a flag names this computer', { ...nothing, flags: [here] }, 'loopback'],
    ['a flag names this computer by name', { ...nothing, flags: ['http://localhost:1/auth'] }, 'loopback'],
    ['a flag names this computer in IPv6', { ...nothing, flags: ['https://[::1]:1'] }, 'loopback'],
    ['a flag names another computer', { ...nothing, flags: [there] }, 'elsewhere'],
    ['a name only looks like this computer', { ...nothing, flags: ['https://localhost.example.org'] }, 'elsewhere'],
    ['one of two flags names another computer', { ...nothing, flags: [there, here] }, 'elsewhere'],
    ['a flag has no scheme', { ...nothing, flags: ['login.example.org'] }, 'refused'],
    ['a flag is empty', { ...nothing, flags: [''] }, 'refused'],
    ['a flag names another computer without TLS', { ...nothing, flags: ['http://login.example.org'] }, 'refused'],
    ['a flag has a password', { ...nothing, flags: ['https://a:b@login.example.org'] }, 'refused'],
    ['only one of two flags cannot be used', { ...nothing, flags: [there, 'nonsense'] }, 'elsewhere'],
    ['the environment cannot be used', { ...nothing, environment: 'nonsense' }, 'refused'],
    ['the settings cannot be used', { ...nothing, settings: 'nonsense' }, 'refused'],
    ['the environment names another computer', { ...nothing, environment: there }, 'elsewhere'],
    ['the environment names this computer', { ...nothing, environment: here }, 'loopback'],
    ['the environment is empty', { ...nothing, environment: '' }, 'open'],
    ['a flag goes before the environment', { ...nothing, flags: [here], environment: there }, 'loopback'],
    ['the settings name another computer', { ...nothing, settings: there }, 'elsewhere'],
    ['a flag goes before the settings', { ...nothing, flags: [here], settings: there }, 'loopback'],
    ['the settings name this computer, but the window can change them', { ...nothing, settings: here }, 'open'],
    [
      'the settings name this computer, and there is no window',
      { ...nothing, settings: here, window: false },
      'loopback',
    ],
  ])('%s', (_case, known, place) => {
    expect(validateServer(known)).toBe(place);
  });
});
