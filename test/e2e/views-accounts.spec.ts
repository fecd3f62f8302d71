/** Several accounts in the window: the list, one of them, adding, renaming, and the question when someone else approved. */
import { english } from '../harness/messages.ts';
import { ACCOUNT_WAITING, ACCOUNTS, several, TWENTY } from '../renderer/accounts.ts';
import { CHECKS } from '../renderer/checks.ts';
import { axeIn, pressable, SIZES, tabThrough } from '../renderer/judge.ts';
import type { Scene } from '../renderer/scenes.ts';
import { ACCOUNT_ID, awaiting, signedIn, snapshot } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';

const ALL: readonly Scene[] = [...ACCOUNTS, ...ACCOUNT_WAITING];
const scene = (name: string) => {
  const [, found] = ALL.find(([each]) => each === name) ?? [];
  if (!found) throw new Error(`there is no scene ${name}`);
  return found;
};
const idOf = (name: string, of = scene('accounts')) => of.accounts.find((account) => account.name === name)?.id ?? '';
const { accounts: words } = english;

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any of them, and Tab reaches everything, ${colorScheme}`, {
    tag: '@long',
  }, async ({ stage }) => {
    await stage.page.emulateMedia({ colorScheme });
    const violations = await axeIn(stage);
    for (const [name, of] of ALL) {
      await stage.draw(colorScheme === 'light' ? of : { ...of, language: 'ar', systemLocale: 'ar' });
      expect.soft(await violations(), name).toEqual([]);
      expect.soft(await tabThrough(stage), name).toEqual(await pressable(stage));
    }
  });
}

test('the list shows each account, its state, its person and server, as one button', async ({ stage }) => {
  await stage.draw(scene('accounts'));
  await expect(stage.page).toHaveTitle('Your accounts');
  await expect(stage.page.getByRole('listitem')).toHaveCount(4);
  for (const name of [
    'Customer Please sign in again a.lovelace@northwind.example at id.northwind.example',
    'Test Waiting for your phone, 8 minutes left ada@test.example.org at login.test.example.org',
    'Production Signed in, but the server can’t be reached ops@example.net at sso.example.net',
    'Work Signed in ada@example.org at login.example.org',
  ])
    await expect(stage.page.getByRole('button', { name, exact: true })).toBeVisible();
  await expect(stage.page.getByRole('status').first()).toHaveText('Please sign in to Customer again.');
});

test('the most important state of all accounts is announced whenever it changes', async ({ stage }) => {
  const lead = stage.page.getByRole('main').getByRole('status');
  for (const [name, text] of [
    ['accounts', 'Please sign in to Customer again.'],
    ['accounts-need-you', '2 accounts need your attention.'],
    ['accounts-storage', 'Customer needs your attention.'],
    ['accounts-signed-out', 'You’re signed in to 1 of 2.'],
    ['accounts-all-signed-out', 'You’re not signed in to any of them.'],
    ['accounts-well', 'You’re signed in to all of them.'],
    // It must not claim that no one is signed in.
    ['accounts-opening', 'Starting'],
  ] as const) {
    await stage.draw(scene(name));
    await expect(lead).toHaveText(text);
  }
  const opening = scene('accounts-opening');
  const waiting = { kind: 'loading', keyring: 'waiting' } as const;
  await stage.draw({ ...opening, accounts: opening.accounts.map((one) => ({ ...one, session: waiting })) });
  await expect(lead).toHaveText('Waiting for your keyring');
});

test('the seconds of the last minute are shown but not read out with the row', async ({ stage }) => {
  const now = scene('accounts');
  const { session } = awaiting({}, { elapsedMs: 9.5 * 60_000 });
  await stage.draw({ ...now, accounts: now.accounts.map((one) => (one.name === 'Test' ? { ...one, session } : one)) });
  const row = stage.page.locator('button.item', { hasText: 'Test' });
  await expect(row).toContainText('seconds left');
  await expect(row).toHaveAccessibleName('Test Waiting for your phone ada@test.example.org at login.test.example.org');
});

test('a row opens its account, and the way back leads to the row', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(scene('accounts'));
  await page.getByRole('button', { name: /^Work/ }).click();
  expect(await stage.requests()).toEqual([['openAccount', idOf('Work')]]);
  await stage.draw(scene('account-signed-in'));
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toBeFocused();
  await expect(heading).toHaveAccessibleDescription(/^Account: Work /);
  await expect(page).toHaveTitle('Work: You’re signed in');
  await page.getByRole('button', { name: 'Your accounts' }).click();
  expect(await stage.requests()).toEqual([['openAccount', null]]);
  await stage.draw(scene('accounts'));
  await expect(page.getByRole('button', { name: /^Work/ })).toBeFocused();
});

test('a row keeps the focus when the worst comes first', async ({ stage }) => {
  const now = scene('accounts');
  await stage.draw(now);
  const row = stage.page.getByRole('button', { name: /^Work/ });
  await row.focus();
  await stage.draw({ ...now, accounts: now.accounts.toReversed() });
  await expect(stage.page.getByRole('listitem').first()).toContainText('Work');
  await expect(row).toBeFocused();
});

test('one account is today’s screen and a quiet way to another; if none may be added, today’s screen alone', async ({
  stage,
}) => {
  const buttons = stage.page.getByRole('main').getByRole('button');
  await stage.draw(signedIn());
  await expect(buttons).toHaveText(['Add account', 'Sign out', 'Quit']);
  // Problems come first. The settings still allow adding an account.
  await stage.draw(
    signedIn({ connection: { kind: 'retrying', because: { why: 'offline', code: 'net::ERR_FAILED' } } }),
  );
  await expect(buttons).toHaveText(['Try again', 'Sign out', 'Quit']);
  await stage.draw({ ...signedIn(), mayAddAccount: 'no' });
  await expect(buttons).toHaveText(['Sign out', 'Quit']);
  await stage.draw(snapshot({ kind: 'signed-out', because: null }));
  await expect(buttons).toHaveText(['Sign in', 'Change server', 'Quit']);
});

test('missing accounts are mentioned above the view, with a link to the next step', async ({ stage }) => {
  const notice = stage.page.getByRole('region', { name: english.accounts.title });
  await stage.draw({ ...signedIn(), missingAccounts: 1 });
  await expect(notice).toContainText(english.accounts.missing({ count: 1, number: '1' }));
  await notice.getByRole('button', { name: english.support.examine }).click();
  expect(await stage.requests()).toEqual([['showPage', 'doctor']]);
  await stage.draw({ ...awaiting(), missingAccounts: 1 });
  await expect(notice).toHaveCount(0);
  await stage.draw(signedIn());
  await expect(notice).toHaveCount(0);
});

test('each account’s screen offers that account’s actions, and none of the others’', async ({ stage }) => {
  const buttons = stage.page.getByRole('main').getByRole('button');
  for (const [name, offers] of [
    ['account-signed-in', ['Sign out', 'Rename']],
    ['account-locked', ['Sign out']],
    ['account-needs-you', ['Sign in again', 'Rename', 'Remove account']],
    ['account-signed-out-while-code', ['Sign in', 'Rename', 'Remove account']],
    ['account-storage-unreadable', ['Try again', 'Sign in again instead', 'Rename', 'Remove account']],
    ['account-failed', ['Get a new code', 'Not now']],
    ['accounts-unreadable', ['Try again', 'Quit']],
  ] as const) {
    await stage.draw(scene(name));
    await expect(buttons, name).toHaveText([...offers]);
  }
  await stage.page.getByRole('button', { name: 'Try again' }).click();
  expect(await stage.requests()).toEqual([['readAccounts']]);
  await stage.draw(scene('account-needs-you'));
  await stage.page.getByRole('button', { name: 'Remove account' }).click();
  await stage.page.getByRole('button', { name: 'Sign in again' }).click();
  const id = idOf('Customer');
  expect(await stage.requests()).toEqual([
    ['removeAccount', id],
    ['signIn', id],
  ]);
});

test('a code names its account: in the title, on the card, and in the text to check', async ({ stage }) => {
  await stage.draw(scene('account-awaiting'));
  await expect(stage.page.getByRole('banner')).toContainText('Account: Test');
  await expect(stage.page.getByRole('region', { name: 'Sign-in code for Test' })).toBeVisible();
  await expect(stage.page.locator('.caution')).toHaveText(
    'Approve only if you started this at 14:02 on ada-thinkpad to sign in to login.test.example.org for Test.',
  );
});

test('the account whose code would end is named below the button for a new code', async ({ stage }) => {
  const warning = stage.page.getByText(words.oneCode({ account: 'Test' }));
  for (const name of ['account-needs-you', 'account-signed-out-while-code', 'add-account-while-code']) {
    await stage.draw(scene(name));
    await expect(warning, name).toBeVisible();
  }
  const waiting = scene('account-awaiting').accounts.filter(({ name }) => name === 'Test');
  for (const name of ['account-failed', 'account-storage-unreadable']) {
    const of = scene(name);
    await stage.draw({ ...of, accounts: [...of.accounts, ...waiting] });
    await expect(warning, name).toBeVisible();
  }
  await stage.draw(scene('add-account'));
  await expect(warning).toHaveCount(0);
});

test('an account that the server did not identify reports it', async ({ stage }) => {
  await stage.draw(scene('account-unidentified'));
  await expect(stage.page.getByText(words.unidentified)).toBeVisible();
  await stage.draw(scene('account-signed-in'));
  await expect(stage.page.getByText(words.unidentified)).toHaveCount(0);
});

test.describe('renaming', () => {
  test('accepts a name, explains a problem with it, and keeps the typed text', async ({ stage }) => {
    const { page } = stage;
    await stage.draw(scene('account-signed-in'));
    await page.getByRole('button', { name: 'Rename' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename' });
    const name = dialog.getByLabel('Account name');
    await expect(name).toBeFocused();
    await expect(name).toHaveValue('Work');
    for (const [problem, text] of [
      ['taken', 'Another account already has this name.'],
      ['too-long', 'A name can have up to 32 characters.'],
      ['bad-character', words.nameProblems['bad-character']],
    ] as const) {
      await stage.answer('renameAccount', problem);
      await name.fill('Customer');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert')).toHaveText(text);
      await expect(name).toBeFocused();
      await expect(name).toHaveValue('Customer');
      await expect(name).toHaveAccessibleDescription(new RegExp(`^${text}`));
    }
    expect((await stage.requests())[0]).toEqual(['renameAccount', idOf('Work'), 'Customer']);
    await name.pressSequentially('-2');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await stage.answer('renameAccount', null);
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused();
    const announced = page.locator('p.unseen[role=status]').last();
    await expect(announced).toHaveText('Renamed');
    await stage.draw(scene('accounts'));
    await expect(announced).toBeEmpty();
  });

  test('is left by Escape and by its button, with the name as it was', async ({ stage }) => {
    const { page } = stage;
    await stage.draw(scene('account-signed-in'));
    for (const leave of [
      () => page.keyboard.press('Escape'),
      () => page.getByRole('button', { name: 'Cancel' }).click(),
    ]) {
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByLabel('Account name').fill('Other');
      await leave();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused();
    }
    expect(await stage.requests()).toEqual([]);
  });
});

test.describe('adding', () => {
  test('offers the servers in use, and continues with the chosen one', async ({ stage }) => {
    const { page } = stage;
    await stage.draw(scene('add-account'));
    await expect(page.getByRole('heading', { name: 'Add account' })).toBeFocused();
    await expect(page.getByRole('radio')).toHaveCount(4);
    await expect(page.getByRole('radio', { name: 'login.example.org' })).toBeChecked();
    await expect(page.getByRole('radio', { name: 'login.example.org' })).toHaveAccessibleDescription(
      'Also used by Work',
    );
    await page.locator('label', { hasText: 'sso.example.net' }).click();
    await page.getByLabel('Account name').fill(' staging ');
    await page.keyboard.press('Enter');
    expect(await stage.requests()).toEqual([
      ['addAccount', { server: { kind: 'known', account: idOf('Production') }, name: 'staging' }],
    ]);
  });

  test('needs no name, and explains a problem with one', async ({ stage }) => {
    const { page } = stage;
    await stage.draw({ ...signedIn(), page: 'add-account' });
    await stage.answer('addAccount', { kind: 'name', problem: 'taken' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('alert')).toHaveText('Another account already has this name.');
    await expect(page.getByLabel('Account name')).toBeFocused();
    await stage.answer('addAccount', { kind: 'too-many' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('alert')).toHaveText(words.tooMany);
    expect(await stage.requests()).toEqual(
      Array(2).fill(['addAccount', { server: { kind: 'known', account: ACCOUNT_ID }, name: null }]),
    );
  });

  test('looks for another server like the first screen, and adds the account', async ({ stage }) => {
    const { page } = stage;
    await stage.draw({ ...signedIn(), page: 'add-account' });
    await page.locator('label', { hasText: 'Another server' }).click();
    await page.getByLabel('Account name').fill('customer');
    const address = page.getByLabel('Server address');
    await expect(address).toHaveValue('');
    await stage.answer('checkServer', CHECKS.unreachable);
    await address.fill('login.example.net');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText(english.whyNoResponse['name-not-found']);
    await expect(address).toBeFocused();
    await stage.answer('checkServer', CHECKS.found);
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(page.getByRole('heading', { name: 'Ready to sign in' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeFocused();
    await stage.requests();
    await page.keyboard.press('Enter');
    expect(await stage.requests()).toEqual([
      [
        'addAccount',
        {
          server: {
            kind: 'new',
            choice: {
              url: 'login.example.net',
              clientId: null,
              scope: null,
              deviceAuthorizationPath: null,
              tokenPath: null,
            },
          },
          name: 'customer',
        },
      ],
    ]);
    // An invalid name is reported at its field, and everything else is unchanged.
    await stage.answer('addAccount', { kind: 'name', problem: 'taken' });
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByLabel('Account name')).toBeFocused();
    await expect(address).toHaveValue('login.example.net');
  });

  test('stays at the servers that the administrator chose', async ({ stage }) => {
    await stage.draw(scene('add-account-locked'));
    await expect(stage.page.getByRole('radio')).toHaveCount(2);
    await expect(stage.page.getByText(words.byAdministrator)).toBeVisible();
  });

  test('is left by Escape, and by the way back', async ({ stage }) => {
    await stage.draw(scene('add-account'));
    await stage.page.keyboard.press('Escape');
    await stage.page.getByRole('button', { name: 'Back' }).click();
    expect(await stage.requests()).toEqual(Array(2).fill(['showPage', 'state']));
  });

  test('is reached from the list, and from the settings in any state', async ({ stage }) => {
    await stage.draw(scene('accounts'));
    await stage.page.getByRole('button', { name: 'Add account' }).click();
    await stage.draw(scene('settings-of-several'));
    await stage.page.getByRole('button', { name: 'Add account' }).click();
    expect(await stage.requests()).toEqual(Array(2).fill(['showPage', 'add-account']));
  });
});

test('if someone else approved, the window shows who, and what each answer does', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(scene('someone-else'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Someone else approved the code');
  await expect(page.getByRole('main')).toContainText(
    'You were signing in to Work again, but grace@example.org approved the code. Nothing has changed yet.',
  );
  await expect(page.locator('.primary')).toHaveText('Keep as another account');
  const id = idOf('Work', scene('someone-else'));
  for (const [name, note, answer] of [
    ['Keep as another account', 'Adds a new account. Work stays as it is.', 'keep'],
    ['Replace Work', words.someoneElse.replaceNote({ account: 'Work', other: 'grace@example.org' }), 'replace'],
    ['Discard this sign-in', words.someoneElse.discardNote, 'discard'],
  ] as const) {
    const button = page.getByRole('button', { name, exact: true });
    await expect(button).toHaveAccessibleDescription(note);
    await button.click();
    expect(await stage.requests()).toEqual([['answerSomeoneElse', id, answer]]);
  }
});

test('when someone approved who has another account, that one is offered, and this one is not replaced', async ({
  stage,
}) => {
  const { page } = stage;
  await stage.draw({ ...scene('someone-else-has-account'), mayAddAccount: 'no' });
  await expect(page.getByRole('main')).toContainText(
    'already has the account Production here. Nothing has changed yet.',
  );
  await expect(page.locator('.choices button')).toHaveText(['Use it for Production', 'Discard this sign-in']);
  await page.getByRole('button', { name: 'Use it for Production' }).click();
  expect(await stage.requests()).toEqual([['answerSomeoneElse', idOf('Work', scene('someone-else')), 'keep']]);
});

test('when the server did not report who approved, the window asks whether it was the user', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(scene('someone-else-not-reported'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Did you approve the code?');
  await expect(page.locator('.primary')).toHaveText('Yes, use it for Work');
  await expect(page.locator('.choices button')).toHaveText([
    'Yes, use it for Work',
    'Keep as another account',
    'Discard this sign-in',
  ]);
});

test('if no account may be added, someone else’s sign-in can’t be kept as one', async ({ stage }) => {
  await stage.draw({ ...scene('someone-else'), mayAddAccount: 'no' });
  await expect(stage.page.locator('.choices button')).toHaveText(['Replace Work', 'Discard this sign-in']);
});

test('the command for a tool names the account', async ({ stage }) => {
  await stage.draw(scene('account-signed-in'));
  await stage.page.getByText('Use this sign-in').click();
  await expect(stage.page.locator('.command code')).toHaveText('transparenc-companion token --account=Work');
  await stage.page.getByRole('button', { name: english.tools.use.copyCommand }).click();
  expect(await stage.requests()).toEqual([['copyCommand', 'terminal', idOf('Work')]]);
});

test('twenty accounts scroll, none sideways, and the keyboard reaches the last', async ({ stage }) => {
  const { page } = stage;
  await page.setViewportSize(SIZES.smallest);
  const [{ beside } = { beside: 1 }] = await stage.overflow([several(TWENTY, null)]);
  expect(beside).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: /^customer-0/ }).focus();
  for (let row = 1; row < 20; row += 1) await page.keyboard.press('Tab');
  const last = page.getByRole('button', { name: /^customer-with-the-longest-name-1/ }).last();
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport({ ratio: 0.99 });
});

test('someone else’s sign-in can be kept beside an account only if another may be added', async ({ stage }) => {
  const buttons = stage.page.locator('.choices').getByRole('button');
  await stage.draw(scene('someone-else'));
  await expect(buttons).toHaveText([/^Keep/, /^Replace/, /^Discard/]);
  await stage.draw({ ...scene('someone-else'), mayAddAccount: 'no' });
  await expect(buttons).toHaveText([/^Replace/, /^Discard/]);
});
