/** Settings that are changed in the window: immediately, after a restart, and in the desktop's files. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { press, sees, TITLES } from './steps.ts';

test('settings apply immediately and after a restart, and the desktop finds the program to start at login', {
  tag: '@long',
}, async ({ launch, home, server }) => {
  test.skip(process.platform !== 'linux', 'only Linux keeps what starts at login in a file');
  const image = join(home.folder, 'Companion $1.AppImage');
  const entry = join(home.folder, 'config/autostart/com.transparenc.companion.desktop');
  const isDark = (page: Page) => page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
  // Simulate an AppImage, whose mounted files contain the program.
  const mounted = join(home.folder, '.mount_Compan');
  mkdirSync(mounted);
  writeFileSync(join(mounted, 'AppRun'), '');
  writeFileSync(image, Buffer.from('\x7fELF\x02\x01\x01\x00AI\x02', 'latin1'));
  const program = join(mounted, 'transparenc-companion');
  const start = () => launch({ environment: { APPIMAGE: image, APPDIR: mounted }, program });

  const app = await start();
  const page = await app.window();
  await sees(page, TITLES.signedOut);
  await page.keyboard.press('Control+,');
  await sees(page, 'Settings');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(() => isDark(page)).toBe(true);
  await page.getByRole('switch', { name: 'Notify me' }).click();
  await page.getByRole('switch', { name: 'Start at login' }).click();
  await expect.poll(() => existsSync(entry)).toBe(true);
  const exec = /^Exec=(.*)$/m.exec(readFileSync(entry, 'utf8'))?.[1] ?? '';
  expect(exec.startsWith(`"${image.replace('$', '\\\\$')}" `)).toBe(true);
  // Use the environment of the first start, because otherwise it would have no server.
  for (const flag of [`--user-data-dir=${home.profile}`, `--server-url=${server.url}`]) expect(exec).toContain(flag);
  expect(exec).toMatch(/ --hidden$/);
  await press(page, 'Back');
  await sees(page, TITLES.signedOut);
  expect(await app.quit()).toBe(0);

  const again = await start();
  const window = await again.window();
  expect(await isDark(window)).toBe(true);
  await again.desktop.chooseFromTray('Settings');
  await sees(window, 'Settings');
  await expect(window.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(window.getByRole('switch', { name: 'Notify me' })).not.toBeChecked();
  await expect(window.getByRole('switch', { name: 'Start at login' })).toBeChecked();
  await again.desktop.chooseFromTray('Start at login');
  await expect.poll(() => existsSync(entry)).toBe(false);
  await expect(window.getByRole('switch', { name: 'Start at login' })).not.toBeChecked();
});
