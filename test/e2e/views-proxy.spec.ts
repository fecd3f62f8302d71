/** The window when a proxy asks for a password. */
import { english } from '../harness/messages.ts';
import { failed, ACCOUNT_ID as ID } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';

test('a proxy’s password can be entered by keyboard; a problem is shown at its field, and the typed text doesn’t stay', async ({
  stage,
}) => {
  const { page } = stage;
  const because = { why: 'proxy-password', code: 'HTTP 407' } as const;
  const asking = (refused: boolean) => ({
    ...failed({ kind: 'unreachable', because, during: 'asking' }),
    proxy: { host: 'proxy.example.org:3128', refused },
  });
  await stage.draw(asking(false));
  const user = page.getByLabel(english.proxy.user);
  const password = page.getByLabel(english.proxy.password);
  await expect(user).toHaveAccessibleDescription(english.proxy.note({ host: 'proxy.example.org:3128' }));
  await user.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('Enter the user name.');
  await expect(user).toHaveAccessibleDescription('Enter the user name.');
  await expect(password).toHaveAttribute('aria-invalid', 'false');
  expect(await stage.requests()).toEqual([]);

  await page.keyboard.type('OFFICE\\ada');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('cor\trect horse ');
  await page.keyboard.press('Enter');
  expect(await stage.requests()).toEqual([
    ['answerProxy', { proxy: 'proxy.example.org:3128', user: 'OFFICE\\ada', password: 'correct horse ' }],
  ]);
  await expect(user).toHaveValue('');
  await expect(password).toHaveValue('');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await stage.draw(asking(true));
  await expect(user).toBeFocused();
  await expect(password).toHaveAccessibleDescription(english.proxy.refused);
});

test('a proxy that cannot be answered leaves it at words', async ({ stage }) => {
  const because = { why: 'proxy-password', code: 'net::ERR_PROXY_AUTH_UNSUPPORTED' } as const;
  await stage.draw(failed({ kind: 'unreachable', because, during: 'asking' }));
  await expect(stage.page.getByText(english.failures.nextSteps['proxy-password'])).toBeVisible();
  await expect(stage.page.getByRole('textbox')).toHaveCount(0);
  await stage.page.getByRole('button', { name: 'Try again' }).click();
  expect(await stage.requests()).toEqual([['tryAgain', ID]]);
});
