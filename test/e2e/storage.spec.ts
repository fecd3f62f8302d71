/** Keyrings that are not there, or not open. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, scanFolder, test } from '../harness/fixtures.ts';
import { press, sees, signIn, TITLES } from './steps.ts';

test('without a keyring the sign-in lasts until the app quits, and says so before anybody takes out a phone', async ({
  launch,
  server,
  home,
}) => {
  const app = await launch({ keychain: { kind: 'weak' } });
  const page = await app.window();
  await sees(page, TITLES.signedOut);
  await expect(page.getByText(/until you quit/)).toBeVisible();
  await signIn(app, server);
  await expect(page.getByText(/until you quit/)).toBeVisible();
  expect(existsSync(join(home.profile, 'vault')) ? readdirSync(join(home.profile, 'vault')) : []).toEqual([]);
  expect(scanFolder(home.folder, server.secrets())).toEqual([]);
  await app.quit();
  await sees(await (await launch({ keychain: { kind: 'weak' } })).window(), TITLES.signedOut);
});

test('--keep-without-keyring keeps it all the same, and says that this is less safe', async ({ launch, server }) => {
  const flags = ['--keep-without-keyring'];
  const first = await launch({ keychain: { kind: 'weak' }, flags });
  await signIn(first, server);
  await first.quit();
  const second = await launch({ keychain: { kind: 'weak' }, flags });
  const page = await second.window();
  await sees(page, TITLES.signedIn);
  await expect(page.getByText(/less safe/)).toBeVisible();
});

test('a keyring that cannot be opened loses nothing: unlock it, try again, signed in', async ({
  launch,
  server,
  home,
}) => {
  const first = await launch();
  await signIn(first, server);
  await first.quit();
  const files = () => readdirSync(join(home.profile, 'vault'), { recursive: true }).sort();
  const before = files();

  const second = await launch({
    keychain: { kind: 'locked', keyFile: home.keyFile, unlockedBy: join(home.folder, 'unlocked') },
  });
  const page = await second.window();
  await sees(page, /keyring/i);
  await expect(page.getByText('Nothing was deleted.')).toBeVisible();
  expect(files()).toEqual(before);
  const calls = (await second.keychain.calls()).made;
  await press(page, 'Try again');
  await expect.poll(async () => (await second.keychain.calls()).made).toBeGreaterThan(calls);
  await expect.poll(async () => (await second.snapshot()).session.kind).toBe('storage-unreadable');
  await second.keychain.set(home.workingKeychain);
  await press(page, 'Try again');
  await sees(page, TITLES.signedIn);
  expect(files()).toEqual(before);
});
