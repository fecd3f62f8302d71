/** Finds the command, and leaves the rest for the flags. */
import { describe, expect, it } from 'vitest';
import { misplacedFlag, readCommandLine } from '../../../main/cli/command-line.ts';
import { COMMANDS, commandNamed } from '../../../main/cli/command-table.ts';
import { isProblem, readFlags } from '../../../main/cli/flags.ts';
import { HELP, helpOf } from '../../../main/cli/help.ts';

function read(args: readonly string[], namesApp = false) {
  const line = readCommandLine(args, namesApp);
  if (isProblem(line)) throw new Error(`${line.setting} must ${line.must}`);
  return line;
}

describe('the command', () => {
  it('is the first argument without dashes', () => {
    const { command, forFlags } = read(['--user-data-dir=/p', 'token', '--json', '--tool=backup', '--reason=a b']);
    expect(command).toMatchObject({ name: 'token', words: [], values: { tool: 'backup', reason: 'a b' }, child: [] });
    expect([...(command?.switches ?? [])]).toEqual(['json']);
    expect(forFlags).toEqual(['--user-data-dir=/p']);
  });

  it('follows the app in the development tree, and a module that is loaded before it', () => {
    const { command, forFlags } = read(['-r', 'recorder.cts', '.', 'credential', 'git', 'get'], true);
    expect(command).toMatchObject({ name: 'credential', words: ['git', 'get'] });
    expect(forFlags).toEqual(['-r', 'recorder.cts', '.']);
  });

  it('is explained by "help" before it, as by --help, also in the development tree', () => {
    expect(read(['.', 'help', 'token'], true)).toEqual(read(['.', 'token', '--help'], true));
  });

  it.each([
    [['.'], true],
    [['--terminal'], false],
    [['--', 'token'], false],
    // These are arguments that desktops, file managers or macOS add.
    [['/home/ada/token'], false],
    [['https://example.org'], false],
    [['-AppleLocale', 'de', '--hidden'], false],
    [['-r', 'token', '.'], true],
  ])('is not named by %j', (args, namesApp) => {
    expect(read(args, namesApp)).toEqual({ command: null, forFlags: args });
  });

  it.each(['--for-r', '--required', '-AppleLocales'])('follows %s, which has no value', (flag) => {
    expect(read([flag, 'token']).command?.name).toBe('token');
  });

  it('takes an argument that only contains an option for a word', () => {
    const { command } = read(['tools', 'allow', 'x--json']);
    expect([command?.words, command?.switches.size]).toEqual([['allow', 'x--json'], 0]);
  });

  it.each([
    [['tokne'], 'The command tokne'],
    [['token', 'extra'], 'The command token'],
    [['token', '--json=yes'], '--json'],
    [['token', '--tool'], '--tool'],
    [['token', '--tool=a', '--tool=b'], '--tool'],
    [['exec'], 'The command exec'],
    [['exec', 'ls'], 'The command exec'],
    [['exec', '--'], 'The command exec'],
    [['credential'], 'The command credential'],
    [['tools', 'allow', 'a', 'b'], 'The command tools'],
  ])('with %j is refused by name', (args, setting) => {
    expect(readCommandLine(args, false)).toMatchObject({ setting });
  });

  it('exec leaves everything after -- to its child', () => {
    const { command, forFlags } = read([
      'exec',
      '--env=T',
      '--',
      'curl',
      '--json',
      '--remote-debugging-port=1',
      '--',
      'x',
    ]);
    expect(command).toMatchObject({
      values: { env: 'T' },
      child: ['curl', '--json', '--remote-debugging-port=1', '--', 'x'],
    });
    expect(forFlags).toEqual([]);
  });

  it.each(['token', 'credential', 'tools', 'accounts'])('%s hides no switch from Chromium behind --', (name) => {
    const { forFlags } = read([name, ...(name === 'credential' ? ['git'] : []), '--', '--remote-debugging-port=1']);
    expect(forFlags).toContain('--remote-debugging-port=1');
  });

  it('does not take a switch that Chromium would strip of blanks for a word', () => {
    expect(read(['tools', '\u0085--no-sandbox']).forFlags).toEqual(['\u0085--no-sandbox']);
  });

  it.each([
    [['tokn'], 'The command tokn', 'be one that --help lists'],
    [['token', '--tool'], '--tool', 'be written --tool=…'],
    [['token', '--tool=a', '--tool=b'], '--tool', 'be given once'],
    [['token', '--json=yes'], '--json', 'have no value'],
    [['status', 'now'], 'The command status', 'be given without arguments'],
    [['exec'], 'The command exec', expect.stringMatching(/^be written exec .*COMMAND/)],
    [['credential'], 'The command credential', 'be written credential git|kubectl|docker ACTION'],
    [['tools', 'allow', 'git', 'now'], 'The command tools', 'be written tools [list|allow NAME|remove NAME]'],
  ])('%j is refused with how it is written', (args, setting, must) => {
    expect(readCommandLine(args, false)).toEqual({ setting, must });
  });

  it('ends where its child’s arguments begin', () => {
    const { command, forFlags } = read(['exec', '--tool=make', '--', 'make', '--tool=x', '--', 'y']);
    expect(command).toMatchObject({ values: { tool: 'make' }, words: [], child: ['make', '--tool=x', '--', 'y'] });
    expect(forFlags).toEqual([]);
  });

  it.each([
    ['login', ['terminal']],
    ['logout', ['terminal', 'sign-out']],
    ['doctor', ['doctor']],
  ])('%s stands for flags that still work', (name, expected) => {
    const flags = readFlags(read([name]).forFlags);
    if (isProblem(flags)) throw new Error(flags.must);
    expect([...flags.switches]).toEqual(expected);
  });

  it('takes the flags that choose a server and a profile, and no flag of the window', () => {
    for (const flag of ['server-url', 'client-id', 'scope', 'device-authorization-path', 'token-path', 'user-data-dir'])
      expect(misplacedFlag('token', [flag])).toBeNull();
    expect(misplacedFlag('token', ['keep-without-keyring', 'help', 'version'])).toBeNull();
    expect(misplacedFlag('login', ['terminal', 'sign-in'])).toBeNull();
    expect(misplacedFlag('token', ['hidden'])).toEqual({ setting: '--hidden', must: 'not be given with token' });
    expect(misplacedFlag('accounts', ['terminal'])).toMatchObject({ setting: '--terminal' });
  });
});

describe('--help', () => {
  it('lists every command', () => {
    for (const [name, { summary }] of Object.entries(COMMANDS)) {
      expect(HELP).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      expect(HELP).toContain(summary);
    }
  });

  it.each(Object.keys(COMMANDS))('of %s names each of its options, and can be asked for without its words', (name) => {
    const known = commandNamed(name);
    if (!known) throw new Error(name);
    const { values, switches } = COMMANDS[known];
    for (const option of [...Object.keys(values), ...Object.keys(switches)])
      expect(helpOf(known)).toMatch(new RegExp(`^  --${option}(=…)?\\s+\\S{2}`, 'm'));
    for (const flag of COMMANDS[known].flags)
      expect(helpOf(known)).toMatch(new RegExp(`^  --${flag}(=\\S+)?\\s+\\S{2}`, 'm'));
    expect(helpOf(known)).toMatch(new RegExp(`^transparenc-companion ${name}\\b.*\n\nThe command \\S.+\\.\n`));
    expect(read([name, '--help']).command?.name).toBe(name);
  });

  it('has what a command does beside it, or below it if that is too long', () => {
    expect(HELP).toContain(`\n  status${' '.repeat(25)}shows who is signed in\n`);
    expect(HELP).toContain(
      `\n  tools [list|allow NAME|remove NAME]\n${' '.repeat(33)}lists the programs that may get tokens`,
    );
  });

  it('lists options only if there are any', () => {
    expect(helpOf('serve').split('\n')).toEqual([
      'transparenc-companion serve',
      '',
      'The command keeps this computer signed in and serves other programs, without a window.',
      '',
      'It also accepts the flags that choose a server or a profile: see --help.',
      '',
    ]);
    const [first, , , blank, option] = helpOf('exec').split('\n');
    expect(blank).toBe('');
    expect(first).toBe('transparenc-companion exec [OPTIONS] -- COMMAND…');
    expect(option).toBe(
      '  --account=…                    which account, by its name or id: needed only if there are several',
    );
  });

  it('fits a terminal of 120 columns', () => {
    const lines = [
      HELP,
      ...Object.keys(COMMANDS)
        .flatMap((name) => commandNamed(name) ?? [])
        .map(helpOf),
    ].join('\n');
    expect(lines.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });
});
