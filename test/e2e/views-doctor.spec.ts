/** The check of this computer in use: its links, its progress, and saving a report. */
import type { Page } from '@playwright/test';
import type { Snapshot } from '../../preload/api.ts';
import { english } from '../harness/messages.ts';
import { DIAGNOSES } from '../renderer/diagnoses.ts';
import { failed, signedIn } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';

const FAILED = failed({ kind: 'storage', trouble: 'disk-full' });
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const diagnosis = (name: string) => DIAGNOSES.find(([of]) => of === name)?.[1].diagnosis ?? null;
const over = (under: Snapshot, name: string): Snapshot => ({
  ...under,
  page: 'doctor',
  diagnosis: diagnosis(name),
});
const whole = (page: Page) => page.locator('.findings > [role=status]').first();

test('Details and About lead there, and Back returns to the previous view', async ({ stage }) => {
  const { page } = stage;
  const way = page.getByRole('button', { name: 'Check this computer' });
  await stage.draw(FAILED);
  await page.getByText('Details', { exact: true }).click();
  await way.click();
  await stage.draw(over(FAILED, 'doctor-begins'));
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveTitle('Check this computer');
  await page.keyboard.press('Escape');
  await stage.draw(FAILED);
  await expect(way).toBeFocused();
  expect(await stage.requests()).toEqual([
    ['showPage', 'doctor'],
    ['showPage', 'state'],
  ]);

  await stage.draw({ ...signedIn(), page: 'about' });
  await way.click();
  await stage.draw(over(signedIn(), 'doctor-0'));
  await page.getByRole('button', { name: 'Back' }).click();
  expect(await stage.requests()).toEqual([
    ['showPage', 'doctor'],
    ['showPage', 'about'],
  ]);
});

test('findings appear one by one, and the result is announced at the end', async ({ stage }) => {
  const { page } = stage;
  const buttons = ['Save report', 'Check again'].map((name) => page.getByRole('button', { name }));
  await stage.draw(over(signedIn(), 'doctor-begins'));
  await expect(whole(page)).toHaveText('Checking…');
  await expect(page.getByRole('listitem')).toHaveCount(0);
  await stage.draw(over(signedIn(), 'doctor-under-way'));
  await expect(page.getByRole('listitem')).toHaveCount(4);
  for (const button of buttons) {
    await expect(button).toBeDisabled();
    await button.click({ force: true });
  }
  expect(await stage.requests()).toEqual([]);
  await stage.draw(over(signedIn(), 'doctor-0'));
  await expect(page.getByRole('listitem')).toHaveCount(Object.keys(english.doctor.topics).length);
  await expect(whole(page)).toHaveText(english.doctor.whole.good);
  // Four good findings don't mean that all are good, and no findings don't mean that any are.
  await stage.draw(over(signedIn(), 'doctor-stopped'));
  await expect(whole(page)).toHaveText(english.doctor.incomplete);
  await expect(whole(page)).toHaveClass(/attention/);
  await stage.draw(over(signedIn(), 'doctor-nothing'));
  await expect(whole(page)).toHaveText(english.doctor.whole['unknown']);
  await expect(whole(page)).toHaveClass(/attention/);
  await stage.draw(over(signedIn(), 'doctor-2'));
  const { wrong, good } = english.doctor.verdicts;
  const verdicts = await page.locator('.verdict').allInnerTexts();
  expect([verdicts[0]?.trim(), verdicts.lastIndexOf(wrong) < verdicts.indexOf(good)]).toEqual([wrong, true]);
  await expect(whole(page)).toHaveText(english.doctor.whole.wrong);
  await expect(page.getByRole('listitem').filter({ hasText: 'clock is slow' })).toContainText(
    english.doctor.findings.clock.fast.next,
  );
  await page.getByRole('button', { name: 'Check again' }).click();
  expect(await stage.requests()).toEqual([['showPage', 'doctor']]);
});

test('a report shows its result, until the next diagnosis', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(over(signedIn(), 'doctor-0'));
  const save = page.getByRole('button', { name: 'Save report' });
  const saved = page.getByText(english.doctor.saved);
  const answers = [
    [{ kind: 'not-saved', trouble: 'no-permission' }, page.getByRole('alert')],
    [{ kind: 'saved' }, saved],
  ] as const;
  for (const [answer, server] of answers) {
    await stage.answer('saveReport', answer);
    await save.click();
    await expect(server).toBeVisible();
  }
  await expect(page.getByRole('alert')).toHaveCount(0);
  await stage.draw(over(signedIn(), 'doctor-under-way'));
  await expect(saved).toHaveCount(0);
  await stage.draw(over(signedIn(), 'doctor-0'));
  await stage.answer('saveReport', { kind: 'canceled' });
  await save.click();
  await expect(saved).toHaveCount(0);
});
