/** The commands that texts recommend. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ownCommand } from '../../../../main/app/wiring/own-command.ts';
import { readFlags } from '../../../../main/cli/flags.ts';

const LINUX = { platform: 'linux', env: {}, execPath: '/opt/companion' } as const;

function commandOf(
  args: readonly string[],
  { system = LINUX as Parameters<typeof ownCommand>[0], packaged = true } = {},
) {
  const flags = readFlags(args);
  if ('must' in flags) throw new Error(flags.must);
  return ownCommand(system, packaged, flags, flags.values['user-data-dir'] ?? '/home/ada/usual');
}

it.each([
  ['linux', false, 'npm start -- token'],
  ['darwin', false, 'npm start -- token'],
  ['win32', false, undefined],
  ['linux', true, 'transparenc-companion token'],
  ['darwin', true, "'/Applications/Transparenc Companion' token"],
  ['win32', true, undefined],
] as const)('is on %s (packaged: %s) %j', (platform, packaged, expected) => {
  const system = { platform, env: {}, execPath: '/Applications/Transparenc Companion' };
  expect(commandOf([], { system, packaged })?.('token')).toBe(expected);
});

it('is an AppImage by its path, in quotes if that has a space', () => {
  const folder = mkdtempSync(join(tmpdir(), 'own command-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [image, mounted] = [join(folder, 'Companion.AppImage'), join(folder, 'mounted')];
  writeFileSync(image, Buffer.from('\x7fELF\x02\x01\x01\x00AI\x02', 'latin1'));
  mkdirSync(mounted);
  writeFileSync(join(mounted, 'AppRun'), '');
  const system = { ...LINUX, env: { APPIMAGE: image, APPDIR: mounted }, execPath: join(mounted, 'companion') };
  expect(commandOf([], { system })?.('token')).toBe(`'${image}' token`);
});

it('repeats what chooses the profile and the server, without which it would be another app’s', () => {
  const server = ['--server-url=https://login.example.org/a', '--scope=openid a', '--keep-without-keyring'];
  const args = ['--terminal', '--sign-in', ...server, "--user-data-dir=/home/ada/Ada's"];
  const profile = "--user-data-dir='/home/ada/Ada'\\''s'";
  expect(commandOf(args)?.('token')).toBe(
    "transparenc-companion token --server-url=https://login.example.org/a --scope='openid a' " +
      `${profile} --keep-without-keyring`,
  );
  // An account that is added is stored with its server.
  expect(commandOf([...args, '--add-account'])?.('token')).toBe(
    `transparenc-companion token ${profile} --keep-without-keyring`,
  );
  // `npm start` sets the profile itself.
  expect(commandOf(args, { packaged: false })?.('token')).not.toContain('--user-data-dir');
});

it.runIf(process.platform !== 'win32')('reaches the app through a shell unchanged', () => {
  const args = [...' $`"\'\\&|;<>()[]{}*?!#~=\n'].flatMap((special) => [
    `a${special}b`,
    `--tool=a${special}b`,
    special,
  ]);
  const line = commandOf([])?.('tools', ...args, '', 'Büro') ?? '';
  const printed = execFileSync('sh', ['-c', line.replace('transparenc-companion', "printf '%s\\0'")], {
    encoding: 'utf8',
  });
  expect(printed.split('\0')).toEqual(['tools', ...args, '', 'Büro', '']);
  expect(commandOf([])?.('tools', 'allow', 'backup', '--host=a.example:8443', '--account=Büro')).toBe(
    'transparenc-companion tools allow backup --host=a.example:8443 --account=Büro',
  );
});
