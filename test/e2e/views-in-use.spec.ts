/** The window's reaction to the user and to new states from the main process. */
import { english } from '../harness/messages.ts';
import { readQr } from '../harness/pixels.ts';
import { CHECKS } from '../renderer/checks.ts';
import { SIZES } from '../renderer/judge.ts';
import {
  awaiting,
  failed,
  ACCOUNT_ID as ID,
  NO_TOOLS,
  NOW,
  serverFields,
  signedIn,
  snapshot,
} from '../renderer/snapshots.ts';
import type { Inside } from '../renderer/stage.ts';
import { expect, test } from '../renderer/test.ts';

declare const inside: Inside;
declare const getComputedStyle: (element: unknown) => { readonly fontSize: string };

const NOTHING_ENDED = { kind: 'signed-out', because: null } as const;
const OFFLINE = { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' } as const;

const HERE = 'http://127.0.0.1:4466/device';
for (const { qrText, qrCarriesCode, title } of [
  { qrText: HERE, qrCarriesCode: false, title: 'Open the page, then enter the code' },
  { qrText: `${HERE}?user_code=WDJB-MJHT`, qrCarriesCode: true, title: 'Open the page, then compare the code' },
]) {
  test(`${qrText} is opened on this computer: there is nothing to scan, and one button copies the code and opens the page`, async ({
    stage,
  }) => {
    await stage.draw(awaiting({ verificationUri: HERE, qrText, qrCarriesCode, onlyOnThisComputer: true }));
    const heading = stage.page.getByRole('heading', { level: 1 });
    await expect(heading).toHaveText(title);
    await expect(heading).toHaveAccessibleDescription(/^Only this computer can reach the page/);
    await expect(stage.page.locator('.qr, .enlarge')).toHaveCount(0);
    await expect(stage.page.getByText(/point your phone|no camera|your phone shows|for your phone/i)).toHaveCount(0);
    await expect(stage.page.locator('.primary')).toHaveText('Copy code and open page');
    await stage.page.locator('.primary').click();
    expect(await stage.requests()).toEqual([['openInBrowser', ID]]);
  });
}

test('a code for the phone comes with no filled button, because the phone is what the window waits for', async ({
  stage,
}) => {
  await stage.draw(awaiting());
  await expect(stage.page.getByRole('button', { name: 'Open in browser' })).toBeVisible();
  await expect(stage.page.locator('.primary')).toHaveCount(0);
});

test('a computer’s long name stays on one line, and is complete in the tooltip', async ({ stage }) => {
  const computer = `the-long-name-of-${'a-computer-'.repeat(8)}`;
  const heightOf = async (name: string) => (await stage.page.getByTitle(name).boundingBox())?.height;
  const oneLine = await heightOf('ada-thinkpad');
  await stage.draw(snapshot(NOTHING_ENDED, { computer }));
  expect(await heightOf(computer)).toBe(oneLine);
});

test('a refused server address is explained at its field, and the typed text stays', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(snapshot({ kind: 'no-server' }));
  const address = page.getByLabel('Server address');
  await expect(address).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('Enter the server’s address.');
  expect(await stage.requests()).toEqual([]);

  await stage.answer('checkServer', { kind: 'refused', problem: 'not-https' });
  await page.keyboard.type('http://login.exmaple.org');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(/must begin with https/);
  await expect(address).toHaveAccessibleDescription(/must begin with https/);
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(address).toHaveValue('http://login.exmaple.org');
  await expect(address).toBeFocused();
  expect(await stage.requests()).toEqual([['checkServer', { ...CHOICE, url: 'http://login.exmaple.org' }]]);

  for (const [problem, label] of [
    ['bad-client-id', 'Client ID'],
    ['bad-scope', 'Scope'],
    ['bad-device-authorization-path', 'Code path'],
    ['bad-token-path', 'Token path'],
  ] as const) {
    await stage.answer('checkServer', { kind: 'refused', problem });
    await page.keyboard.press('Enter');
    await expect(page.getByLabel(label)).toBeFocused();
    await expect(page.getByLabel(label)).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.type(' x ');
  }
  await stage.requests();
  await page.keyboard.press('Enter');
  const typed = { clientId: 'x', scope: 'x', deviceAuthorizationPath: 'x', tokenPath: 'x' };
  expect(await stage.requests()).toEqual([['checkServer', { url: 'http://login.exmaple.org', ...typed }]]);
});

const CHOICE = {
  url: 'login.example.org',
  clientId: null,
  scope: null,
  deviceAuthorizationPath: null,
  tokenPath: null,
};

test('a server that is found is shown with its features, and Enter starts the sign-in', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(snapshot({ kind: 'no-server' }));
  await stage.answer('checkServer', CHECKS.found);
  await page.keyboard.type('login.example.org');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready to sign in');
  await expect(page.locator('main')).toContainText('login.example.org supports everything Companion needs.');
  const signIn = page.getByRole('button', { name: 'Sign in', exact: true });
  await expect(signIn).toBeFocused();
  await stage.answer('useServer', null);
  await page.keyboard.press('Enter');
  expect(await stage.requests()).toEqual([
    ['checkServer', CHOICE],
    ['useServer', CHOICE, 'sign-in'],
  ]);
  await page.getByText('Details', { exact: true }).click();
  await expect(page.locator('.support')).toContainText('/oauth2/token');
  await page.getByRole('button', { name: 'Use another server' }).click();
  await expect(page.getByLabel('Server address')).toHaveValue('login.example.org');
  await expect(page.getByLabel('Server address')).toBeFocused();
});

test('a server’s missing features, and an address on another host that is not used, are shown', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(snapshot({ kind: 'no-server' }));
  await stage.answer('checkServer', CHECKS['found-with-less']);
  await page.keyboard.type('login.example.org');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toContainText('login.example.org offers sign-in with a code.');
  await expect(page.locator('main')).toContainText('another host (token_endpoint, revocation_endpoint)');
});

test('Enter accepts the full address that a server names, and the typed one can be kept', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(snapshot({ kind: 'no-server' }));
  await stage.answer('checkServer', CHECKS['other-address']);
  await page.keyboard.type('login.example.org');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Use this address' })).toBeFocused();
  await expect(page.locator('.suggestion')).toHaveText(/login\.example\.org\/realms\/staff/);
  await stage.answer('checkServer', CHECKS.found);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ready to sign in');
  const full = { ...CHOICE, url: 'https://login.example.org/realms/staff' };
  expect(await stage.requests()).toEqual([
    ['checkServer', CHOICE],
    ['checkServer', full],
  ]);
  await page.getByRole('button', { name: 'Use another server' }).click();
  await stage.answer('checkServer', CHECKS['other-address']);
  await page.keyboard.press('Enter');
  await stage.answer('useServer', null);
  await page.getByRole('button', { name: 'Keep what I entered' }).click();
  expect((await stage.requests()).at(-1)).toEqual(['useServer', full, 'wait']);
});

for (const [name, says] of [
  ['no-sign-in', /login\.example\.org responded, but doesn’t offer sign-in with a code/],
  ['unreachable', /No server was found with this name\..*spelled/],
] as const)
  test(`an address without a sign-in (${name}) is explained, checked again by Enter, or used anyway`, async ({
    stage,
  }) => {
    const { page } = stage;
    await stage.draw(snapshot({ kind: 'no-server' }));
    await stage.answer('checkServer', CHECKS[name]);
    await page.keyboard.type('login.example.org');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText(says);
    await expect(page.getByLabel('Server address')).toBeFocused();
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
    await page.keyboard.press('Enter');
    await stage.answer('useServer', null);
    await page.getByRole('button', { name: 'Continue anyway' }).click();
    expect(await stage.requests()).toEqual([
      ['checkServer', CHOICE],
      ['checkServer', CHOICE],
      ['useServer', CHOICE, 'wait'],
    ]);
    // The result belongs to the typed address.
    await page.getByLabel('Server address').press('End');
    await page.keyboard.type('/x');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByRole('button', { name: english.connect.connect })).toBeVisible();
  });

test('the fields show what is set, and the window doesn’t send what others have set', async ({ stage }) => {
  const { page } = stage;
  const set = serverFields({
    serverUrl: { value: 'https://login.exmaple.org', lockedBy: null },
    clientId: { value: 'desks', lockedBy: 'administrator' },
    scope: { value: 'openid', lockedBy: 'flag' },
    tokenPath: { value: '/token', lockedBy: null },
  });
  await stage.draw(snapshot({ kind: 'no-server' }, { serverFields: set }));
  await stage.answer('checkServer', CHECKS.found);
  const client = page.getByLabel('Client ID');
  await expect(client).toHaveValue('desks');
  await expect(client).not.toBeEditable();
  await expect(client).toHaveAccessibleDescription(/Set by your administrator/);
  await expect(page.getByLabel('Scope')).not.toBeEditable();
  await expect(page.getByLabel('Server address')).toHaveValue('https://login.exmaple.org');
  await page.getByRole('button', { name: english.connect.connect }).click();
  const sent = { ...CHOICE, url: 'https://login.exmaple.org', tokenPath: '/token' };
  await expect.poll(() => stage.requests()).toEqual([['checkServer', sent]]);
});

test('the code is hidden and shown again, with the focus on the button that undoes it', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(awaiting());
  await page.getByRole('button', { name: 'Hide code' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The code is hidden');
  await expect(page.locator('body > [role=status]')).toHaveText('The code is hidden');
  await expect(page.getByText('WDJB')).toHaveCount(0);
  await expect(page.locator('.qr > svg path')).not.toHaveAttribute('d', /h7v1/);
  await expect(page.getByRole('button', { name: 'Show code' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('WDJB').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Hide code' })).toBeFocused();
  await expect(page.locator('body > [role=status]')).toBeEmpty();
});

test('the square is shown as large as the window, by keyboard, and the focus comes back', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(awaiting());
  const side = async () => (await page.locator('.qr > svg').last().boundingBox())?.width ?? 0;
  const before = await side();
  await page.getByRole('button', { name: 'Show larger' }).focus();
  await page.keyboard.press('Enter');
  const large = page.getByRole('dialog', { name: 'Sign-in code' });
  await expect(large.getByRole('button', { name: 'Back' })).toBeFocused();
  await expect.poll(side).toBeGreaterThan(2 * before);
  expect(readQr(await page.screenshot())).toBe('https://login.example.org/device');
  await expect(large.getByText('WDJB')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(large).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show larger' })).toBeFocused();
  expect(await stage.requests()).toEqual([]);

  // On top of the settings, it would block clicks on them.
  await page.keyboard.press('Enter');
  await stage.draw({ ...awaiting(), page: 'settings' });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('switch', { name: english.settings.notifications }).click();
  expect(await stage.requests()).toHaveLength(1);
  await stage.draw(awaiting());
  await page.keyboard.press('Escape');

  // A tooltip doesn't stay when its card has changed.
  await page.keyboard.press('Enter');
  await stage.draw(snapshot(NOTHING_ENDED));
  await expect(large).toHaveCount(0);
});

test('the QR code and the code get larger at every size, and nothing is outside the window', { tag: '@long' }, async ({
  stage,
}) => {
  test.slow();
  const { page } = stage;
  const prompts = [
    {},
    { userCode: 'WDJB-MJHT-QXCV-KLNP' },
    { userCode: 'WDJB-MJHT-'.repeat(6) },
    { qrText: `https://login.example.org/device?${'x'.repeat(600)}` },
  ];
  const sizes = [
    ...[SIZES.usual, SIZES.smallest, SIZES.wide],
    ...[
      [300, 340],
      [427, 640],
      [540, 720],
      [720, 540],
      [1000, 340],
      [1920, 1080],
    ].map(([width = 0, height = 0]) => ({ width, height })),
  ];
  for (const size of sizes)
    for (const [at, prompt] of prompts.entries()) {
      const what = `${size.width}×${size.height}, prompt ${at}`;
      await page.setViewportSize(size);
      await stage.draw(awaiting(prompt));
      const enlarge = page.getByRole('button', { name: 'Show larger' });
      if (!(await enlarge.isVisible())) continue;
      const before = { square: await sideOf('.pass'), letters: await lettersOf('.pass') };
      await enlarge.click();
      await expect.poll(() => sideOf('.large'), what).toBeGreaterThan(before.square);
      expect.soft(await lettersOf('.large'), what).toBeGreaterThan(before.letters);
      const { width, height } = size;
      for (const part of await page.locator('.large > *').all()) {
        const box = await part.boundingBox();
        const [right, bottom] = [(box?.x ?? 0) + (box?.width ?? 0), (box?.y ?? 0) + (box?.height ?? 0)];
        expect.soft([right <= width + 1, bottom <= height + 1], `${what}: ${right}, ${bottom}`).toEqual([true, true]);
      }
      await page.keyboard.press('Escape');
      await expect(page.locator('.large')).toHaveCount(0);
    }

  async function sideOf(where: string): Promise<number> {
    return (await page.locator(`${where} .qr > svg`).boundingBox())?.width ?? 0;
  }
  function lettersOf(where: string): Promise<number> {
    return page.locator(`${where} .code`).evaluate((code) => Number.parseFloat(getComputedStyle(code).fontSize));
  }
});

test('the code is not drawn behind a locked screen, and is back after unlocking', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(awaiting());
  await page.getByRole('button', { name: 'Show larger' }).click();
  await stage.change({ ...awaiting(), screenLocked: true });
  await expect(page.getByText('WDJB')).toHaveCount(0);
  await expect(page.locator('.qr > svg path')).not.toHaveAttribute('d', /h7v1/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await stage.draw(awaiting());
  await expect(page.getByText('WDJB').first()).toBeVisible();
});

test('the code is spelled for the ear, and stays verbatim for users who select it', async ({ stage }) => {
  const { page } = stage;
  for (const [userCode, spelled] of [
    ['WDJB-MJHT', 'The code: W, D, J, B, hyphen, M, J, H, T'],
    ['O0lI1i8S', 'The code: capital O, zero, lowercase L, capital I, one, lowercase I, 8, S'],
    ['AB CD', 'The code: A, B, space, C, D'],
  ] as const) {
    await stage.draw(awaiting({ userCode }));
    await expect(page.locator('.code > .unseen')).toHaveText(spelled);
    const seen = page.locator('.code > [aria-hidden]');
    expect(await seen.evaluate((code) => code.textContent)).toBe(userCode);
    await page.getByRole('heading').click();
    await seen.click({ position: { x: 20, y: 20 } });
    expect(await page.evaluate('getSelection().toString()')).toBe(userCode);
  }
});

test('the focus follows a change of view to its heading, and the title with it; not at the first view', async ({
  stage,
}) => {
  const { page } = stage;
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).not.toBeFocused();
  await expect(page).toHaveTitle(english.signedOut.title);
  await stage.draw(awaiting());
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle('Scan, then enter the code');

  await page.getByRole('button', { name: 'Cancel' }).focus();
  await stage.draw(awaiting({}, { connection: { kind: 'retrying', because: OFFLINE } }));
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(page.locator('main [role=status]')).toHaveText(english.awaiting.trouble);
});

test('no line ends between a bracket and what is in it', async ({ stage }) => {
  await stage.draw({ ...awaiting(), language: 'de', systemLocale: 'de' });
  const { page } = stage;
  await expect(page.locator('.caution .whole', { has: page.locator('time') })).toHaveText('(14:02)');
});

test('the heading takes the focus of an element that disappears, and of a view whose text changes', async ({
  stage,
}) => {
  const { page } = stage;
  const heading = page.getByRole('heading', { level: 1 });
  await stage.draw(signedIn({ connection: { kind: 'retrying', because: OFFLINE } }));
  await page.getByRole('button', { name: 'Try again' }).focus();
  await stage.draw(signedIn());
  await expect(heading).toBeFocused();

  await stage.draw(snapshot({ kind: 'loading', keyring: 'quick' }));
  await page.getByRole('button', { name: 'Settings' }).focus();
  await stage.draw(snapshot({ kind: 'loading', keyring: 'waiting' }));
  await expect(heading).toHaveText(english.loading.waitingTitle);
  await expect(heading).toBeFocused();
});

test.describe('from moment to moment', () => {
  test.use({ alone: true });

  test('the time left counts down by itself, from the time that had passed when the state was sent', async ({
    stage,
  }) => {
    const { page } = stage;
    await page.clock.install({ time: NOW });
    await page.clock.pauseAt(NOW + 1000);
    await stage.change(awaiting({}, { lifetimeMs: 600_000, elapsedMs: 479_000 }));
    const timer = page.getByRole('timer');
    const bar = page.locator('progress');
    await expect(timer).toHaveText('2 minutes left');
    await page.clock.runFor(61_000);
    await expect(timer).toHaveText('1 minute left');
    await expect(page.locator('body > [role=status]')).toHaveText('1 minute left');
    await page.clock.runFor(1_000);
    await expect(timer).toHaveText('59 seconds left');
    await expect(bar).toHaveJSProperty('value', 59_000);
    // If the computer slept, the main process's time is correct.
    await stage.change(awaiting({}, { lifetimeMs: 600_000, elapsedMs: 590_000 }));
    await expect(timer).toHaveText('10 seconds left');
    await page.clock.runFor(60_000);
    await expect(timer).toHaveText('Checking…');
  });

  test('if a hidden window is shown in the last minute, the time that is really left is announced', async ({
    stage,
  }) => {
    const { page } = stage;
    await page.clock.install({ time: NOW });
    await page.clock.pauseAt(NOW + 1000);
    const hide = (hidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
        document.dispatchEvent(new Event('visibilitychange'));`,
      );
    await stage.change(awaiting({}, { lifetimeMs: 600_000, elapsedMs: 479_000 }));
    await hide(true);
    await page.clock.runFor(101_000);
    await hide(false);
    await expect(page.getByRole('timer')).toHaveText('20 seconds left');
    await expect(page.locator('body > [role=status]')).toHaveText('20 seconds left');
  });

  test('an attempt to refresh is shown and announced while it lasts, and so is the same failure afterwards', async ({
    stage,
  }) => {
    const { page } = stage;
    const retrying = signedIn({ connection: { kind: 'retrying', because: OFFLINE } });
    await stage.draw(retrying);
    await page.clock.install({ time: NOW });
    await page.clock.pauseAt(NOW + 1000);
    const status = page.locator('main [role=status]');
    const failure = english.signedIn.retrying({ reason: english.whyNoResponse.offline });
    await expect(status).toHaveText(failure);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Try again' }).click({ force: true });
    expect(await stage.requests()).toEqual([['tryAgain', ID]]);
    await stage.change(retrying);
    await expect(status).toHaveText('Trying again…');
    await page.clock.runFor(1_000);
    await expect(status).toHaveText(failure);
  });

  test('a state that passes at once is never drawn, and a second press during it does nothing', async ({ stage }) => {
    const { page } = stage;
    // Load the views before and after a code now, because no file loads while the clock is stopped.
    for (const drawn of [awaiting(), snapshot({ kind: 'signed-out', because: null })]) await stage.draw(drawn);
    await page.clock.install({ time: NOW });
    await page.clock.pauseAt(NOW + 1000);
    await stage.change(snapshot({ kind: 'requesting-code' }));
    await page.clock.runFor(299);
    await expect(page).toHaveTitle(english.signedOut.title);
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await stage.requests()).toEqual([]);
    await page.clock.runFor(2);
    await expect(page).toHaveTitle(english.requestingCode.title);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await stage.requests()).toEqual([['cancel', ID]]);
  });

  test('copying is announced politely, and the button is itself again afterwards', async ({ stage }) => {
    const { page } = stage;
    await stage.draw(awaiting());
    await page.clock.install({ time: NOW });
    await page.clock.pauseAt(NOW + 1000);
    await page.getByRole('button', { name: 'Copy code' }).click();
    await page.clock.runFor(1_000);
    // A new name of the button would be announced as well.
    const button = page.getByRole('button', { name: 'Copy code' });
    await expect(button).toBeFocused();
    await expect(button).toHaveText('Copied');
    await expect(page.locator('body > [role=status]')).toHaveText('Copied');
    await page.clock.runFor(2_000);
    await expect(button).toHaveText('Copy code');
  });

  test('a change that comes before the first snapshot is not overwritten by it', async ({ stage }) => {
    const { page } = stage;
    await page.addInitScript(() => {
      const { promise, resolve } = Promise.withResolvers();
      Object.assign(globalThis, { answerLate: resolve.bind(null, inside.answers['current']) });
      inside.answers['current'] = promise;
    });
    await page.reload();
    await expect(page).toHaveTitle('Transparenc Companion');
    await stage.draw(awaiting());
    await page.evaluate('answerLate()');
    // Any effect of the response would be visible by the second frame.
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    await expect(page).toHaveTitle('Scan, then enter the code');
  });
});

test('unknown flags and settings are named with a window too, under Details', async ({ stage }) => {
  await stage.draw({ ...signedIn(), unknownFlags: ['--sing-in'], unknownSettings: ['them'] });
  await stage.page.getByText('Details', { exact: true }).click();
  await expect(stage.page.locator('.support dd').first()).toHaveText(
    '--sing-in: unknown and ignored, see --help' + 'them in settings.json: unknown and ignored',
  );
});

test('Details show what the server sent, and never run it', async ({ stage }) => {
  const description = '<img src=x onerror=alert(1)> & "quotes"';
  await stage.draw(failed({ kind: 'refused', response: { status: 400, error: 'invalid_request', description } }));
  await stage.page.getByText('Details', { exact: true }).click();
  await expect(stage.page.getByRole('definition').first()).toHaveText(`invalid_request: ${description}HTTP 400`);
});

test('who is signed in reads when the administrator ends that, and that it then takes the phone', async ({ stage }) => {
  const { page } = stage;
  const hourMs = 60 * 60_000;
  const limits = { maxAgeMs: 7 * 24 * hourMs, lockedMs: 1.5 * hourMs };
  const tools = { ...NO_TOOLS, lockIsKnown: true };
  await stage.draw({ ...signedIn(), limits, tools });
  await expect(
    page.getByText(
      /^Your organization ends .* at the time below, or .* for 90 minutes\. You’ll then need your phone again/,
    ),
  ).toBeVisible();
  const until = page.locator('dt', { hasText: english.facts.until }).locator('xpath=following-sibling::dd[1]');
  await expect(until).toBeVisible();

  await stage.draw({ ...signedIn(), limits: { ...limits, lockedMs: null }, tools });
  await expect(page.getByText(english.signedIn.textLimit)).toBeVisible();
  await stage.draw({ ...signedIn(), limits: { ...limits, maxAgeMs: null }, tools });
  await expect(page.getByText(/once the screen has been locked for 90 minutes/)).toBeVisible();
  // The text promises nothing impossible: the sign-in may end earlier, or the desktop may not report the locked screen.
  await stage.draw({ ...signedIn({ until: NOW + hourMs }), limits });
  await expect(page.getByText(/Your organization ends/)).toHaveCount(0);
  await stage.draw(signedIn());
  await expect(page.getByText(/Your organization ends/)).toHaveCount(0);
  await expect(until).toHaveCount(0);
});

test('the window asks for the state, and reports once that it has shown its first view', async ({ stage }) => {
  await stage.draw(signedIn());
  await expect.poll(() => stage.page.evaluate(() => inside.unasked)).toEqual(['current', 'painted']);
});
