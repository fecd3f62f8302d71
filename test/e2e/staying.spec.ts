/** What stays after a sign-in, and what does not. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, scanFolder, test } from '../harness/fixtures.ts';
import { press, sees, signIn, TITLES } from './steps.ts';

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
