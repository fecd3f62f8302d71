/** Signing in with a phone. Each window requires starting a whole browser, so each story covers a whole day. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, scanFolder, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { approve, askForCode, linkIn, polledTwice, pollsOf, press, sees, shownCode, TITLES } from './steps.ts';

test('choose a server, scan, approve on the phone; signed in, and still after a restart; sign out, and nothing is left', async ({
  launch,
  server,
  home,
  phone,
}) => {
  const options = { server: null, flags: [`--scope=${server.scope}`] };
  const first = await launch(options);
  const page = await first.window();
  await test.step('the first screen asks for a server if none is known', async () => {
    await sees(page, 'Which server do you sign in to?');
    await page.getByLabel('Server address').fill('http://login.example.org');
    await press(page, english.connect.connect);
    await expect(page.getByText(/https/)).toBeVisible();
    await page.getByLabel('Server address').fill(server.url);
    await press(page, english.connect.connect);
    await sees(page, 'Ready to sign in');
    await expect(page.locator('body')).toContainText(new URL(server.url).host);
  });
  await test.step('the phone opens the page, which names the device that asks, and approves', async () => {
    const userCode = await askForCode(page);
    const url = await linkIn(page);
    expect(url).toBe(server.approvalPage);
    const asked = await phone.visit({ url, userCode, name: 'ada@example.org' });
    expect(asked.device).toMatch(/^Desktop computer · \S/);
    expect(asked.userCode).toContain(userCode);
    await phone.approve();
    await sees(page, TITLES.signedIn);
    await expect(page.getByText('ada@example.org')).toBeVisible();
  });
  expect(await first.quit()).toBe(0);

  const asked = server.log.length;
  const second = await launch(options);
  const again = await second.window();
  await test.step('the next start asks for neither server nor code, and no token can be read on disk', async () => {
    await sees(again, TITLES.signedIn);
    await expect(again.getByText('ada@example.org')).toBeVisible();
    expect(server.log).toHaveLength(asked);
    expect(server.secrets().length).toBeGreaterThanOrEqual(3);
    expect(scanFolder(home.folder, server.secrets())).toEqual([]);
  });
  await test.step('signing out ends the sign-in at the server, and leaves nothing on disk', async () => {
    const vault = join(home.profile, 'vault');
    expect(readdirSync(vault)).not.toEqual([]);
    await press(again, 'Sign out');
    // Only the system's dialog asks for confirmation.
    await expect.poll(second.desktop.questions).toEqual([expect.stringMatching(/^Sign out .+\?$/)]);
    await second.desktop.answer('Stay signed in');
    await sees(again, TITLES.signedIn);
    await press(again, 'Sign out');
    await expect.poll(second.desktop.questions).toHaveLength(1);
    await second.desktop.answer('Sign out');
    await sees(again, /^(You’re signed out|Sign in)$/);
    await expect.poll(() => server.log.filter(({ path }) => path === '/api/v1/oauth/revoke').length).toBe(1);
    // Meanwhile the storage test writes a file there.
    await expect.poll(() => (existsSync(vault) ? readdirSync(vault) : [])).toEqual([]);
  });
});

test('a code that is declined, expires, is canceled or hidden leads only where the user intended', async ({
  launch,
  startServer,
  phone,
}) => {
  const server = await startServer({ offersCompleteUri: true });
  const waiting = 'Open the page, then compare the code';
  const app = await launch({ server });
  const page = await app.window();
  await test.step('the phone denies it', async () => {
    await press(page, 'Sign in');
    await phone.visit({ url: server.approvalPage, userCode: await shownCode(page, waiting) });
    await phone.deny();
    await sees(page, english.failures.denied.title);
  });
  const over = await test.step('an expired code is replaced only at the user’s request', async () => {
    await press(page, 'Get a new code');
    const expired = await shownCode(page, waiting);
    server.expireNow();
    await sees(page, /code.*(ran out|expired|no longer)/i);
    return { expired, asked: server.log.length, polls: pollsOf(server, expired) };
  });
  const old = await test.step('a canceled code is not asked for any more', async () => {
    await press(page, 'Get a new code');
    const canceled = await shownCode(page, waiting);
    // If an attempt were still polling for the previous code, it would have done so by now.
    await polledTwice(server, canceled);
    expect(pollsOf(server, over.expired)).toBe(over.polls);
    expect(server.log.slice(over.asked).filter(({ outcome }) => outcome === 'codes')).toHaveLength(1);
    await press(page, 'Cancel');
    await sees(page, TITLES.signedOut);
    return { code: canceled, polls: pollsOf(server, canceled) };
  });
  const fresh = await test.step('a later approval signs no one in', async () => {
    await press(page, 'Sign in');
    const code = await shownCode(page, waiting);
    expect(code).not.toBe(old.code);
    await approve(server, old.code, 'mallory');
    await polledTwice(server, code);
    expect(pollsOf(server, old.code)).toBe(old.polls);
    expect(await shownCode(page, waiting)).toBe(code);
    return code;
  });
  await test.step('the displayed code and address are what is copied and opened', async () => {
    await press(page, 'Copy code and open page');
    await expect.poll(() => app.desktop.clipboard()).toBe(fresh);
    await expect.poll(() => app.desktop.opened()).toEqual([`${server.approvalPage}?user_code=${fresh}`]);
  });
  await test.step('a window that is closed and reopened shows the same code and less time', async () => {
    const before = await app.snapshot();
    await page.close();
    await expect.poll(() => app.hasWindow()).toBe(false);
    await app.desktop.chooseFromTray('Show');
    expect(await shownCode(await app.window(), waiting)).toBe(fresh);
    const after = await app.snapshot();
    if (before.session.kind !== 'awaiting-approval' || after.session.kind !== 'awaiting-approval')
      throw new Error('not waiting');
    expect(after.session.elapsedMs).toBeGreaterThan(before.session.elapsedMs);
    expect(after.session.lifetimeMs).toBe(before.session.lifetimeMs);
  });
  await test.step('a page that is opened with the code in its address needs no typing', async () => {
    const again = await app.window();
    await phone.visit({ url: `${server.approvalPage}?user_code=${fresh}` });
    await phone.approve();
    await sees(again, TITLES.signedIn);
  });
});
