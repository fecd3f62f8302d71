/** What people would get: the packed app, on the distribution of this run's Electron or on one that starts the stand-in. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { test as base, expect } from '@playwright/test';
import { filesOf, judgePackage } from '../package/contents.ts';
import { fabricateElectronDist } from '../package/fabricated-dist.ts';
import { type Packed, pack } from '../package/pack.ts';

const test = base.extend<object, { packed: Packed }>({
  packed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'companion-package-'));
      const electronDist = join(folder, 'electron');
      await fabricateElectronDist(electronDist);
      await use(await pack({ electronDist, output: join(folder, 'dist') }));
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});

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
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  });
});
