/** The data that stays after a sign-in, and the data that doesn't. */
import { join } from 'node:path';
import type { Companion } from '../../preload/api.ts';
import { expect, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { approve, askForCode, polledTwice, pollsOf, press, sees, shownCode, signIn, TITLES } from './steps.ts';

test('server A, killed, then B, then A again: nothing is lost, and B never saw a token of A', { tag: '@long' }, async ({
  launch,
  server,
  startServer,
}) => {
  const other = await startServer();
  const atA = await launch();
  await signIn(atA, server);
  await atA.kill();

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

test('a sign-in continues after sleep; when the server ends it, one notification names the person and server, and leads to a code', {
  tag: '@long',
}, async ({ launch, terminal, home, server }) => {
  const app = await launch();
  const page = await app.window();
  await test.step('while the computer sleeps the server is not asked', async () => {
    const code = await askForCode(page);
    await polledTwice(server, code);
    await app.power('suspend');
    const asked = pollsOf(server, code);
    // A run that stays awake polls at the same pace, so its second poll comes after any that the sleeping app would send.
    const awake = terminal({ home: { ...home, profile: join(home.folder, 'awake') } });
    await polledTwice(server, (await awake.prompt()).userCode);
    expect(pollsOf(server, code) - asked).toBeLessThanOrEqual(1);
    await app.power('lock-screen');
    await expect(page.locator('.code--hidden')).toBeVisible();
    await app.power('resume');
    await app.power('unlock-screen');
    await expect(page.locator('.code--hidden')).toHaveCount(0);
    await expect.poll(() => pollsOf(server, code)).toBeGreaterThan(asked + 1);
    await approve(server, code);
    await sees(page, TITLES.signedIn);
  });
  await test.step('the server ends the sign-in: one notification reports it', async () => {
    server.revokeAll();
    await app.power('suspend');
    await app.power('resume');
    await page.evaluate(async () => {
      const { companion } = globalThis as unknown as { companion: Companion };
      await companion.tryAgain((await companion.current()).account ?? '');
    });
    await sees(page, 'Please sign in again');
    await expect(page.getByText('ada@example.org')).toBeVisible();
    await expect(page.getByText('The server ended this sign-in')).toBeVisible();
    await expect.poll(() => app.desktop.notifications()).toHaveLength(1);
    const [notice] = await app.desktop.notifications();
    expect(notice?.body).toContain(`ada@example.org at ${new URL(server.url).host}`);
    await expect.poll(async () => (await app.desktop.tray())?.menu).toContain('Sign in again…');
  });
  await test.step('its click leads to a code; if someone else approves, they take the place only when the user reports it', async () => {
    await page.close();
    await expect.poll(() => app.hasWindow()).toBe(false);
    await app.desktop.clickNotification(0);
    const again = await app.window();
    await approve(server, await shownCode(again), 'bob@example.org');
    await sees(again, english.accounts.someoneElse.title);
    await expect(again.getByRole('main')).toContainText('ada@example.org');
    await press(again, english.accounts.someoneElse.replace({ account: 'ada@example.org' }));
    await sees(again, TITLES.signedIn);
    await expect(again.getByText('bob@example.org')).toBeVisible();
    expect(await app.desktop.notifications()).toHaveLength(1);
  });
});
