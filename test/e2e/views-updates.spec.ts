/** A newer version in the window: where it is shown, its buttons, and when it stays hidden. */
import type { Updates } from '../../preload/api.ts';
import { english } from '../harness/messages.ts';
import { awaiting, signedIn, snapshot } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';

const TO_GET: Updates = { kind: 'to-get', version: '1.1.0', isOffered: true };
const TO_INSTALL: Updates = { kind: 'to-install', version: '1.1.0', isOffered: true };

test('a newer version is shown above the view with the next step, and can be postponed', async ({ stage }) => {
  const { page } = stage;
  const notice = page.getByRole('region', { name: 'Updates' });
  await stage.draw({ ...signedIn(), updates: TO_GET });
  await expect(notice).toContainText(english.updates.toGet({ version: '1.1.0' }));
  await notice.getByRole('button', { name: english.updates.get }).click();
  await stage.draw({ ...signedIn(), updates: TO_INSTALL });
  await expect(notice).toContainText(english.updates.toInstall({ version: '1.1.0' }));
  await notice.getByRole('button', { name: 'Restart now' }).click();
  await notice.getByRole('button', { name: 'Later' }).focus();
  await page.keyboard.press('Enter');
  expect(await stage.requests()).toEqual([['update'], ['update'], ['updateLater']]);
  await stage.draw({ ...signedIn(), updates: { ...TO_INSTALL, isOffered: false } });
  await expect(notice).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('the row is announced for users who cannot see it, once', async ({ stage }) => {
  const { page } = stage;
  const announced = page.locator('body p[role=status]').last();
  await stage.draw({ ...awaiting(), updates: TO_INSTALL });
  await expect(page.getByText('The code: ')).toBeAttached();
  await expect(announced).toHaveText('');
  await stage.draw({ ...signedIn(), page: 'settings', updates: TO_INSTALL });
  await expect(announced).toHaveText('');
  await stage.draw({ ...signedIn(), updates: TO_INSTALL });
  await expect(announced).toHaveText(english.updates.toInstall({ version: '1.1.0' }));

  // Meanwhile something else is announced, and the same row is drawn several times.
  await stage.draw({ ...signedIn(), page: 'settings', updates: TO_INSTALL });
  await page.getByRole('switch').first().click();
  await expect(announced).toHaveText('Saved');
  await stage.draw({ ...signedIn(), updates: TO_INSTALL });
  await stage.draw({ ...awaiting(), updates: TO_INSTALL });
  await stage.draw({ ...signedIn(), updates: TO_INSTALL });
  await expect(page.getByRole('region', { name: 'Updates' })).toBeVisible();
  await expect(announced).toHaveText('');

  await stage.draw({ ...signedIn(), updates: { ...TO_INSTALL, version: '1.2.0' } });
  await expect(announced).toHaveText(/^Version 1\.2\.0/);
  await stage.draw({ ...signedIn(), updates: { ...TO_INSTALL, version: '1.2.0', isOffered: false } });
  await expect(announced).toHaveText('');
});

test('nothing of it is over a code', async ({ stage }) => {
  for (const over of [snapshot({ kind: 'requesting-code' }), awaiting()]) {
    await stage.draw({ ...over, updates: TO_INSTALL });
    await expect(stage.page.getByRole('region', { name: 'Updates' })).toHaveCount(0);
  }
});

for (const [failed, announced] of [
  [{ kind: 'check-failed', why: 'net::ERR_INTERNET_DISCONNECTED' }, english.updates.checkFailed],
  [
    { kind: 'not-downloaded', version: '1.1.0', why: 'no-signature-check' },
    english.updates.notDownloaded({ version: '1.1.0' }),
  ],
] as const) {
  test(`${failed.kind}: the next step is shown in words, and the code is for support`, async ({ stage }) => {
    const { page } = stage;
    await stage.draw({ ...signedIn(), page: 'about', updates: failed });
    await expect(page.locator('.about__updates').getByRole('status')).toHaveText(announced);
    const code = page.getByText(failed.why);
    await expect(code).toBeHidden();
    await page.getByText('Details', { exact: true }).click();
    await expect(code).toBeVisible();
    await page.getByRole('button', { name: 'Check this computer' }).click();
    await page.getByRole('button', { name: english.updates.check }).click();
    expect(await stage.requests()).toEqual([['showPage', 'doctor'], ['checkForUpdates']]);
  });
}

test('About shows what was found, and checks at once on request', async ({ stage }) => {
  const { page } = stage;
  const about = (updates: Updates) => stage.draw({ ...signedIn(), page: 'about', updates });
  const updates = page.locator('.about__updates');
  await about({ kind: 'not-checked' });
  await expect(updates).toContainText('once a day');
  await updates.getByRole('button', { name: english.updates.check }).click();
  expect(await stage.requests()).toEqual([['checkForUpdates']]);
  await about({ ...TO_INSTALL, isOffered: false });
  await updates.getByRole('button', { name: 'Restart now' }).click();
  expect(await stage.requests()).toEqual([['update']]);
  await about({ kind: 'off', by: 'administrator' });
  await expect(updates).toContainText(english.updates.byAdministrator);
  await expect(updates.getByRole('button')).toHaveCount(0);
  await about({ kind: 'off', by: 'build' });
  await expect(updates).toHaveCount(0);
});
