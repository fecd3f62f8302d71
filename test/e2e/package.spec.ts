/** What people would get: the packed app, on the distribution of this run's Electron or on one that starts the stand-in. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { _electron, test as base, expect } from '@playwright/test';
import { approveByForms } from '../authorization-server/person.ts';
import { startAuthorizationServer } from '../authorization-server/server.ts';
import { displayEnvironment } from '../harness/display.ts';
import { recipe } from '../harness/launch.ts';
import { testWorld } from '../harness/test-world.ts';
import { filesOf, judgePackage } from '../package/contents.ts';
import { fabricateElectronDist } from '../package/fabricated-dist.ts';
import { type Packed, pack } from '../package/pack.ts';

const { runtime, display } = testWorld();
/** On real Electron the inspector's fuse stays on: Playwright drives the app through it. */
const inspectable = runtime.kind === 'electron';

const test = base.extend<object, { packed: Packed }>({
  packed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'companion-package-'));
      const electronDist = runtime.kind === 'electron' ? runtime.folder : join(folder, 'electron');
      if (runtime.kind === 'stand-in') await fabricateElectronDist(electronDist);
      await use(await pack({ electronDist, output: join(folder, 'dist'), inspectable }));
      await rm(folder, { recursive: true, force: true });
    },
    // Copying a real distribution takes its time.
    { scope: 'worker', timeout: 120_000 },
  ],
});

// Packed once, for all of them.
test.describe.configure({ mode: 'default' });

test('the archive holds bundles, icons, fonts and package.json, and no trace of the development tree', ({ packed }) => {
  expect(judgePackage(packed.asar)).toEqual([]);
  const { main } = JSON.parse(extractFile(packed.asar, 'package.json').toString());
  expect(filesOf(packed.asar)).toContain(main);
});

test('the licences of everything that is bundled lie beside the archive', async ({ packed }) => {
  const licences = (file: string) => readFile(join(dirname(packed.asar), 'licenses', file), 'utf8');
  expect(await licences('LICENSE')).toContain('The Transparenc Companion authors');
  expect(await licences('main/licenses.md')).toMatch(/^## axios - [\s\S]*^## electron-store - /m);
  expect(await licences('renderer/licenses.md')).toMatch(/^## preact - /m);
});

test('the fuses leave no way to run anything but the app', async ({ packed }) => {
  const wire = await getCurrentFuseWire(packed.executable);
  const [off, on] = Buffer.from('01');
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: inspectable ? on : off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  });
});

test('the packed app signs in, and still is after a restart', async ({ packed }, testInfo) => {
  const server = await startAuthorizationServer({ port: 0, intervalS: 1 });
  const flags = [
    `--server-url=${server.url}`,
    `--client-id=${server.clientId}`,
    `--scope=${server.scope}`,
    `--user-data-dir=${testInfo.outputPath('profile')}`,
    '--keep-without-keyring',
  ];
  // Started from elsewhere, as from a menu: nothing may depend on the folder.
  const { args, environment } = recipe(runtime, { flags, recorder: null, display: display.kind !== 'none' });
  const start = () =>
    _electron.launch({
      executablePath: packed.executable,
      args: args.filter((arg) => arg !== '.'),
      cwd: tmpdir(),
      env: Object.fromEntries(definedIn({ ...environment, ...displayEnvironment(display) })),
    });

  const first = await start();
  const window = await first.firstWindow();
  await window.getByRole('button', { name: 'Sign in' }).click();
  const said = await window.getByText(/^The code: /).textContent();
  const userCode = said?.replace(/^The code: |, /g, '').replace('hyphen', '-') ?? '';
  const { page } = await approveByForms(server.approvalPage, { userCode, decision: 'approve' });
  expect(page).toBe('approved');
  await expect(window.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await first.close();

  const second = await start();
  await expect((await second.firstWindow()).getByRole('button', { name: 'Sign out' })).toBeVisible();
  await second.close();
  await server.close();
});

/** Playwright takes no variable without a value. */
function definedIn(environment: NodeJS.ProcessEnv): readonly (readonly [string, string])[] {
  return Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
