/** Keyrings that are missing or locked. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LONGEST_QUIT_MS } from '../../main/desktop/quit-guard.ts';
import type { AuthorizationServer, TerminalRun } from '../harness/fixtures.ts';
import { expect, scanFolder, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { approve, press, sees, signIn, TITLES } from './steps.ts';

test('without a keyring the sign-in lasts until the app quits, and the window warns of this before the code', {
  tag: '@long',
}, async ({ launch, terminal, server, home }) => {
  const keychain = { kind: 'weak' } as const;
  const app = await launch({ keychain });
  const page = await app.window();
  await sees(page, TITLES.signedOut);
  await expect(page.getByText(/until you quit/i)).toBeVisible();
  await signIn(app, server);
  await expect(page.getByText(/until you quit/i)).toBeVisible();
  expect(existsSync(join(home.profile, 'vault')) ? readdirSync(join(home.profile, 'vault')) : []).toEqual([]);
  expect(scanFolder(home.folder, server.secrets())).toEqual([]);
  await app.quit();
  // It would have been kept only if the user had chosen that, so nothing is stored.
  const next = terminal({ keychain, flags: ['--keep-without-keyring'] });
  await approve(server, (await next.prompt()).userCode);
  expect(await next.exitCode).toBe(0);
});

test('a keyring that appears later is offered, and taken only when someone wants that', { tag: '@long' }, async ({
  launch,
  terminal,
  server,
  home,
}) => {
  const withoutKeyring = { keychain: { kind: 'weak' }, flags: ['--keep-without-keyring'] } as const;
  await signInByTerminal(terminal(withoutKeyring), server);
  const [vault = ''] = readdirSync(join(home.profile, 'vault'));
  const key = () => readFileSync(join(home.profile, 'vault', vault, 'key'), 'utf8');
  const before = key();
  const app = await launch();
  const page = await app.window();
  const offer = page.getByRole('button', { name: 'Protect with GNOME Keyring' });
  await expect(offer).toBeVisible();
  await expect(page.getByText(/less secure/)).toBeVisible();

  await app.keychain.set({ kind: 'none' });
  await offer.click();
  await sees(page, 'Not protected yet');
  await expect(page.getByText(/Nothing has changed: you’re still signed in on .* as ada@example\.org\./)).toBeVisible();
  await press(page, 'Not now');
  await expect(page.getByText(/less secure/)).toBeVisible();
  expect(key()).toBe(before);

  await app.keychain.set(home.workingKeychain);
  await offer.click();
  await expect(page.getByText(english.keptWhere.keychain({ name: 'GNOME Keyring' }), { exact: true })).toBeVisible();
  await expect(offer).toHaveCount(0);
  await app.quit();
  const without = terminal(withoutKeyring);
  expect(await without.exitCode).toBe(6);
  expect(without.stdout.text()).toContain(english.storageTroubles['no-keyring'].title);
  expect(await terminal().exitCode).toBe(0);
  expect(scanFolder(home.profile, server.secrets())).toEqual([]);
});

test('a locked keyring loses nothing: try again, unlock it along with the screen, signed in without a press', {
  tag: '@long',
}, async ({ launch, terminal, server, home }) => {
  await signInByTerminal(terminal(), server);
  const files = () => readdirSync(join(home.profile, 'vault'), { recursive: true }).sort();
  const before = files();
  const unlockedBy = join(home.folder, 'unlocked');
  const app = await launch({ keychain: { kind: 'locked', keyFile: home.keyFile, unlockedBy } });
  const page = await app.window();
  await sees(page, 'The keyring is locked');
  await expect(page.getByText(english.storageUnreadable.nothingDeleted)).toBeVisible();
  expect(files()).toEqual(before);

  const calls = (await app.keychain.calls()).made;
  await press(page, 'Try again');
  await expect.poll(async () => (await app.keychain.calls()).made).toBeGreaterThan(calls);
  await expect.poll(async () => (await app.snapshot()).session.kind).toBe('storage-unreadable');

  writeFileSync(unlockedBy, '');
  await app.power('unlock-screen');
  await sees(page, TITLES.signedIn);
  expect(files()).toEqual(before);
});

test('an unanswered keyring prompt blocks neither the window nor quitting', { tag: '@long' }, async ({
  launch,
  terminal,
  server,
}) => {
  await signInByTerminal(terminal(), server);
  const app = await launch({ keychain: { kind: 'never-responds' } });
  await expect.poll(async () => (await app.keychain.calls()).waiting).toBe(1);
  expect((await app.snapshot()).session).toMatchObject({ kind: 'loading' });
  const at = Date.now();
  expect(await app.quit()).toBe(0);
  // This is the longest time that quitting waits for pending requests.
  expect(Date.now() - at).toBeLessThan(LONGEST_QUIT_MS);
});

async function signInByTerminal(run: TerminalRun, server: AuthorizationServer): Promise<void> {
  await approve(server, (await run.prompt()).userCode);
  expect(await run.exitCode).toBe(0);
}
