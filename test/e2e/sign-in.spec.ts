/** Signing in by phone: the main job. */
import { expect, test } from '../harness/fixtures.ts';
import { approve, askForCode, polls, press, scannedFrom, sees, shownCode, signIn, TITLES } from './steps.ts';

test('scan the QR code, approve on the phone, signed in', async ({ launch, server, phone }) => {
  const app = await launch();
  const page = await app.window();
  await sees(page, TITLES.signedOut);
  const code = await askForCode(page);

  const uri = await scannedFrom(page);
  expect(uri).toBe(server.approvalPage);
  const asked = await phone.visit({ url: uri, userCode: code, name: 'ada@example.org' });
  expect(asked.device).toMatch(/^Desktop computer · \S/);
  expect(asked.userCode).toContain(code);
  await phone.approve();

  await sees(page, TITLES.signedIn);
  await expect(page.getByText('ada@example.org')).toBeVisible();
});

test('a QR code that carries the code needs no typing', async ({ launch, startServer, phone }) => {
  const server = await startServer({ offersCompleteUri: true });
  const app = await launch({ server });
  const page = await app.window();
  await press(page, 'Sign in');
  await sees(page, 'Scan, then check that your phone shows this code');
  const uri = await scannedFrom(page);
  expect(new URL(uri).search).not.toBe('');
  await phone.visit({ url: uri });
  await phone.approve();
  await sees(page, TITLES.signedIn);
});

test('the phone says no', async ({ launch, server, phone }) => {
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  await phone.visit({ url: server.approvalPage, userCode: code });
  await phone.deny();
  await sees(page, 'The request was declined');
  await press(page, 'Not now');
  await sees(page, TITLES.signedOut);
});

test('a code that runs out is replaced only when the person asks', async ({ launch, startServer }) => {
  const server = await startServer({ deviceCodeLifetimeS: 3 });
  const app = await launch({ server });
  const page = await app.window();
  const first = await askForCode(page);
  await sees(page, /code.*(ran out|expired|no longer)/i);
  const askedSoFar = server.log.length;
  // Longer than any interval: nothing may happen by itself.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(server.log).toHaveLength(askedSoFar);
  await press(page, 'Get a new code');
  expect(await shownCode(page)).not.toBe(first);
});

test('cancelled and begun again, the old code is not asked for any more', async ({ launch, server }) => {
  const app = await launch();
  const page = await app.window();
  const old = await askForCode(page);
  await press(page, 'Cancel');
  await sees(page, TITLES.signedOut);
  const before = polls(server);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(polls(server)).toBe(before);

  const fresh = await askForCode(page);
  expect(fresh).not.toBe(old);
  await approve(server, old, 'mallory');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await sees(page, TITLES.waiting);
  await approve(server, fresh, 'ada@example.org');
  await sees(page, TITLES.signedIn);
  await expect(page.getByText('ada@example.org')).toBeVisible();
});

test('the window that is closed while waiting comes back with the same code and less time', async ({
  launch,
  server,
}) => {
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  const before = await app.snapshot();
  await page.close();
  await expect.poll(() => app.hasWindow()).toBe(false);
  await app.desktop.chooseFromTray('Show');
  const again = await app.window();
  expect(await shownCode(again)).toBe(code);
  const after = await app.snapshot();
  if (before.session.kind !== 'awaiting-approval' || after.session.kind !== 'awaiting-approval')
    throw new Error('not waiting');
  expect(after.session.elapsedMs).toBeGreaterThan(before.session.elapsedMs);
  expect(after.session.lifetimeMs).toBe(before.session.lifetimeMs);
  await approve(server, code);
  await sees(again, TITLES.signedIn);
});

test('copy the code, open the page in the browser', async ({ launch, server }) => {
  const app = await launch();
  const page = await app.window();
  const code = await askForCode(page);
  await press(page, 'Copy code');
  await expect.poll(() => app.desktop.clipboard()).toBe(code);
  await press(page, 'Open in browser');
  await expect.poll(() => app.desktop.opened()).toEqual([server.approvalPage]);
});

test('the first screen asks for a server where none is known, and keeps the choice', async ({ launch, server }) => {
  const app = await launch({ server: null });
  const page = await app.window();
  await sees(page, 'Which server do you sign in to?');
  await page.getByLabel('Server address').fill('http://login.example.org');
  await press(page, 'Connect');
  await expect(page.getByText(/https/)).toBeVisible();
  await page.getByLabel('Server address').fill(server.url);
  await press(page, 'Connect');
  await sees(page, TITLES.signedOut);
  await app.quit();

  const again = await launch({ server: null, flags: [`--scope=${server.scope}`] });
  await signIn(again, server);
});
