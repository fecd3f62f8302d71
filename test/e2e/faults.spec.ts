/** The window, while the server fails in every way: it says so, keeps trying where that helps, and shows nothing hostile. */
import type { Page } from '@playwright/test';
import { expect, type Fault, PATHS, test } from './faulty-test.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, askForCode, press, sees, TITLES } from './steps.ts';

const trouble = (page: Page) => page.getByText('Connection trouble, still trying');
const waiting = (page: Page) => page.getByText('Waiting for your phone', { exact: true });
const name = (fault: Fault) => JSON.stringify(fault).slice(1, 80);

test('a server that is down at the start, and then up', async ({ launch, front, server, home }) => {
  await front.pause();
  const app = await launch();
  const page = await app.window();
  await press(page, 'Sign in');
  await sees(page, 'The server can’t be reached');
  await expect(page.getByText('does not accept connections')).toBeVisible();

  await front.resume();
  await press(page, 'Try again');
  await sees(page, TITLES.waiting);
  await approve(server, server.userCodes().at(-1) ?? '');
  await sees(page, TITLES.signedIn);
  expectNoSecrets({ home, server, runs: [app] });
});

for (const faults of [
  [{ kind: 'html', status: 503 }, { kind: 'html', status: 200 }, { kind: 'reset' }],
  [
    { kind: 'redirect', status: 307 },
    { kind: 'json', status: 500, body: { error: 'invalid_grant', error_description: 'not really' } },
    { kind: 'retry-after', status: 429, after: 3 },
  ],
] as const satisfies readonly (readonly Fault[])[]) {
  test(`connection trouble while waiting, mended by itself: ${faults.map(name).join('; ')}`, async ({
    launch,
    front,
    server,
    home,
  }) => {
    const app = await launch();
    const page = await app.window();
    const code = await askForCode(page);
    for (const [at, fault] of faults.entries()) {
      front.fault(PATHS.token, [fault]);
      await expect(trouble(page), name(fault)).toBeVisible();
      // The last time, the approval itself is what ends the trouble.
      if (at === faults.length - 1) await approve(server, code);
      else await expect(waiting(page), name(fault)).toBeVisible();
    }
    await expect(trouble(page)).toBeHidden({ timeout: 10_000 });
    await sees(page, TITLES.signedIn);
    expect(front.elsewhere.requests).toEqual([]);
    const asked = front.requests.filter(({ path }) => path === PATHS.token).map(({ at }) => at);
    // What `Retry-After` asked for was given.
    if (faults.at(-1)?.kind === 'retry-after')
      expect((asked.at(-1) ?? 0) - (asked.at(-2) ?? 0)).toBeGreaterThanOrEqual(3000);
    expectNoSecrets({ home, server, runs: [app], texts: [await page.content()] });
  });
}

test('an answer that comes late is waited for', async ({ launch, front, server, home }) => {
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  front.fault(PATHS.token, [{ kind: 'late', ms: 2500 }]);
  await expect.poll(() => front.requests.filter(({ path }) => path === PATHS.token)).not.toHaveLength(0);
  await approve(server, code);
  await sees(page, TITLES.signedIn);
  expectNoSecrets({ home, server, runs: [app] });
});

test('a hostile address is refused: nothing drawn, nothing opened; the next answer is used', async ({
  launch,
  front,
  server,
  home,
}) => {
  const hostile = 'javascript:alert("MARKED")';
  front.fault(PATHS.deviceAuthorization, [{ kind: 'altered', fields: { verification_uri: hostile } }]);
  const app = await launch();
  const page = await app.window();
  await press(page, 'Sign in');
  await sees(page, 'The server’s answer can’t be used');
  await page.locator('summary').click();
  await expect(page.getByText('field `verification_uri`')).toBeVisible();
  await expect(page.locator('.qr')).toHaveCount(0);
  const snapshot = JSON.stringify(await app.snapshot());
  const drawn = await page.content();
  for (const hidden of ['MARKED', server.userCodes().at(-1)]) expect(drawn + snapshot).not.toContain(hidden);
  const items = JSON.stringify(await app.desktop.tray());
  expect(items).toContain('Sign in');
  expect(items).not.toContain('Open page');
  expect(await app.desktop.opened()).toEqual([]);
  expect(server.log).toHaveLength(1);

  await press(page, 'Try again');
  await sees(page, TITLES.waiting);
  await approve(server, server.userCodes().at(-1) ?? '');
  await sees(page, TITLES.signedIn);
  expectNoSecrets({ home, server, runs: [app], texts: [snapshot, drawn] });
});

test('a refusal while waiting ends it at once, with the server’s own words', async ({
  launch,
  front,
  server,
  home,
}) => {
  const app = await launch();
  const page = await app.window();
  await askForCode(page);
  const [deviceCode = ''] = server.secrets();
  front.fault(PATHS.token, {
    kind: 'json',
    status: 401,
    body: { error: 'invalid_client', error_description: `<b>Who</b> sent ${deviceCode}?\u001b[2J` },
  });
  await sees(page, 'The server does not allow this');
  await page.locator('summary').click();
  await expect(page.getByText('invalid_client: <b>Who</b> sent …? [2J')).toBeVisible();
  expectNoSecrets({ home, server, runs: [app], texts: [await page.content(), JSON.stringify(await app.snapshot())] });
});
