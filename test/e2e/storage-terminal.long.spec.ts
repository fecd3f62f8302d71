/** `--terminal` with a sign-in that can't be read or written: exit code 6, an exact message, no loss, a next step. */
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMAT_OF_SEVERAL } from '../../main/vault/format.ts';
import type { AuthorizationServer, Home, TerminalOptions, TerminalRun } from '../harness/fixtures.ts';
import { expect, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { NOBODY, WITH_OWN_DISKS, WITHOUT_POWERS, whyNotWithOwnDisks, whyNotWithoutPowers } from '../harness/powers.ts';
import { ending } from './in-terminal.ts';
import { approve } from './steps.ts';

type Run = (options?: Omit<TerminalOptions, 'home'>) => TerminalRun;

async function signIn(run: TerminalRun, server: AuthorizationServer): Promise<void> {
  await approve(server, (await run.prompt()).userCode, 'ada@example.org');
  expect(await ending(run)).toMatchObject({ code: 0 });
}

/** The only vault of a profile. */
function vaultOf({ profile }: Home): string {
  const [name = ''] = readdirSync(join(profile, 'vault')).filter((entry) => !entry.includes('.'));
  return join(profile, 'vault', name);
}

/** All files of the vaults, with their bytes. */
function filesOf({ profile }: Home): Readonly<Record<string, string>> {
  const entries = readdirSync(join(profile, 'vault'), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(path, 'base64')]));
}

/** Rewrites the key file with changed fields and a correct checksum, as another program could. */
function rewriteKey(home: Home, changes: object): void {
  const file = join(vaultOf(home), 'key');
  const [, facts = ''] = readFileSync(file, 'utf8').split('\n');
  const body = `${JSON.stringify({ ...JSON.parse(facts), ...changes })}\n`;
  writeFileSync(file, `${createHash('sha256').update(body).digest('hex')}\n${body}`);
}

const codes = ({ log }: AuthorizationServer) => log.filter(({ outcome }) => outcome === 'codes').length;
const refreshes = ({ log }: AuthorizationServer) => log.filter(({ grantType }) => grantType === 'refresh_token').length;

/** Runs that fail with a specific message, and change neither files nor the server. */
async function expectEach(
  runs: readonly (readonly [Parameters<Run>[0], says: string])[],
  { terminal, server, home }: { readonly terminal: Run; readonly server: AuthorizationServer; readonly home: Home },
): Promise<void> {
  const [files, asked] = [filesOf(home), server.log.length];
  for (const [options, says] of runs) {
    const { code, output } = await ending(terminal(options));
    expect({ code, output }, JSON.stringify(options)).toEqual({ code: 6, output: expect.stringContaining(says) });
  }
  expect(filesOf(home)).toEqual(files);
  expect(server.log).toHaveLength(asked);
}

test('a missing, locked or different keyring is reported; once it is back, so is the sign-in', async ({
  terminal,
  server,
  home,
}) => {
  await signIn(terminal(), server);
  const locked = { kind: 'locked', keyFile: home.keyFile, unlockedBy: join(home.folder, 'unlocked') } as const;
  const kde = { XDG_CURRENT_DESKTOP: 'KDE' };
  await expectEach(
    [
      [{ keychain: { kind: 'weak' } }, english.storageTroubles['no-keyring'].title],
      [{ keychain: { kind: 'weak' }, flags: ['--sign-in'] }, '--keep-without-keyring'],
      [{ keychain: { kind: 'none' } }, 'The keyring is locked'],
      [{ keychain: locked }, english.terminal.signInKeepingFiles({ flag: '--sign-in' })],
      [{ keychain: locked, environment: kde }, 'The keyring has changed'],
      [{ keychain: { kind: 'weak' }, environment: kde }, 'The keyring has changed'],
    ],
    { terminal, server, home },
  );
  // A different desktop doesn't necessarily mean a different keyring.
  expect(await ending(terminal({ environment: kde }))).toMatchObject({ code: 0 });
  expect(codes(server)).toBe(1);
});

test('a sign-in from a newer version is never opened or changed, and the window asks for an update', async ({
  terminal,
  server,
  home,
}) => {
  await signIn(terminal(), server);
  const file = join(vaultOf(home), 'key');
  const before = readFileSync(file);
  rewriteKey(home, { format: FORMAT_OF_SEVERAL + 1 });
  const update = 'Update Companion, then try again.';
  await expectEach(
    [
      [{}, update],
      [{ flags: ['--sign-in'] }, update],
      [{ flags: ['--sign-out'] }, update],
      [{ keychain: { kind: 'weak' }, flags: ['--keep-without-keyring'] }, update],
    ],
    { terminal, server, home },
  );
  writeFileSync(file, before);
  expect(await ending(terminal())).toMatchObject({ code: 0 });
});

test('a profile that was copied from another computer is not used; signing in here leaves the other one signed in', async ({
  terminal,
  server,
  home,
}) => {
  await signIn(terminal(), server);
  const { machine } = JSON.parse(readFileSync(join(vaultOf(home), 'key'), 'utf8').split('\n')[1] ?? '');
  test.skip(machine === null, 'this computer has no id by which a copy could be told from it');
  const original = join(home.folder, 'original');
  cpSync(join(home.profile, 'vault'), original, { recursive: true });
  rewriteKey(home, { machineIdHash: createHash('sha256').update('another computer').digest('hex') });
  await expectEach(
    [
      [{}, english.storageTroubles['other-computer'].title],
      [{ keychain: { kind: 'weak' } }, 'Sign in here; the other computer stays signed in.'],
    ],
    { terminal, server, home },
  );

  await signIn(terminal({ flags: ['--sign-in'] }), server);
  expect(await ending(terminal())).toMatchObject({ code: 0 });
  expect(codes(server)).toBe(2);
  expect(readdirSync(join(home.profile, 'vault')).filter((name) => name.endsWith('.aside-1'))).toHaveLength(1);

  // This runs on the other computer.
  cpSync(original, join(home.profile, 'vault'), { recursive: true, force: true });
  expect(await ending(terminal())).toMatchObject({ code: 0, output: expect.stringContaining('ada@example.org') });
  expect(codes(server)).toBe(2);
});

test('two runs don’t write to one profile at once: the second is refused, and the first continues', async ({
  terminal,
  server,
}) => {
  const first = terminal();
  const { userCode } = await first.prompt();
  const { code, output } = await ending(terminal());
  expect(code).toBe(7);
  expect(output).toContain('is running with this profile already');
  await approve(server, userCode);
  expect(await ending(first)).toMatchObject({ code: 0 });
});

test('files that may not be read, and a folder that may not be written to, are named; nothing is sent, and nothing lost', async ({
  terminal,
  server,
  home,
}) => {
  const why = whyNotWithoutPowers();
  test.skip(why !== null, why ?? '');
  const asNobody: Run = (options) => terminal({ ...options, through: WITHOUT_POWERS });
  const vault = await keptBy(asNobody, server, home);

  chmodSync(vault, 0o500);
  await expectEach([[{}, english.storageTroubles['no-permission'].title]], { terminal: asNobody, server, home });
  chmodSync(vault, 0o700);
  chmodSync(join(vault, 'key'), 0o000);
  const unreadable = await ending(asNobody());
  expect(unreadable).toEqual({
    code: 6,
    output: expect.stringContaining(english.storageTroubles['no-permission'].next),
  });
  chmodSync(join(vault, 'key'), 0o600);
  expect(refreshes(server)).toBe(0);
  expect(await ending(asNobody())).toMatchObject({ code: 0 });
  expect(refreshes(server)).toBe(1);
});

for (const [disk, says, prepare] of [
  [
    'that cannot be written to',
    english.storageTroubles['read-only'].title,
    'mount --bind "$V" "$V" && mount -o remount,ro,bind "$V"',
  ],
  [
    'that is full',
    'The disk is full',
    'cp -a "$V" "$V.copy" && mount -t tmpfs -o size=64k tmpfs "$V" && cp -a "$V.copy/." "$V" && ! cat /dev/zero > "$V/fill"',
  ],
] as const) {
  test(`a disk ${disk} is named; nothing is sent whose answer could not be kept`, async ({
    terminal,
    server,
    home,
  }) => {
    needsOwnDisks();
    await signIn(terminal(), server);
    const through = [...WITH_OWN_DISKS, 'sh', '-c', `{ ${prepare}; } 2>/dev/null && exec "$@"`, 'sh'];
    const environment = { V: vaultOf(home) };
    expect(await ending(terminal({ through, environment }))).toEqual({
      code: 6,
      output: expect.stringContaining(says),
    });
    expect(refreshes(server)).toBe(0);
    expect(await ending(terminal())).toMatchObject({ code: 0 });
    expect(refreshes(server)).toBe(1);
  });
}

test('a read-only profile is reported as such, and not as in use', async ({ terminal, server, home }) => {
  needsOwnDisks();
  await signIn(terminal(), server);
  const mounted = 'mount --bind "$P" "$P" && mount -o remount,ro,bind "$P" && exec "$@"';
  const through = [...WITH_OWN_DISKS, 'sh', '-c', mounted, 'sh'];
  const { code, output } = await ending(terminal({ through, environment: { P: home.profile } }));
  expect({ code, output }).toEqual({ code: 64, output: expect.stringContaining(`${home.profile} is not (EROFS)`) });
  expect(await ending(terminal())).toMatchObject({ code: 0 });
});

/** Skips a story, with the reason, if a disk can't be mounted for a single app. */
function needsOwnDisks(): void {
  test.skip(process.getuid?.() !== 0, 'only root mounts a disk around an app that is to run as usual');
  const why = whyNotWithOwnDisks();
  test.skip(why !== null, why ?? '');
}

/** Signs in as an unprivileged user, who then owns the home, and returns the vault. */
async function keptBy(terminal: Run, server: AuthorizationServer, home: Home): Promise<string> {
  const inside = readdirSync(home.folder, { recursive: true, encoding: 'utf8' }).map((path) => join(home.folder, path));
  if (WITHOUT_POWERS.length > 0) for (const path of [home.folder, ...inside]) chownSync(path, NOBODY, NOBODY);
  await signIn(terminal(), server);
  return vaultOf(home);
}
