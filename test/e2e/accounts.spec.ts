/** Several accounts in the real window: two on one server, two on two. What happens to one leaves the other alone. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Companion, SessionState } from '../../preload/api.ts';
import { type AuthorizationServer, expect, type RunningApp, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { approve, press, sees, shownCode, TITLES } from './steps.ts';

const { accounts: words } = english;

test('two accounts on one server: added, named, renamed, signed out, signed in from the tray; a restart keeps both', async ({
  launch,
  server,
}) => {
  const options = { server: null, flags: [`--scope=${server.scope}`] };
  const app = await launch(options);
  const page = await app.window();
  await firstAccount(page, server);
  await test.step('one account is named nowhere, and the tray’s menu is as ever', async () => {
    await expect(page.getByRole('banner').getByText('Account:')).toHaveCount(0);
    await expect.poll(async () => (await app.desktop.tray())?.menu).toContain('Sign out');
  });

  await test.step('another one at the same server: its code names it, and the first stays signed in', async () => {
    await press(page, words.add);
    await expect(page.getByRole('radio').first()).toBeChecked();
    await page.getByLabel(words.name).fill('Customer');
    await press(page, words.continue);
    const userCode = await shownCode(page);
    await expect(page.getByRole('banner')).toContainText('Account: Customer');
    await expect(page.locator('.caution')).toContainText('for Customer');
    expect(await stateOf(page, 'ada@example.org')).toBe('signed-in');
    await approve(server, userCode, 'grace@example.org');
    await sees(page, TITLES.signedIn);
    await expect(page.getByText('grace@example.org')).toBeVisible();
  });

  await test.step('the list names both', async () => {
    await press(page, words.title);
    await sees(page, words.title);
    await expect(page.getByRole('listitem')).toHaveCount(2);
    await expect(page.getByRole('main')).toContainText(words.allWell);
    await expect(page.getByRole('listitem').filter({ hasText: 'Customer' })).toContainText('grace@example.org');
    await expect.poll(async () => (await app.desktop.tray())?.tooltip).toContain('2 accounts signed in');
  });

  await test.step('a name that another account has is refused in words; a free one is taken', async () => {
    await openRow(page, 'ada@example.org');
    await press(page, words.rename);
    await page.getByLabel(words.name).fill('customer');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText(words.nameProblems.taken);
    await page.getByLabel(words.name).fill('Work');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner')).toContainText('Account: Work');
    await expect.poll(async () => (await app.desktop.tray())?.menu).toContain('Work');
  });

  await test.step('signing out one leaves the other signed in', async () => {
    await app.desktop.chooseFromTray('Customer > Sign out');
    await expect.poll(app.desktop.questions).toEqual([words.signOutQuestion({ account: 'Customer' })]);
    await app.desktop.answer('Sign out');
    await expect.poll(() => stateOf(page, 'Customer')).toBe('signed-out');
    expect(await stateOf(page, 'Work')).toBe('signed-in');
    await expect.poll(async () => (await app.desktop.tray())?.tooltip).toContain('1 account signed in');
  });

  await test.step('the tray signs it in again, with the code on its own screen', async () => {
    await app.desktop.chooseFromTray('Customer > Sign in…');
    const userCode = await shownCode(page);
    await expect(page.getByRole('banner')).toContainText('Account: Customer');
    await approve(server, userCode, 'grace@example.org');
    await sees(page, TITLES.signedIn);
  });
  expect(await app.quit()).toBe(0);

  const again = await (await launch(options)).window();
  await test.step('a restart shows both, signed in, and opens none by itself', async () => {
    await sees(again, words.title);
    await expect(again.getByRole('main')).toContainText(words.allWell);
    for (const name of ['Customer', 'Work']) expect(await stateOf(again, name)).toBe('signed-in');
  });
});

test('someone else approves: nothing changes until the user answers, not even by a restart', { tag: '@long' }, async ({
  launch,
  server,
}) => {
  const options = { server: null, flags: [`--scope=${server.scope}`] };
  const app = await launch(options);
  const page = await app.window();
  await firstAccount(page, server);
  const others = async (window: Page) => (await snapshotOf(window)).accounts.map(({ user }) => user).sort();
  await app.desktop.chooseFromTray('Sign in again…');
  await approve(server, await shownCode(page), 'grace@example.org');

  await test.step('the window says who, and the account is as it was', async () => {
    await sees(page, words.someoneElse.title);
    await expect(page.getByRole('main')).toContainText('grace@example.org');
    expect(await others(page)).toEqual(['ada@example.org']);
  });
  await app.kill();

  const second = await launch(options);
  const again = await second.window();
  await test.step('a restart asks again; discarding ends the stranger’s sign-in at the server too', async () => {
    await sees(again, words.someoneElse.title);
    const revoked = () => server.log.filter(({ path }) => path.includes('revo')).length;
    const before = revoked();
    await press(again, words.someoneElse.discard);
    await sees(again, TITLES.signedIn);
    await expect(again.getByText('ada@example.org')).toBeVisible();
    await expect.poll(revoked).toBeGreaterThan(before);
    expect(await others(again)).toEqual(['ada@example.org']);
  });

  await test.step('if kept, it is a separate account', async () => {
    await second.desktop.chooseFromTray('Sign in again…');
    await approve(server, await shownCode(again), 'grace@example.org');
    await sees(again, words.someoneElse.title);
    await press(again, words.someoneElse.keep);
    await expect.poll(() => others(again)).toEqual(['ada@example.org', 'grace@example.org']);
    expect(await stateOf(again, 'ada@example.org')).toBe('signed-in');
    expect(await stateOf(again, 'grace@example.org')).toBe('signed-in');
  });

  await test.step('replaced, it takes the account’s place', async () => {
    await openAccount(again, 'ada@example.org');
    await press(again, words.title);
    await openRow(again, 'ada@example.org');
    const { accounts } = await snapshotOf(again);
    const name = accounts.find(({ user }) => user === 'ada@example.org')?.name ?? '';
    await second.desktop.chooseFromTray(`${name} > Sign in again…`);
    await approve(server, await shownCode(again), 'bob@example.org');
    await sees(again, words.someoneElse.title);
    await press(again, words.someoneElse.replace({ account: name }));
    await expect.poll(() => others(again)).toEqual(['bob@example.org', 'grace@example.org']);
    const after = await snapshotOf(again);
    expect(after.accounts.find(({ user }) => user === 'bob@example.org')?.name).toBe(name);
  });
});

test('two accounts on two servers: one ends, is announced by name, and is removed; the other is not affected', {
  tag: '@long',
}, async ({ launch, server, startServer }) => {
  const other = await startServer();
  const app = await launch({ server: null, flags: [`--scope=${server.scope}`] });
  const page = await app.window();
  await firstAccount(page, server);
  await test.step('another server is found as on the first screen', async () => {
    await press(page, words.add);
    await page.locator('label', { hasText: words.anotherServer }).click();
    await page.getByLabel(words.name).fill('Other');
    await page.getByLabel(english.connect.address).fill(other.url);
    await scopeIn(page, other);
    await press(page, english.connect.connect);
    await press(page, english.actions.signIn);
    await approve(other, await shownCode(page), 'grace@example.org');
    await sees(page, TITLES.signedIn);
  });

  await test.step('its end is announced once, by name, and the tray shows the worst state', async () => {
    const asked = server.log.length;
    other.revokeAll();
    await tryAgain(page, 'Other');
    await sees(page, english.endings.signInAgain);
    await expect(page.getByRole('main')).toContainText(words.othersUnaffected);
    await expect.poll(() => app.desktop.notifications()).toHaveLength(1);
    expect((await app.desktop.notifications())[0]?.title).toBe('Other: Please sign in again');
    const tray = await app.desktop.tray();
    expect(tray?.tooltip).toContain('Other: Please sign in again');
    expect(tray?.menu).toContain('Sign in to Other…');
    expect(tray?.image).toMatch(/attention/);
    expect(await stateOf(page, 'ada@example.org')).toBe('signed-in');
    expect(server.log).toHaveLength(asked);
  });

  await test.step('removed, it is gone from window and tray, and one account is left as ever', async () => {
    await press(page, words.remove);
    await expect.poll(app.desktop.questions).toEqual([words.removeQuestion({ account: 'Other' })]);
    await app.desktop.answer(words.remove);
    await sees(page, TITLES.signedIn);
    await expect(page.getByText('ada@example.org')).toBeVisible();
    await expect.poll(async () => (await app.desktop.tray())?.menu).toContain('Sign out');
    await expect(page.getByRole('banner').getByText('Account:')).toHaveCount(0);
  });
  const secrets = new Set(server.secrets());
  expect(other.secrets().some((secret) => secrets.has(secret))).toBe(false);
});

test('a list of accounts that is damaged comes back from its copies; one that cannot be read can be tried again', {
  tag: '@long',
}, async ({ launch, server, home }) => {
  const options = { server: null, flags: [`--scope=${server.scope}`] };
  const app = await launch(options);
  const page = await app.window();
  await firstAccount(page, server);
  await press(page, words.add);
  await page.getByLabel(words.name).fill('Customer');
  await press(page, words.continue);
  await approve(server, await shownCode(page), 'grace@example.org');
  await sees(page, TITLES.signedIn);
  expect(await app.quit()).toBe(0);
  const list = join(home.profile, 'accounts.json');
  const copies = () => readdirSync(join(home.profile, 'vault')).filter((name) => name.endsWith('-account'));
  const whole = readFileSync(list, 'utf8');

  writeFileSync(list, '{');
  const second = await launch(options);
  await test.step('the copies beside the vaults name all accounts', async () => {
    const window = await second.window();
    await sees(window, words.title);
    await expect(window.getByRole('main')).toContainText(words.allWell);
    expect(await second.quit()).toBe(0);
  });

  for (const name of copies()) writeFileSync(join(home.profile, 'vault', name), '{');
  writeFileSync(list, '{');
  const third = await launch(options);
  await test.step('without any copy the window shows that, and reads a restored file without a restart', async () => {
    const window = await third.window();
    await sees(window, words.unreadable.title);
    await expect(window.getByRole('main')).toContainText(words.unreadable.damagedNext);
    await press(window, english.actions.tryAgain);
    await sees(window, words.unreadable.title);
    writeFileSync(list, whole);
    await press(window, english.actions.tryAgain);
    await sees(window, words.title);
    for (const name of ['ada@example.org', 'Customer'])
      await expect.poll(() => stateOf(window, name)).toBe('signed-in');
    expect(await third.quit()).toBe(0);
  });

  const [ofCustomer = ''] = copies();
  writeFileSync(join(home.profile, 'vault', ofCustomer), '{');
  rmSync(list);
  const fourth = await launch(options);
  await test.step('without the list, an account whose copy is damaged is missing, and the window says so', async () => {
    const window = await fourth.window();
    await expect(window.getByRole('region', { name: words.title })).toContainText(
      words.missing({ count: 1, number: '1' }),
    );
    await press(window, english.support.examine);
    const { text, next } = english.doctor.findings.accounts.lost;
    for (const output of [text, next, `vault: ${ofCustomer.replace('-account', '')}`])
      await expect(window.getByRole('main')).toContainText(output);
  });
});

/** From the first screen to the first account. */
async function firstAccount(page: Page, server: AuthorizationServer): Promise<void> {
  await page.getByLabel(english.connect.address).fill(server.url);
  await press(page, english.connect.connect);
  await press(page, english.actions.signIn);
  await approve(server, await shownCode(page));
  await sees(page, TITLES.signedIn);
}

/** A server with a scope that differs from the one a flag sets. */
async function scopeIn(page: Page, server: AuthorizationServer): Promise<void> {
  await page.getByText(english.connect.advanced).click();
  const scope = page.getByLabel(english.connect.scope, { exact: true });
  if (await scope.isEditable()) await scope.fill(server.scope);
}

/** Opens an account from the list, by its name or its user. */
async function openRow(page: Page, of: string): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: of }).getByRole('button').click();
}

async function openAccount(page: Page, of: string): Promise<void> {
  const id = (await find(page, of))?.id ?? '';
  await page.evaluate((account) => {
    const { companion } = globalThis as unknown as { companion: Companion };
    return companion.openAccount(account);
  }, id);
}

/** Makes an account contact its server now. */
async function tryAgain(page: Page, of: string): Promise<void> {
  const id = (await find(page, of))?.id ?? '';
  await page.evaluate((account) => {
    const { companion } = globalThis as unknown as { companion: Companion };
    return companion.tryAgain(account);
  }, id);
}

function snapshotOf(page: Page): ReturnType<RunningApp['snapshot']> {
  return page.evaluate(() => (globalThis as unknown as { companion: Companion }).companion.current());
}

/** An account by its name or its user. */
async function find(page: Page, of: string) {
  return (await snapshotOf(page)).accounts.find(({ name, user }) => name === of || user === of);
}

async function stateOf(page: Page, of: string): Promise<SessionState['kind'] | undefined> {
  return (await find(page, of))?.session.kind;
}
