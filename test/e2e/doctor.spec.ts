/** `--doctor`: its findings, that it changes nothing, and that its report contains no secret. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { socketPaths } from '../../main/local-tools/socket-path.ts';
import { selfSigned } from '../authorization-server/certificate.ts';
import { expect, findSecrets, type Home, type TerminalOptions, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, press, sees, shownCode, TITLES } from './steps.ts';

const checks = english.doctor.findings;

/** All files in the profile, with their bytes and times. */
function contents({ profile }: Home): readonly string[] {
  return readdirSync(profile, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return `${path} ${entry.isFile() ? `${statSync(path).mtimeMs} ${readFileSync(path, 'base64')}` : ''}`;
  });
}

const ACCOUNT = 'ada@example.org';
/** All requests of a diagnosis to a server that publishes its endpoints. */
const DOCUMENTS = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];

test('0: no problems; only public documents are requested, nothing is written, and the report contains no secrets', async ({
  terminal,
  server,
  home,
}) => {
  const first = terminal();
  const { userCode } = await first.prompt();
  await approve(server, userCode, ACCOUNT);
  expect((await ending(first)).code).toBe(0);
  const [before, askedBefore] = [contents(home), server.log.length];

  const report = join(home.folder, 'report.txt');
  const run = terminal({ flags: ['--doctor', `--report=${report}`] });
  const { code, output } = await ending(run);
  expect(code, output).toBe(0);
  for (const line of [
    `Server: ${checks.server.reached.text}`,
    `Clock: ${checks.clock.right.text}`,
    `Keyring: ${checks.keyring.protects.text}`,
    `Stored sign-in: ${checks.vault.kept.text}`,
    'Files: Only you can read',
    `Tools: ${checks.tools.ready.text}`,
    `App: ${checks.running.none.text}`,
  ])
    expect(output).toContain(`[OK] ${line}`);
  expect(contents(home)).toEqual(before);
  expect(
    server.log
      .slice(askedBefore)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(DOCUMENTS);

  const text = readFileSync(report, 'utf8');
  expect(text).toContain('found: vault kept');
  expect(statSync(report).mode & 0o777).toBe(0o600);
  expectNoSecrets({ home, server, runs: [first, run], texts: [text] });
  const private_ = [...server.userCodes(), ACCOUNT, home.folder, home.profile];
  const persons = [hostname(), userInfo().username].filter((name) => name.length >= 8);
  expect(findSecrets('report', text, [...private_, ...persons])).toEqual([]);

  const again = await ending(terminal({ flags: ['--doctor', `--report=${report}`] }));
  expect(again).toEqual({ code: 64, output: expect.stringContaining('--report must name a new file') });
  expect(readFileSync(report, 'utf8')).toBe(text);
});

test('an app that is running with the profile is reported, and not disturbed', { tag: '@long' }, async ({
  terminal,
  server,
  home,
}) => {
  const waiting = terminal();
  const { userCode } = await waiting.prompt();
  const { code, output } = await ending(terminal({ flags: ['--doctor'] }));
  expect(code, output).toBe(0);
  expect(output).toContain(`[Note] App: ${checks.running.another.text}`);
  await approve(server, userCode, ACCOUNT);
  expect((await ending(waiting)).code).toBe(0);
  expectNoSecrets({ home, server, runs: [waiting] });
});

test('1: a file in place of the local tools’ socket; it stays, and the app keeps running', {
  tag: '@long',
}, async ({ terminal, launch, home }) => {
  const [path] = socketPaths(home.profile, { platform: 'linux', environment: home.environment, uid: userInfo().uid });
  if (!path) throw new Error('no path for a socket');
  mkdirSync(path.folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.socket, 'mine');
  const problem = english.tools.unreachable({ reason: english.tools.troubles.occupied });
  const next = english.doctor.toolsNext.occupied;
  const { code, output } = await ending(terminal({ flags: ['--doctor'] }));
  expect(code, output).toBe(1);
  expect(output).toContain(`[Problem] Tools: ${problem}\n  ${next}\n    file: `);
  const window = await (await launch()).window();
  await press(window, 'Settings');
  await press(window, english.tools.open);
  await expect(window.getByText(problem)).toBeVisible();
  await press(window, english.support.examine);
  await expect(window.getByText(next)).toBeVisible();
  expect(readFileSync(path.socket, 'utf8')).toBe('mine');
});

test('1: a server that is not there, a new profile in which nothing is written, a keyring that does not work', async ({
  terminal,
  home,
}) => {
  const profile = join(home.folder, 'not-there');
  const flags = ['--doctor', '--server-url=http://127.0.0.1:1', `--user-data-dir=${profile}`];
  const { code, output } = await ending(terminal({ server: null, keychain: { kind: 'none' }, flags }));
  expect(code, output).toBe(1);
  expect(output).toMatch(/\[Problem\] Server: .*\n.*\n {4}server: 127\.0\.0\.1:1\n {4}code: net::ERR_/);
  expect(output).toContain(`[Problem] Keyring: ${checks.keyring.none.text}`);
  expect(output).toContain(english.doctor.whole.wrong);
  // Electron creates the folder in --user-data-dir before the app's first line runs.
  expect(output).toContain('Files: Only you can read Companion’s files.');
  expect(readdirSync(profile)).toEqual([]);
});

test('1: a certificate from an unknown authority', { tag: '@long' }, async ({ terminal }) => {
  const impostor = createServer(selfSigned(), (_, response) => void response.end('{}'));
  await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
  // The address of a listening TCP server is always an object of this type.
  const { port } = impostor.address() as AddressInfo;
  try {
    const flags = ['--doctor', `--server-url=https://127.0.0.1:${port}`];
    const { code, output } = await ending(terminal({ server: null, flags }));
    expect(code, output).toBe(1);
    expect(output).toMatch(/\[Problem\] Certificate: [\s\S]*code: net::ERR_CERT_/);
    expect(output).toContain(`[OK] Proxy: ${checks.proxy.direct.text}`);
  } finally {
    impostor.closeAllConnections();
    await new Promise((resolve) => impostor.close(resolve));
  }
});

test('1: wrong settings of an administrator or a user are named without their values', { tag: '@long' }, async ({
  terminal,
  server,
  home,
}) => {
  const diagnose = (options: TerminalOptions['flags'] = []) =>
    ending(terminal({ server: null, flags: ['--doctor', ...options] }));
  const address = await diagnose(['--server-url=https://ada:correct-horse@login.example.org']);
  expect(address.code).toBe(1);
  expect(address.output).toMatch(/A setting is not valid[\s\S]*setting: --server-url\n {4}rule: must not have a user/);
  expect(address.output).not.toContain('correct-horse');

  writeFileSync(home.administratorsFile, JSON.stringify({ serverUrl: server.url, theme: 'purple' }), { mode: 0o644 });
  const file = await diagnose();
  expect(file.code).toBe(1);
  expect(file.output).toContain('field: theme\n    rule: must be system, light or dark');
  expect(file.output).toContain(`[OK] Server: ${checks.server.reached.text}`);
  expect(file.output).not.toContain('purple');
});

test('64: a report without a diagnosis, and a diagnosis together with signing in', { tag: '@long' }, async ({
  terminal,
}) => {
  for (const [flags, reported] of [
    [['--report=x'], '--report must be given together with --doctor'],
    [['--doctor', '--report='], '--report must name a file'],
    [['--doctor', '--sign-out'], '--doctor must not be given together with'],
    [['--doctor', '--colour'], 'Unknown: --colour'],
  ] as const)
    expect(await ending(terminal({ flags }))).toEqual({ code: 64, output: expect.stringContaining(reported) });
});

test('About leads to the findings, the system’s dialog saves a report, and Back returns to the same view', {
  tag: '@long',
}, async ({ launch, server, home }) => {
  const app = await launch({ keychain: { kind: 'none' } });
  const page = await app.window();
  const report = join(home.folder, 'report.txt');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, report);
  await press(page, 'Sign in');
  const code = await shownCode(page);
  await approve(server, code, ACCOUNT);
  await sees(page, TITLES.signedIn);
  const askedBefore = server.log.length;

  await press(page, 'Settings');
  await press(page, 'About Transparenc Companion');
  await press(page, 'Check this computer');
  await expect(page.getByRole('status').filter({ hasText: english.doctor.whole.wrong })).toBeVisible();
  const found = (topic: string) => page.getByRole('listitem').filter({ has: page.getByText(topic, { exact: true }) });
  await expect(found('Keyring')).toContainText('Problem');
  await expect(found('App')).toContainText('Companion is running.');
  await expect(found('Server').first()).toContainText(checks.server.reached.text);
  await press(page, 'Save report…');
  await expect(page.getByText(english.doctor.saved)).toBeVisible();
  expect(statSync(report).mode & 0o777).toBe(0o600);
  const text = readFileSync(report, 'utf8');
  expect(text).toContain('found: keyring none');
  expect(findSecrets('report', text, [code, ACCOUNT, home.folder])).toEqual([]);
  expect(
    server.log
      .slice(askedBefore)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(DOCUMENTS);

  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'About' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeFocused();
  await page.keyboard.press('Escape');
  await sees(page, TITLES.signedIn);
  expectNoSecrets({ home, server, runs: [app], texts: [text, JSON.stringify(await app.snapshot())] });
});
