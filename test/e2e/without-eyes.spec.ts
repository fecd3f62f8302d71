/** Signing in without a mouse and without a screen, using only the information that a screen reader gets. */
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { approve, signIn } from './steps.ts';

interface Heard {
  readonly role: string;
  readonly name: string;
  readonly focused: boolean;
}

test('a person who neither sees nor points chooses a server, hears the code, signs in, and signs out', {
  tag: '@long',
}, async ({ launch, server }) => {
  const app = await launch({ server: null, flags: [`--scope=${server.scope}`] });
  const page = await app.window();
  const hear = await screenReader(page);
  const focused = async () => (await hear()).find((one) => one.focused && one.role !== 'RootWebArea');
  const hears = (name: RegExp | string) =>
    expect.poll(async () => (await hear()).map((one) => one.name)).toContainEqual(expect.stringMatching(name));

  // On the first screen, the focus is on the field.
  await expect.poll(focused).toMatchObject({ role: 'textbox', name: 'Server address' });
  await page.keyboard.type(server.url);
  await page.keyboard.press('Enter');
  // Once the server is found, Enter continues, and the result can be read.
  await expect.poll(focused).toMatchObject({ role: 'button', name: 'Sign in' });
  await hears('Ready to sign in');
  await page.keyboard.press('Enter');

  // The focus is on the next step, and the code is spelled in letters.
  await expect.poll(focused).toMatchObject({ role: 'heading', name: /enter the code/ });
  await hears(/^The code: /);
  const spelled = (await hear()).find(({ name }) => name.startsWith('The code: '))?.name ?? '';
  const userCode = spelled
    .replace('The code: ', '')
    .split(', ')
    .map((letter) => LETTERS[letter] ?? letter.replace(/ letter$/, ''))
    .join('');
  await hears(/minutes left/);
  await approve(server, userCode);

  await expect.poll(focused).toMatchObject({ role: 'heading', name: english.signedIn.title });
  await hears(/^ada@example\.org$/);
  await tabTo(page, focused, 'Sign out');
  await page.keyboard.press('Enter');
  // The system reads its own dialog.
  await expect.poll(app.desktop.questions).toHaveLength(1);
  await app.desktop.answer('Sign out');
  await expect.poll(focused).toMatchObject({ role: 'heading', name: /signed out/ });
});

test('a second account is added, heard of in the list, and opened, by keyboard and ear alone', {
  tag: '@long',
}, async ({ launch, server }) => {
  const app = await launch();
  const page = await signIn(app, server);
  const hear = await screenReader(page);
  const focused = async () => (await hear()).find((one) => one.focused && one.role !== 'RootWebArea');
  const hears = (name: RegExp | string) =>
    expect.poll(async () => (await hear()).map((one) => one.name)).toContainEqual(expect.stringMatching(name));

  await tabTo(page, focused, english.accounts.add);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatchObject({ role: 'heading', name: english.accounts.add });
  await tabTo(page, focused, english.accounts.name);
  await page.keyboard.type('Customer');
  await page.keyboard.press('Enter');

  // The heading states whose code it is.
  await expect.poll(focused).toMatchObject({ role: 'heading', name: /enter the code/ });
  await expect(page.getByRole('heading', { level: 1 })).toHaveAccessibleDescription(/^Account: Customer /);
  // The window may show a code before the server's log has it.
  await expect.poll(server.userCodes).toHaveLength(2);
  await approve(server, server.userCodes().at(-1) ?? '', 'grace@example.org');
  await expect.poll(focused).toMatchObject({ role: 'heading', name: english.signedIn.title });

  await tabTo(page, focused, english.accounts.title);
  await page.keyboard.press('Enter');
  // The focus is back on the same row, whose name contains everything.
  await expect.poll(focused).toMatchObject({ role: 'button', name: /^Customer Signed in grace@example\.org at 127/ });
  await hears(english.accounts.allWell);
  await tabTo(page, focused, /ada@example\.org at 127/);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatchObject({ role: 'heading', name: english.signedIn.title });
  await hears(/^ada@example\.org$/);
});

const LETTERS: Readonly<Record<string, string>> = { zero: '0', one: '1', hyphen: '-' };

/** The page's accessibility tree, in reading order, without what is ignored. */
async function screenReader(page: Page): Promise<() => Promise<readonly Heard[]>> {
  const devtools = await page.context().newCDPSession(page);
  return async () => {
    const { nodes } = await devtools.send('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, properties }) => ({
        role: String(role?.value ?? ''),
        name: String(name?.value ?? '').trim(),
        focused: properties?.some((it) => it.name === 'focused' && it.value.value === true) ?? false,
      }));
  };
}

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, focused: () => Promise<Heard | undefined>, name: string | RegExp): Promise<void> {
  const isThere = (now: string) => (typeof name === 'string' ? now === name : name.test(now));
  for (let pressed = 0; pressed < 12; pressed += 1) {
    await page.keyboard.press('Tab');
    if (isThere((await focused())?.name ?? '')) return;
  }
  throw new Error(`Tab never came to ${name}`);
}
