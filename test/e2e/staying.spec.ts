/** What stays after a sign-in, and what does not. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Companion } from '../../preload/api.ts';
import { expect, scanFolder, test } from '../harness/fixtures.ts';
import { approve, polls, press, sees, shownCode, signIn, TITLES } from './steps.ts';

test('quit and start again: still signed in, without a code, and no token can be read on disk', async ({
  launch,
  server,
  home,
}) => {
  const first = await launch();
  await signIn(first, server);
  await first.quit();
  const asked = server.log.length;

  const second = await launch();
  const page = await second.window();
  await sees(page, TITLES.signedIn);
  await expect(page.getByText('ada@example.org')).toBeVisible();
  expect(server.log).toHaveLength(asked);
  expect(server.secrets().length).toBeGreaterThanOrEqual(3);
  expect(scanFolder(home.folder, server.secrets())).toEqual([]);
});

test('sign out: the server is told, and nothing is left on disk', async ({ launch, server, home }) => {
  const app = await launch();
  const page = await signIn(app, server);
  expect(readdirSync(join(home.profile, 'vault'))).not.toEqual([]);
  await press(page, 'Sign out');
  await page.getByRole('button', { name: 'Sign out', exact: true }).last().click();
  await sees(page, /signed out|Sign in this computer/);
  await expect.poll(() => server.log.filter(({ path }) => path === '/api/v1/oauth/revoke').length).toBe(1);
  const vault = join(home.profile, 'vault');
  // How a next sign-in would be kept is tried out there meanwhile.
  await expect.poll(() => (existsSync(vault) ? readdirSync(vault) : [])).toEqual([]);
  await app.quit();
  await sees(await (await launch()).window(), TITLES.signedOut);
});

test('server A, then B, then A again: B never saw a token of A', async ({ launch, server, startServer }) => {
  const other = await startServer();
  const atA = await launch();
  await signIn(atA, server);
  await atA.quit();

  const atB = await launch({ server: other });
  const page = await atB.window();
  await sees(page, TITLES.signedOut);
  await signIn(atB, other, 'bob@example.org');
  await atB.quit();
  const tokensOfA = new Set(server.secrets());
  expect(other.secrets().some((secret) => tokensOfA.has(secret))).toBe(false);
  expect(other.log.every(({ outcome }) => outcome !== 'invalid_grant')).toBe(true);

  const again = await launch();
  await sees(await again.window(), TITLES.signedIn);
  await expect((await again.window()).getByText('ada@example.org')).toBeVisible();
});

test('killed while it waits, and right after it signed in: nothing is lost', async ({ launch, server }) => {
  const first = await launch();
  await signIn(first, server);
  await first.kill();
  const second = await launch();
  await sees(await second.window(), TITLES.signedIn);
});

test('the server ends the sign-in: one notification names account and server, and its click leads to a code', async ({
  launch,
  server,
}) => {
  const app = await launch();
  const page = await signIn(app, server);
  server.revokeAll();
  await app.power('suspend');
  await app.power('resume');
  await page.evaluate(() => (globalThis as unknown as { companion: Companion }).companion.tryAgain());
  await sees(page, 'Please sign in again');
  await expect(page.getByText('ada@example.org')).toBeVisible();
  await expect(page.getByText('The server ended this sign-in')).toBeVisible();
  await expect.poll(() => app.desktop.notifications()).toHaveLength(1);
  const [notice] = await app.desktop.notifications();
  expect(notice?.body).toContain(`ada@example.org at ${new URL(server.url).host}`);
  await expect.poll(async () => (await app.desktop.tray())?.menu).toContain('Sign in again…');

  await page.close();
  await expect.poll(() => app.hasWindow()).toBe(false);
  await app.desktop.clickNotification(0);
  const again = await app.window();
  await approve(server, await shownCode(again), 'bob@example.org');
  await sees(again, TITLES.signedIn);
  await expect(again.getByText('bob@example.org')).toBeVisible();
  await expect(again.getByText('ada@example.org')).toBeVisible();
  expect(await app.desktop.notifications()).toHaveLength(1);
});

test('while the computer sleeps the server is not asked; after it the sign-in goes on', async ({ launch, server }) => {
  const app = await launch();
  const page = await app.window();
  await press(page, 'Sign in');
  await shownCode(page);
  await expect.poll(() => polls(server)).toBeGreaterThan(1);
  await app.power('suspend');
  const asked = polls(server);
  await page.waitForTimeout(1_500);
  expect(polls(server) - asked).toBeLessThanOrEqual(1);
  await app.power('resume');
  await expect.poll(() => polls(server)).toBeGreaterThan(asked + 1);
  await approve(server, server.userCodes().at(-1) ?? '');
  await sees(page, TITLES.signedIn);
});
