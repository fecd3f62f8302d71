/** The settings in use: their links, the effect of each choice, and when each is offered. */
import type { Page } from '@playwright/test';
import type { Kept, Snapshot } from '../../preload/api.ts';
import { english } from '../harness/messages.ts';
import { SIZES } from '../renderer/judge.ts';
import { COMMANDS } from '../renderer/pages.ts';
import { awaiting, failed, SYSTEM, settings, signedIn, snapshot } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';

const SIGNED_OUT = snapshot({ kind: 'signed-out', because: null });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const announced = (page: Page) => page.locator('body > [role=status]');
const onSettings = (under: Snapshot, rest: Partial<Snapshot> = {}): Snapshot => ({
  ...under,
  page: 'settings',
  ...rest,
});

test('the link to the settings is in the window’s bar, and Back returns to the previous view', async ({ stage }) => {
  const { page } = stage;
  for (const state of [SIGNED_OUT, signedIn(), awaiting()]) {
    await stage.draw(state);
    const way = page.getByRole('button', { name: 'Settings' });
    await way.focus();
    await page.keyboard.press('Enter');
    expect(await stage.requests()).toEqual([['showPage', 'settings']]);
    await stage.draw(onSettings(state));
    await expect(heading(page)).toBeFocused();
    await expect(page).toHaveTitle('Settings');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await stage.requests()).toEqual([
      ['showPage', 'state'],
      ['showPage', 'state'],
    ]);
    await stage.draw(state);
    await expect(way).toBeFocused();
    await expect(page).not.toHaveTitle('Settings');
  }
});

test('a key that is pressed the moment the page is there leads back', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(signedIn());
  await page.evaluate(`document.addEventListener(
    'focusin',
    () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
    { once: true },
  )`);
  await stage.draw(onSettings(signedIn()));
  await expect(heading(page)).toBeFocused();
  expect(await stage.requests()).toEqual([['showPage', 'state']]);
});

test('the usual key opens the settings from anywhere; a view that changed in the meantime then has the focus', async ({
  stage,
}) => {
  const { page } = stage;
  await stage.draw(awaiting());
  await page.keyboard.press('Control+,');
  expect(await stage.requests()).toEqual([['showPage', 'settings']]);
  await stage.draw(onSettings(awaiting()));
  await stage.draw(onSettings(signedIn()));
  await expect(page).toHaveTitle('Settings');
  await stage.draw(signedIn());
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveTitle(english.signedIn.title);
});

test('About is one step further, and back is one step', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(onSettings(signedIn()));
  await page.getByRole('button', { name: 'About Transparenc Companion' }).click();
  await stage.draw({ ...signedIn(), page: 'about' });
  await expect(heading(page)).toBeFocused();
  for (const fact of ['1.0.0', 'Debian GNU/Linux 12', '45.5.0', '24.22.3'])
    await expect(page.getByRole('definition').getByText(fact, { exact: true })).toBeVisible();
  await expect(page.getByRole('link')).toHaveCount(0);
  await page.keyboard.press('Escape');
  expect(await stage.requests()).toEqual([
    ['showPage', 'about'],
    ['showPage', 'settings'],
  ]);
});

test('a choice holds at once, and is announced politely', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(onSettings(signedIn()));
  await page.getByText('Start at login').click();
  await expect(announced(page)).toHaveText('Saved');
  await page.getByRole('switch', { name: 'Notify me' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('radio', { name: 'System' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('English');
  expect(await stage.requests()).toEqual([
    ['changeSetting', { name: 'startAtLogin', value: true }],
    ['changeSetting', { name: 'notifications', value: false }],
    ['changeSetting', { name: 'theme', value: 'light' }],
    ['changeSetting', { name: 'language', value: 'en' }],
  ]);
  await stage.draw(signedIn());
  await expect(announced(page)).toBeEmpty();
});

test('announcements are in the chosen language once the page is', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(onSettings(signedIn()));
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await expect(announced(page)).not.toBeEmpty();
  await stage.draw(onSettings({ ...signedIn(), language: 'de' }));
  await expect(heading(page)).toHaveText('Einstellungen');
  await expect(announced(page)).toHaveText('Gespeichert');
});

test('a choice that failed explains why, and shows the current value', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(onSettings(signedIn()));
  const login = page.getByRole('switch', { name: 'Start at login' });
  for (const [problem, words] of [
    [{ kind: 'not-applied', trouble: 'no-permission' }, /didn’t accept this change: can’t access the files/],
    [{ kind: 'not-saved', trouble: 'disk-full' }, /couldn’t be saved: the disk is full/],
    [{ kind: 'not-ours' }, /Another setting starts Companion/],
    [{ kind: 'locked' }, /can’t be changed here/],
  ] as const) {
    await stage.answer('changeSetting', problem);
    await login.click();
    await stage.draw(onSettings(signedIn(), { refusedChange: { name: 'startAtLogin', problem } }));
    await expect(page.getByRole('alert')).toHaveText(words);
    await expect(login).toHaveAccessibleDescription(words);
    await expect(login).not.toBeChecked();
    await expect(announced(page)).toBeEmpty();
  }
  await stage.answer('changeSetting', null);
  await login.click();
  await stage.draw(onSettings(signedIn()));
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a setting that the system blocks is off, with the next step', async ({ stage }) => {
  const { page } = stage;
  const waits = onSettings(signedIn(), { system: { ...SYSTEM, startAtLogin: 'needs-approval' } });
  await stage.draw(onSettings(signedIn()));
  const login = page.getByRole('switch', { name: 'Start at login' });
  await login.click();
  await stage.draw(waits);
  await expect(login).not.toBeChecked();
  await expect(login).toHaveAccessibleDescription(/Allow it in System Settings/);
  await login.click();
  await stage.draw({ ...waits });
  await expect(login).not.toBeChecked();
  await stage.draw(onSettings(signedIn(), { system: { ...SYSTEM, startAtLogin: 'not-installed' } }));
  await expect(login).toBeDisabled();
  // It applies only to that start.
  await expect(page.getByRole('switch', { name: 'Start without a window' })).toBeDisabled();
});

test('a code that waits is as it was left: hidden, of the same size, with its time', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(awaiting());
  const width = async () => (await page.locator('.qr > svg').boundingBox())?.width;
  const tall = await width();
  await page.setViewportSize({ width: 480, height: 600 });
  // It follows the window one frame later.
  await expect.poll(width).not.toBe(tall);
  const before = await width();
  await page.setViewportSize({ width: 480, height: 720 });
  await stage.draw(onSettings(awaiting()));
  await page.setViewportSize({ width: 480, height: 600 });
  await stage.draw(awaiting());
  await expect.poll(width).toBe(before);

  await page.getByRole('button', { name: 'Hide code' }).click();
  await stage.draw(onSettings(awaiting()));
  await expect(page.getByText('Waiting for your phone').filter({ visible: true })).toBeVisible();
  await stage.draw(awaiting());
  await expect(page.getByRole('button', { name: 'Show code' })).toBeFocused();
  await expect(page.getByText('WDJB')).toHaveCount(0);
});

test('a sign-in’s result is also shown in the settings', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(onSettings(awaiting()));
  const state = page.locator('main:visible [role=status]');
  await expect(state).toHaveText('Waiting for your phone');
  await stage.draw(onSettings(signedIn()));
  await expect(state).toHaveText('Signed in to login.example.org');
  await stage.draw(onSettings(failed({ kind: 'expired', response: null })));
  await expect(state).toHaveText(english.tray.failed);
});

test('a sign-in is kept without a keyring only if there is none, and the window explains what that means', async ({
  stage,
}) => {
  const { page } = stage;
  const row = page.getByRole('switch', { name: english.settings.keepWithoutKeyring });
  const none: Kept = { kind: 'until-quit', because: 'no-keyring' };
  const chosen = { settings: settings({ keepWithoutKeyring: true }) };
  for (const [under, rest, server] of [
    [signedIn(), {}, null],
    [signedIn(), chosen, ''],
    [
      signedIn({ kept: none }),
      {},
      /any program you run could use the sign-in\. When off, you’re signed out when you quit/,
    ],
    [signedIn({ kept: none }), { system: { ...SYSTEM, mayLackKeyring: false } }, null],
    [signedIn({ kept: { kind: 'until-quit', because: 'disk-full' } }), {}, null],
    [signedIn({ kept: { kind: 'weak', better: null } }), chosen, /Less secure/],
    [signedIn({ kept: { kind: 'weak', better: null } }), {}, /stays as it is until you sign out/],
    [{ ...SIGNED_OUT, keeping: none }, {}, /Less secure/],
    [SIGNED_OUT, {}, null],
  ] as const) {
    await stage.draw(under);
    await stage.draw(onSettings(under, rest));
    if (server !== null) await expect(row).toHaveAccessibleDescription(server);
    else await expect(row).toHaveCount(0);
  }

  // A user who has switched it off can switch it on again.
  await stage.draw(signedIn());
  await stage.draw(onSettings(signedIn(), chosen));
  await stage.draw(onSettings(signedIn()));
  await expect(row).not.toBeChecked();
});

test('the setting for closing the window exists only without a tray', async ({ stage }) => {
  const { page } = stage;
  const row = page.getByRole('group', { name: english.settings.whenClosed });
  await stage.draw(onSettings(signedIn()));
  await expect(row).toHaveCount(0);
  await stage.draw(onSettings(signedIn(), { system: { ...SYSTEM, tray: 'none' } }));
  await row.getByRole('radio', { name: 'Quit' }).click();
  expect(await stage.requests()).toEqual([['changeSetting', { name: 'whenClosed', value: 'quit' }]]);
});

test('the view of a sign-in points to the tray only if that shows the icon', async ({ stage }) => {
  const { page } = stage;
  const { text, textWithoutTray } = english.signedIn;
  await stage.draw(signedIn());
  await expect(page.getByText(text)).toBeVisible();
  await stage.draw({ ...signedIn(), system: { ...SYSTEM, tray: 'none' } });
  await expect(page.getByText(textWithoutTray)).toBeVisible();
});

test('one press installs or removes the command for terminals, and each state shows where it is or what to do', async ({
  stage,
}) => {
  const { page } = stage;
  const { install, remove } = english.tools.command;
  const note = page.locator('#command-note');
  const button = page.getByRole('button', { name: new RegExp(`^(${install}|${remove})$`) });
  await stage.draw(onSettings(signedIn()));
  await expect(button).toHaveCount(0);
  for (const [name, label, server] of [
    ['not-installed', install, 'Install it in /home/ada/.local/bin to use transparenc-companion'],
    ['installed', remove, 'type transparenc-companion in a terminal. It’s in /home/ada/.local/bin.'],
    ['off-path', remove, 'add PATH="$HOME/.local/bin:$PATH" to ~/.profile.'],
    ['packaged', null, 'installed it as /usr/bin/transparenc-companion.'],
    ['occupied', install, '/docker-credential-transparenc isn’t from Companion, so nothing was changed.'],
    ['failed', install, 'Can’t change /home/ada/.local/bin: the disk is write-protected.'],
  ] as const) {
    await stage.draw(onSettings(signedIn(), { command: COMMANDS[name] }));
    await expect(note).toContainText(server);
    await expect(note).toHaveAttribute('role', 'status');
    await expect(button).toHaveText(label === null ? [] : [label]);
    if (label === null) continue;
    await expect(button).toHaveAttribute('aria-describedby', 'command-note');
    await button.focus();
    await page.keyboard.press('Enter');
    expect(await stage.requests()).toEqual([[label === install ? 'installCommand' : 'removeCommand']]);
    // The next key press goes to the focused element.
    await expect(button).toBeFocused();
  }
});

test('a command that is not installed is no command to copy yet: the signed-in view leads to the settings', async ({
  stage,
}) => {
  const { page } = stage;
  const { use } = english.tools;
  const way = page.getByRole('button', { name: use.install });
  await stage.draw({ ...signedIn(), command: COMMANDS.installed });
  await page.getByText(use.title).click();
  await expect(way).toHaveCount(0);
  await stage.draw({ ...signedIn(), command: COMMANDS['not-installed'] });
  await way.click();
  expect(await stage.requests()).toEqual([['showPage', 'settings']]);
});

const LOCKED = onSettings(signedIn(), {
  settings: {
    ...settings(),
    theme: { value: 'dark', lockedBy: 'administrator' },
    notifications: { value: true, lockedBy: 'administrator' },
    keepWithoutKeyring: { value: true, lockedBy: 'flag' },
  },
});

test('a locked setting shows who locked it, and can’t be changed', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(LOCKED);
  for (const [control, by] of [
    [page.getByRole('switch', { name: 'Notify me' }), /Set by your administrator/],
    [page.getByRole('group', { name: 'Theme' }), /Set by your administrator/],
    [page.getByRole('switch', { name: english.settings.keepWithoutKeyring }), /Set by a command-line option/],
  ] as const)
    await expect(control).toHaveAccessibleDescription(by);
  await expect(page.getByRole('switch', { name: 'Notify me' })).toBeDisabled();
  await expect(page.getByRole('radio', { name: 'Light' })).toBeDisabled();
});

test('the lock is beside the first line of its note, however many there are', async ({ stage }) => {
  const { page } = stage;
  await page.setViewportSize(SIZES.smallest);
  await stage.draw(LOCKED);
  const boxes = async (by: string) => {
    const locked = page.locator('.locked', { hasText: by }).first();
    const [note, lock] = [await locked.boundingBox(), await locked.locator('svg').boundingBox()];
    if (!note || !lock) throw new Error(`no note by ${by}`);
    return { height: note.height, middle: lock.y + lock.height / 2 - note.y };
  };
  const [one, two] = [await boxes('administrator'), await boxes('command-line')];
  expect(two.height).toBe(2 * one.height);
  expect(two.middle).toBeCloseTo(one.middle, 1);
});
