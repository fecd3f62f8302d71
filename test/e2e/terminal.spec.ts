/** `--terminal`: all ways in which it can end, by exit code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HELP } from '../../main/cli/help.ts';
import type { AuthorizationServer, Home, TerminalRun } from '../harness/fixtures.ts';
import { approveByForms, expect, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { PATHS, test as withFront } from './faulty-test.ts';
import { ending, readTextQr } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, polls, sees, TITLES } from './steps.ts';

/** Approves the run's code, and returns its last output. */
async function signIn(run: TerminalRun, server: AuthorizationServer): Promise<string> {
  await approve(server, (await run.prompt()).userCode, 'ada@example.org');
  const { code, output } = await ending(run);
  expect(code, output).toBe(0);
  return output;
}

const grants = ({ log }: AuthorizationServer, name: string) => log.filter(({ grantType }) => grantType === name).length;
const codes = ({ log }: AuthorizationServer) => log.filter(({ outcome }) => outcome === 'codes').length;
const asked = ({ log }: AuthorizationServer, path: string) => log.filter((entry) => entry.path.endsWith(path));

/** All files in the vault, with their bytes. */
function vaultFiles({ profile }: Home): Readonly<Record<string, string>> {
  const folder = join(profile, 'vault');
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'base64')]));
}

test('0: signs in on this computer, and draws no QR code of an address that no phone can open', async ({
  terminal,
  server,
  home,
}) => {
  const run = terminal();
  const { url, userCode } = await run.prompt();
  expect(url).toBe(server.approvalPage);
  expect(userCode).toBe(server.userCodes().at(-1));
  await run.stdout.waitFor(/Ctrl-C/);
  expect(run.stdout.text()).toContain(english.terminal.onlyHere);
  expect(run.stdout.text()).not.toMatch(/[█▀▄]/);
  const output = await signIn(run, server);
  expect(output).toContain('Signed in as ada@example.org at ');
  expectNoSecrets({ home, server, runs: [run] });
});

for (const [carries, query] of [
  ['the address that a phone opens', ''],
  ['the complete address, with the code', '?user_code=WDJB-MJHT'],
] as const) {
  withFront(`0: a QR code holds ${carries}`, async ({ terminal, front, server, home }) => {
    const page = 'https://login.example.org/device';
    front.fault(PATHS.deviceAuthorization, {
      kind: 'altered',
      fields: { verification_uri: page, ...(query && { verification_uri_complete: page + query }) },
    });
    const run = terminal();
    const { url, userCode } = await run.prompt();
    expect(url).toBe(page);
    await run.stdout.waitFor(/Ctrl-C/);
    expect(readTextQr(run.stdout.text())).toBe(page + query);
    await approve(server, userCode);
    expect((await ending(run)).code).toBe(0);
    expectNoSecrets({ home, server, runs: [run] });
  });
}

test('0: signed in already, signed in again, signed out', async ({ terminal, server, home }) => {
  const first = terminal();
  await signIn(first, server);

  const again = terminal();
  expect(await ending(again)).toEqual({ code: 0, output: expect.stringContaining('Signed in as ada@example.org at ') });
  expect(grants(server, 'refresh_token')).toBe(1);
  expect(codes(server)).toBe(1);

  const anew = terminal({ flags: ['--sign-in'] });
  await signIn(anew, server);
  expect(codes(server)).toBe(2);

  expect(vaultFiles(home)).not.toEqual({});
  const out = terminal({ flags: ['--sign-out'] });
  expect((await ending(out)).code).toBe(0);
  expect(out.stdout.text()).toContain('has ended this sign-in');
  expect(asked(server, '/revoke').map(({ status }) => status)).toEqual([200]);
  expect(vaultFiles(home)).toEqual({});

  const notSignedIn = terminal({ flags: ['--sign-out'] });
  expect(await ending(notSignedIn)).toEqual({ code: 0, output: expect.stringContaining('You’re not signed in to') });
  expect(asked(server, '/revoke')).toHaveLength(1);
  expectNoSecrets({ home, server, runs: [first, again, anew, out, notSignedIn] });
});

test('2: denied', async ({ terminal, server, home }) => {
  const run = terminal();
  const { url, userCode } = await run.prompt();
  await approveByForms(url, { userCode, decision: 'deny' });
  const { code, output } = await ending(run);
  expect(code).toBe(2);
  expect(output).toContain('access_denied: End-User aborted interaction');
  expect(vaultFiles(home)).toEqual({});
  expectNoSecrets({ home, server, runs: [run] });
});

test('3: the code ran out, by the clock of this computer', async ({ terminal, startServer, home }) => {
  const server = await startServer({ deviceCodeLifetimeS: 2 });
  const run = terminal({ server });
  const { code, output } = await ending(run);
  expect(code).toBe(3);
  expect(output).toContain('The code has expired');
  expectNoSecrets({ home, server, runs: [run] });
});

test('3: the server reports that the code expired', async ({ terminal, server, home }) => {
  const run = terminal();
  await run.prompt();
  server.expireNow();
  const { code, output } = await ending(run);
  expect(code).toBe(3);
  expect(output).toMatch(/expired_token: \S/);
  expectNoSecrets({ home, server, runs: [run] });
});

for (const kind of ['none', 'weak'] as const) {
  test(`6: with a keyring that is ${kind}, no code is asked for`, { tag: kind === 'none' ? '@long' : [] }, async ({
    terminal,
    server,
    home,
  }) => {
    const { code, output } = await ending(terminal({ keychain: { kind } }));
    expect(code).toBe(6);
    expect(output).toContain('--keep-without-keyring');
    expect(server.log).toEqual([]);
    expect(vaultFiles(home)).toEqual({});
  });
}

test('0: without a keyring, when that was chosen', async ({ terminal, server, home }) => {
  const weakly = { keychain: { kind: 'weak' }, flags: ['--keep-without-keyring'] } as const;
  const run = terminal(weakly);
  await signIn(run, server);
  const again = terminal(weakly);
  expect(await ending(again)).toEqual({ code: 0, output: expect.stringContaining('Signed in as ada@example.org') });
  expect(codes(server)).toBe(1);
  expectNoSecrets({ home, server, runs: [run, again] });
});

test('6: with an unreadable keyring, nothing is deleted or requested', async ({ terminal, server, home }) => {
  const { keyFile } = home;
  const first = terminal();
  await signIn(first, server);
  const before = vaultFiles(home);
  const askedBefore = server.log.length;

  const changed = terminal({ keychain: { kind: 'changed-key', keyFile } });
  expect(await ending(changed)).toEqual({ code: 6, output: expect.stringContaining('The keyring has changed') });
  const locked = terminal({ keychain: { kind: 'locked', keyFile, unlockedBy: join(home.folder, 'unlocked') } });
  expect(await ending(locked)).toEqual({ code: 6, output: expect.stringContaining('The keyring is locked') });
  expect(vaultFiles(home)).toEqual(before);
  expect(server.log).toHaveLength(askedBefore);

  const last = terminal();
  expect((await ending(last)).code).toBe(0);
  expectNoSecrets({ home, server, runs: [first, changed, locked, last] });
});

test('7: the app runs with this profile', { tag: '@long' }, async ({ launch, terminal, server }) => {
  const app = await launch();
  const page = await app.window();
  const { code, output } = await ending(terminal());
  expect(code).toBe(7);
  expect(output).toContain('is running with this profile already');
  expect(server.log).toEqual([]);
  await sees(page, TITLES.signedOut);
});

test('8: the server ended the session, and the next run signs in again', async ({ terminal, server, home }) => {
  const first = terminal();
  await signIn(first, server);
  server.revokeAll();
  const run = terminal();
  const { code, output } = await ending(run);
  expect(code).toBe(8);
  expect(output).toMatch(/invalid_grant: \S/);
  const next = terminal();
  await signIn(next, server);
  expectNoSecrets({ home, server, runs: [first, run, next] });
});

const misused: readonly { readonly flags: readonly string[]; readonly names: string; readonly tag?: '@long' }[] = [
  { flags: ['--sing-out'], names: '--sing-out', tag: '@long' },
  { flags: ['--server-url'], names: '--server-url', tag: '@long' },
  { flags: ['--sign-in=yes'], names: '--sign-in', tag: '@long' },
  { flags: ['--server-url=http://login.example.org'], names: '--server-url', tag: '@long' },
  { flags: ['--server-url=https://ada:secret@login.example.org'], names: '--server-url' },
  { flags: ['--server-url=https://login.example.org', '--scope=a"b'], names: '--scope', tag: '@long' },
  { flags: [], names: 'No server is set up' },
];
for (const { flags, names, tag = [] } of misused) {
  test(`64: ${flags.at(-1) ?? 'no server at all'}`, { tag }, async ({ terminal }) => {
    const run = terminal({ server: null, flags });
    const { code, output } = await ending(run);
    expect(code, output).toBe(64);
    expect(run.stderr.text()).toContain(names);
    expect(run.stdout.text()).toBe('');
    expect(output).not.toContain('ada:secret');
  });
}

test('64: an address in the environment is validated as well', async ({ terminal }) => {
  const run = terminal({ server: null, environment: { COMPANION_SERVER_URL: 'http://login.example.org' } });
  const { code, output } = await ending(run);
  expect(code).toBe(64);
  expect(output).toContain('COMPANION_SERVER_URL must start with https://');
});

test('0: output before the message loop, when an exit is immediate, is complete', async ({ terminal }) => {
  const version = await ending(terminal({ server: null, flags: ['--version'] }));
  expect(version).toEqual({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\s*$/) });
  const help = await ending(terminal({ server: null, flags: ['--help'] }));
  expect(help.code).toBe(0);
  expect(help.output.trim()).toBe(HELP.trim());
  const unknown = await ending(terminal({ server: null, flags: ['--sing-in'] }));
  expect(unknown).toEqual({ code: 64, output: expect.stringContaining('Unknown: --sing-in. See --help.') });
});

for (const { signal, expected, tag } of [
  { signal: 'SIGINT', expected: 130, tag: [] },
  { signal: 'SIGTERM', expected: 143, tag: ['@long'] },
  { signal: 'SIGHUP', expected: 129, tag: ['@long'] },
] as const) {
  test(`${expected}: ${signal} while waiting ends it at once`, { tag: [...tag] }, async ({
    terminal,
    startServer,
    home,
  }) => {
    // Its first poll would come after the story's time limit.
    const server = await startServer({ intervalS: 500 });
    const run = terminal({ server });
    await run.stdout.waitFor(/Ctrl-C/);
    run.signal(signal);
    const { code, output } = await ending(run);
    expect(code).toBe(expected);
    expect(output).toContain(english.terminal.stopped);
    expect(polls(server)).toBe(0);
    expect(vaultFiles(home)).toEqual({});
    expectNoSecrets({ home, server, runs: [run] });
  });
}
