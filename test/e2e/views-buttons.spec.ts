/** The requests of the window's buttons, and which buttons are shown. */
import { english } from '../harness/messages.ts';
import { ACCOUNT, awaiting, failed, ACCOUNT_ID as ID, NOW, SERVER, signedIn, snapshot } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';

const RAN_OUT = { kind: 'needs-you', because: { kind: 'ran-out', at: NOW }, account: ACCOUNT } as const;
const NOTHING_ENDED = { kind: 'signed-out', because: null } as const;
const LOCKED = { ...SERVER, lockedBy: 'flag' } as const;
const OFFLINE = { why: 'offline', code: 'net::ERR_INTERNET_DISCONNECTED' } as const;

test('each button sends the request that its label names', async ({ stage }) => {
  const { page } = stage;
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  await press('Sign in');
  await press('Change server');
  await press('Quit');
  expect(await stage.requests()).toEqual([['signIn', ID], ['changeServer'], ['quit']]);

  await stage.draw(awaiting());
  for (const name of ['Copy code', 'Open in browser', 'Cancel']) await press(name);
  expect(await stage.requests()).toEqual([
    ['copyCode', ID],
    ['openInBrowser', ID],
    ['cancel', ID],
  ]);

  await stage.draw(signedIn({ connection: { kind: 'retrying', because: OFFLINE } }));
  for (const name of ['Try again', 'Quit']) await press(name);
  expect(await stage.requests()).toEqual([['tryAgain', ID], ['quit']]);

  const response = { status: 400, error: null, description: null };
  await stage.draw(signedIn({ trouble: { kind: 'refused', response, interrupted: true } }));
  for (const name of ['Try again', 'Sign in again']) await press(name);
  expect(await stage.requests()).toEqual([
    ['tryAgain', ID],
    ['signIn', ID],
  ]);

  await stage.draw(signedIn({ kept: { kind: 'weak', better: 'GNOME Keyring' } }));
  await press('Protect with GNOME Keyring');
  expect(await stage.requests()).toEqual([['protect', ID]]);

  await stage.draw(failed({ kind: 'not-protected', trouble: 'keyring-locked' }, ACCOUNT));
  for (const name of ['Try again', 'Not now']) await press(name);
  expect(await stage.requests()).toEqual([
    ['tryAgain', ID],
    ['dismiss', ID],
  ]);

  await stage.draw(snapshot(RAN_OUT));
  for (const name of ['Sign in again', 'Sign out', 'Change server', 'Add account']) await press(name);
  expect(await stage.requests()).toEqual([
    ['signIn', ID],
    ['signOut', ID],
    ['changeServer'],
    ['showPage', 'add-account'],
  ]);

  await stage.draw(failed({ kind: 'not-deleted', trouble: 'read-only', server: 'ended' }));
  for (const name of ['Try again', 'Not now']) await press(name);
  expect(await stage.requests()).toEqual([
    ['tryAgain', ID],
    ['dismiss', ID],
  ]);

  await stage.draw(failed({ kind: 'expired', response: null }));
  for (const name of ['Get a new code', 'Not now']) await press(name);
  expect(await stage.requests()).toEqual([
    ['tryAgain', ID],
    ['dismiss', ID],
  ]);

  await stage.draw(snapshot({ kind: 'storage-unreadable', trouble: 'keyring-locked' }));
  for (const name of ['Try again', 'Sign in again instead', 'Quit']) await press(name);
  expect(await stage.requests()).toEqual([['tryAgain', ID], ['signIn', ID], ['quit']]);
});

test('a server that is set from outside cannot be changed here', async ({ stage }) => {
  const buttons = stage.page.getByRole('main').getByRole('button');
  await stage.draw(snapshot(NOTHING_ENDED, { server: LOCKED }));
  await expect(buttons).toHaveText(['Sign in', 'Quit']);
  await stage.draw(snapshot(RAN_OUT, { server: LOCKED }));
  await expect(buttons).toHaveText(['Sign in again', 'Sign out', 'Add account']);
});

test('a server that may be the wrong one can be changed after a failure, unless someone is signed in at it', async ({
  stage,
}) => {
  const failure = { kind: 'unreachable', because: OFFLINE, during: 'asking' } as const;
  const buttons = stage.page.getByRole('main').getByRole('button');
  await stage.draw(failed(failure));
  await expect(buttons).toHaveText(['Try again', 'Change server', 'Not now']);
  await stage.draw(failed(failure, ACCOUNT));
  await expect(buttons).toHaveText(['Try again', 'Not now']);
  await expect(stage.page.getByText('you’re still signed in on ada-thinkpad as ada@example.org.')).toBeVisible();
  await stage.draw({ ...failed(failure), server: LOCKED });
  await expect(buttons).toHaveText(['Try again', 'Not now']);
});

test('a sign-in from another computer is left alone, and the window offers to sign in', async ({ stage }) => {
  await stage.draw(snapshot({ kind: 'storage-unreadable', trouble: 'other-computer' }));
  await expect(stage.page.getByRole('main').getByRole('button')).toHaveText([
    'Sign in here',
    'Try again',
    'Add account',
    'Quit',
  ]);
  await expect(stage.page.locator('.primary')).toHaveText(['Sign in here']);
  await stage.page.getByRole('button', { name: 'Sign in here' }).click();
  expect(await stage.requests()).toEqual([['signIn', ID]]);
});

test('a sign-in from a newer version is left alone: the only action is to try again after the update', async ({
  stage,
}) => {
  await stage.draw(snapshot({ kind: 'storage-unreadable', trouble: 'newer-version' }));
  await expect(stage.page.getByRole('main').getByRole('button')).toHaveText(['Try again', 'Add account', 'Quit']);
  await expect(stage.page.getByText('Update Companion, then try again.')).toBeVisible();
  await expect(stage.page.getByText(english.storageUnreadable.setAside)).toHaveCount(0);
});

test('a keyring is offered only if one is available and doesn’t protect the sign-in yet', async ({ stage }) => {
  const offer = stage.page.getByRole('button', { name: /Protect/ });
  for (const kept of [
    { kind: 'weak', better: null },
    { kind: 'keychain', name: 'GNOME Keyring' },
    { kind: 'until-quit', because: 'no-keyring' },
  ] as const) {
    await stage.draw(signedIn({ kept }));
    await expect(offer).toHaveCount(0);
  }
  await stage.draw(signedIn({ kept: { kind: 'weak', better: 'KWallet' } }));
  await expect(offer).toHaveText(['Protect with KWallet']);
});

test('signing out is not asked about by the page: main asks', async ({ stage }) => {
  await stage.draw(signedIn());
  await stage.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(stage.page.getByRole('group', { name: /sign out/i })).toHaveCount(0);
  expect(await stage.requests()).toEqual([['signOut', ID]]);
});

test('at most one button is filled, and none while the phone is needed', async ({ stage }) => {
  const filled = stage.page.locator('.primary');
  await stage.draw(awaiting());
  await expect(filled).toHaveCount(0);
  await stage.draw(signedIn());
  await expect(filled).toHaveCount(0);
  await stage.draw(failed({ kind: 'unreachable', because: OFFLINE, during: 'asking' }));
  await expect(filled).toHaveText(['Try again']);
});
