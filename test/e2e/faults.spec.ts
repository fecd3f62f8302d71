/**
 * The window while the server fails in every way: it reports the failure, retries if that can help, and shows nothing hostile.
 */
import type { Page } from '@playwright/test';
import { english } from '../harness/messages.ts';
import { expect, type Fault, PATHS, test } from './faulty-test.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, askForCode, press, sees, TITLES } from './steps.ts';

const trouble = (page: Page) => page.getByText(english.awaiting.trouble);
const waiting = (page: Page) => page.getByText('Waiting for your approval', { exact: true });
const name = (fault: Fault) => JSON.stringify(fault).slice(1, 80);

test('a server that is down, hostile, and refuses: each is shown, nothing hostile is drawn or opened, and the next response is used', {
  tag: '@long',
}, async ({ launch, front, server, home }) => {
  await front.pause();
  const app = await launch();
  const page = await app.window();
  const shown: string[] = [];
  const show = async () => shown.push(await page.content(), JSON.stringify(await app.snapshot()));
  await test.step('down', async () => {
    await press(page, 'Sign in');
    await sees(page, 'The server can’t be reached');
    await expect(page.getByText(english.whyNoResponse.refused)).toBeVisible();
    await front.resume();
  });
  await test.step('hostile', async () => {
    front.fault(PATHS.deviceAuthorization, [
      { kind: 'altered', fields: { verification_uri: 'javascript:alert("MARKED")' } },
    ]);
    await press(page, 'Try again');
    await sees(page, english.failures.malformed.title);
    await page.locator('summary').click();
    await expect(page.getByText('field `verification_uri`')).toBeVisible();
    await expect(page.locator('.qr')).toHaveCount(0);
    await show();
    for (const hidden of ['MARKED', server.userCodes().at(-1)]) expect(shown.join()).not.toContain(hidden);
    const items = JSON.stringify(await app.desktop.tray());
    expect(items).toContain('Sign in');
    expect(items).not.toContain('Open page');
    expect(await app.desktop.opened()).toEqual([]);
    expect(server.log.filter(({ path }) => path === PATHS.deviceAuthorization)).toHaveLength(1);
  });
  await test.step('refusing while someone waits, in its own words', async () => {
    await press(page, 'Try again');
    await sees(page, TITLES.waiting);
    front.fault(PATHS.token, {
      kind: 'json',
      status: 401,
      body: { error: 'invalid_client', error_description: `<b>Who</b> sent ${server.secrets()[1]}?\u001b[2J` },
    });
    await sees(page, english.failures.refused.title);
    await page.locator('summary').click();
    await expect(page.getByText('invalid_client: <b>Who</b> sent …? [2J')).toBeVisible();
    await show();
    front.heal();
  });
  await press(page, 'Try again');
  await sees(page, TITLES.waiting);
  await approve(server, server.userCodes().at(-1) ?? '');
  await sees(page, TITLES.signedIn);
  expectNoSecrets({ home, server, runs: [app], texts: shown });
});

const FAULTS = [
  { kind: 'empty', status: 503 },
  { kind: 'html', status: 200 },
  { kind: 'redirect', status: 307 },
] as const satisfies readonly Fault[];

test('connection trouble while waiting is shown, and recovers by itself; a response that comes late is waited for', {
  tag: '@long',
}, async ({ launch, front, server, home }) => {
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  front.fault(PATHS.token, [{ kind: 'late', ms: 1500 }]);
  await expect
    .poll(() => front.requests.some(({ path, endedAt }) => path === PATHS.token && endedAt !== null))
    .toBe(true);
  for (const [at, fault] of FAULTS.entries()) {
    // The fault lasts until the test has seen its effect, because a busy computer may check late.
    front.fault(PATHS.token, fault);
    await expect(trouble(page), name(fault)).toBeVisible();
    front.heal();
    // The last time, the approval itself ends the failure.
    if (at === FAULTS.length - 1) await approve(server, code);
    else await expect(waiting(page), name(fault)).toBeVisible();
  }
  await expect(trouble(page)).toBeHidden();
  await sees(page, TITLES.signedIn);
  expect(front.elsewhere.requests).toEqual([]);
  expectNoSecrets({ home, server, runs: [app], texts: [await page.content()] });
});
