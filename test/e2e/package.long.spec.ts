/** The packed app, as users would get it, on this run's Electron or on a distribution that starts the stand-in. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { readOwner } from '../../build/release/owner.ts';
import { test as base, expect } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { testWorld } from '../harness/test-world.ts';
import { billOfMaterials } from '../package/bill-of-materials.ts';
import { checkBill } from '../package/bundled.ts';
import { checkPackage, filesOf, tracesIn } from '../package/contents.ts';
import { fabricateElectronDist } from '../package/fabricated-dist.ts';
import { bundledWith } from '../package/lockfile.ts';
import { type Packed, pack } from '../package/pack.ts';
import { approve, askForCode, linkIn, press, sees, shownCode, TITLES } from './steps.ts';

const { runtime } = testWorld();
const run = promisify(execFile);

/** Packs into a temporary folder. */
async function packFor(use: (packed: Packed) => Promise<void>, settings: readonly string[] = []): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'companion-package-'));
  try {
    const electronDist = runtime.kind === 'electron' ? runtime.folder : join(folder, 'electron');
    if (runtime.kind === 'stand-in') await fabricateElectronDist(electronDist);
    await use(await pack({ electronDist, output: join(folder, 'dist'), inspectable: true, settings }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const test = base.extend<object, { packed: Packed }>({
  packed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
    async ({}, use) => packFor(use),
    // Copying a real distribution takes a while.
    { scope: 'worker', timeout: 600_000 },
  ],
});

/** All files in the resources folder, by their path there. */
const BESIDE =
  /^(app\.asar|app-update\.yml|config\.schema\.json|licenses\/.*|[\w-]+\.lproj\/locale\.pak|icon\.icns|elevate\.exe|token\.sh|docker-credential-transparenc)$/;

const launcherOf = ({ binary, executable }: Packed) => (binary === executable ? [] : [executable]);

// Pack once for all stories.
test.describe.configure({ mode: 'default' });

test('the archive holds bundles, icons, fonts and package.json, and no trace of the development tree', ({ packed }) => {
  expect(checkPackage(packed.asar)).toEqual([]);
  const { main } = JSON.parse(extractFile(packed.asar, 'package.json').toString());
  expect(filesOf(packed.asar)).toContain(main);
});

test('the files beside the archive are listed here, and contain no trace of the development tree either', async ({
  packed,
}) => {
  const resources = dirname(packed.asar);
  const files = (await readdir(resources, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const strange = files
    .map((file) => relative(resources, file).replaceAll('\\', '/'))
    .filter((file) => !BESIDE.test(file));
  expect(strange).toEqual([]);
  for (const file of [...files.filter((file) => !file.endsWith('.asar')), ...launcherOf(packed)])
    expect(tracesIn(await readFile(file, 'utf8')), file).toEqual([]);
});

test('the schema of the administrator’s file is beside the archive', async ({ packed }) => {
  const schema = await readFile(join(dirname(packed.asar), 'config.schema.json'), 'utf8');
  expect(JSON.parse(schema)).toMatchObject({ additionalProperties: false });
});

test('a feed that is set for packing is named in the package, also for a version such as 1.2.0-beta.1', async () => {
  const feed = [
    'extraMetadata.version=1.2.0-beta.1',
    'publish.provider=generic',
    'publish.url=https://feed.example.org/',
  ];
  await packFor(async ({ asar }) => {
    const named = await readFile(join(dirname(asar), 'app-update.yml'), 'utf8');
    expect(named).toContain('url: https://feed.example.org/\n');
    // A beta version would use beta.yml.
    expect(named).not.toContain('channel:');
  }, feed);
});

test('the licenses of everything that is bundled lie beside the archive', async ({ packed }) => {
  const licenses = (file: string) => readFile(join(dirname(packed.asar), 'licenses', file), 'utf8');
  expect(await licenses('LICENSE')).toContain('The Transparenc Companion authors');
  expect(await licenses('main/licenses.md')).toMatch(/^## axios - [\s\S]*^## electron-store - /m);
  expect(await licenses('renderer/licenses.md')).toMatch(/^## preact - /m);
});

test('the bundled packages are the dependencies in package.json and their dependencies', async ({ packed }) => {
  const folder = join(dirname(packed.asar), 'licenses');
  const texts = await Promise.all(['main', 'renderer'].map((of) => readFile(join(folder, of, 'licenses.md'), 'utf8')));
  const bundled = texts.flatMap((text) => [...text.matchAll(/^## (\S+) - /gm)].map(([, name = '']) => name));
  const root = join(import.meta.dirname, '../..');
  const read = async (file: string) => JSON.parse(await readFile(join(root, file), 'utf8'));
  const dependencies = Object.keys((await read('package.json')).dependencies);
  // This build has no feed, so it contains no code that installs updates.
  expect(dependencies.filter((name) => !bundled.includes(name))).toEqual(['electron-updater']);
  const needed = bundledWith(dependencies, await read('package-lock.json'));
  expect(bundled.filter((name) => !needed.has(name))).toEqual([]);
});

test('the bill of materials matches the archive’s code, not only the lists it was made from', async ({ packed }) => {
  const root = join(import.meta.dirname, '../..');
  const read = (file: string) => readFile(file, 'utf8');
  const licenses = (of: string) => read(join(dirname(packed.asar), 'licenses', of, 'licenses.md'));
  const { components } = billOfMaterials({
    app: JSON.parse(await read(join(root, 'package.json'))),
    licenses: [await licenses('main'), await licenses('renderer')],
    lock: JSON.parse(await read(join(root, 'package-lock.json'))),
    versions: { electron: '1', chrome: '1', node: '1', v8: '1' },
    assets: ['@fontsource/atkinson-hyperlegible-mono'],
    credits: '<div class="product"><span class="title">Abseil</span></div>',
    owner: readOwner(),
  });
  expect(checkBill({ components }, packed.asar, root)).toEqual([]);
  const axios = components.filter(({ name }) => name === 'axios');
  expect(checkBill({ components: components.filter((it) => !axios.includes(it)) }, packed.asar, root)).toEqual([
    expect.stringMatching(/^axios@\S+ is in the archive, not in the bill$/),
  ]);
  const stranger = axios.map((it) => ({ ...it, name: 'left-pad' }));
  expect(checkBill({ components: [...components, ...stranger] }, packed.asar, root)).toEqual([
    expect.stringMatching(/^left-pad@\S+ is in the bill, not in the archive$/),
  ]);
});

test('the fuses leave no way to run anything but the app', async ({ packed }) => {
  const wire = await getCurrentFuseWire(packed.binary);
  const [off, on] = Buffer.from('01');
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    // Playwright drives the app through it. The released app has it off: see attacks-on-the-package.long.spec.ts.
    [FuseV1Options.EnableNodeCliInspectArguments]: on,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  });
});

test('commands that need no window start without a display', async ({ packed }) => {
  test.skip(packed.binary === packed.executable, 'only Linux has a launcher');
  // A folder whose executable only prints its arguments.
  const folder = await mkdtemp(join(tmpdir(), 'companion launcher '));
  try {
    const launcher = join(folder, basename(packed.executable));
    await copyFile(packed.executable, launcher);
    await writeFile(`${launcher}.bin`, '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 });
    await symlink(launcher, join(folder, 'link'));
    const started = async (...args: string[]) => (await run(join(folder, 'link'), args)).stdout;
    expect(await started()).toBe('|');
    expect(await started('--hidden', '--scope=a b')).toBe('--hidden|--scope=a b|');
    for (const flag of ['--terminal', '--doctor', '--check-config=a b.json', '--help', '--version'])
      expect(await started('--scope=a b', flag)).toBe(`--ozone-platform=headless|--disable-gpu|--scope=a b|${flag}|`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the packed app signs in by QR code, and still is after a restart', async ({ packed, launch, phone }) => {
  const start = () => launch({ packed: packed.executable, flags: ['--keep-without-keyring'] });
  const app = await start();
  const window = await app.window();
  const userCode = await askForCode(window);
  await phone.visit({ url: await linkIn(window), userCode });
  await phone.approve();
  await sees(window, TITLES.signedIn);
  expect(await app.quit()).toBe(0);
  await sees(await (await start()).window(), TITLES.signedIn);
});

test('a new user gets from the first start to a request with a token: server, sign-in, command, terminal, consent', async ({
  packed,
  launch,
  server,
  home: usual,
}) => {
  test.skip(process.platform !== 'linux', 'the app installs its command on Linux only');
  // This is the users' profile, where the installed command looks for it.
  const home = { ...usual, profile: join(usual.folder, 'config/Transparenc Companion') };
  const environment = { PATH: `${join(home.folder, '.local/bin')}:${process.env['PATH']}` };
  const steps: string[] = [];
  let beganAt = performance.now();
  const done = (step: string) => {
    steps.push(`${((performance.now() - beganAt) / 1000).toFixed(1)} s  ${step}`);
    beganAt = performance.now();
  };
  const startedAt = beganAt;

  const app = await launch({ home, server: null, packed: packed.executable, environment });
  const window = await app.window();
  done('start the app');
  await window.getByLabel(english.connect.address).fill(server.url);
  await window.keyboard.press('Enter');
  await press(window, 'Sign in');
  const userCode = await shownCode(window);
  done('enter the server, press Enter, press Sign in');
  await approve(server, userCode);
  await sees(window, TITLES.signedIn);
  done('approve on the phone');
  await window.locator('.use > summary').click();
  await press(window, english.tools.use.install);
  await press(window, english.tools.command.install);
  await expect(window.getByText('Ready: type transparenc-companion')).toBeVisible();
  done('open Use this sign-in, follow it to the settings, press Install the command');
  const request = `curl -sS -H @<(transparenc-companion token --header) ${server.url}/api/v1/oauth/userinfo`;
  /**
   * Types the command, because `bash -c` may already have become curl when the launcher reads the name of its parent process.
   */
  const type = () => {
    const shell = run('bash', { env: { ...process.env, ...home.environment, ...environment } });
    shell.child.stdin?.end(request);
    return shell;
  };
  const shell = type();
  const question = await app.consentWindow();
  done('type the request in a terminal');
  const always = question.getByRole('button', { name: english.consent.untilQuit });
  await expect(always).toHaveAttribute('aria-disabled', 'false');
  await always.click();
  expect(JSON.parse((await shell).stdout)).toMatchObject({ sub: expect.any(String) });
  done('allow it');
  // From now on, it needs neither a prompt nor the app's executable.
  const away = `${packed.binary}.away`;
  await rename(packed.binary, away);
  // Always restore it, because other stories start it as well.
  const again = await type().finally(() => rename(away, packed.binary));
  expect(JSON.parse(again.stdout)).toMatchObject({ sub: expect.any(String) });
  done('the same again');
  console.log([...steps, `${((performance.now() - startedAt) / 1000).toFixed(1)} s  in all`].join('\n'));
});
