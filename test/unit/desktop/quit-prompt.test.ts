/** If the user quits and that would end the sign-in, the app asks first. */
import type { BaseWindow, MessageBoxOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_TAGS } from '../../../locales/languages.ts';
import { createQuitPrompt, type EndingSignIn } from '../../../main/desktop/quit-prompt.ts';
import { english } from '../../harness/messages.ts';
import { allMessages } from '../messages.ts';

const [STAY, QUIT] = [0, 1];
const ADA: EndingSignIn = {
  account: { name: 'ada@example.org', server: 'login.example.org' },
  kept: { kind: 'until-quit', because: 'no-keyring' },
};

async function prompt(
  ending: readonly EndingSignIn[] = [ADA],
  language: (typeof LANGUAGE_TAGS)[number] = 'en',
  { isOpen = false, closingQuits = false } = {},
) {
  const spoken = await allMessages({ language, systemLocale: language });
  const asked: MessageBoxOptions[] = [];
  let answer = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>();
  let quits = 0;
  const made = createQuitPrompt({
    dialog: {
      // With a window, it's the first argument.
      showMessageBox: ((...args: [MessageBoxOptions] | [object, MessageBoxOptions]) => {
        const options: MessageBoxOptions = args.length === 1 ? args[0] : args[1];
        asked.push(options);
        options.signal?.addEventListener('abort', () => answer.resolve({ response: QUIT, checkboxChecked: false }));
        return answer.promise;
      }) as Electron.Dialog['showMessageBox'],
    },
    // The code under test only passes it on.
    window: () => (isOpen ? ({} as BaseWindow) : null),
    closingQuits: () => closingQuits,
    words: () => spoken,
    ending: () => ending,
    quit: () => quits++,
  });
  return {
    ...made,
    asked,
    quits: () => quits,
    async answer(response: number) {
      answer.resolve({ response, checkboxChecked: false });
      answer = Promise.withResolvers();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('a quit that a person chose', () => {
  it('names every account that it would sign out', async () => {
    const grace = { ...ADA, account: { name: null, server: 'id.northwind.example' } };
    const { quit, asked } = await prompt([ADA, grace], 'en', { isOpen: true });
    void quit();
    expect(asked[0]?.detail).toContain(
      'Account: ada@example.org\nServer: login.example.org\n\nServer: id.northwind.example\n\n',
    );
  });

  it.each([
    ['with an open window', { isOpen: true }, true],
    ['without a window', { isOpen: false }, false],
    ['if closing the window quits as well', { isOpen: true, closingQuits: true }, false],
  ])('suggests closing the window only if that helps: %s', async (_, state, suggests) => {
    const { quit, asked } = await prompt([ADA], 'en', state);
    void quit();
    expect(asked[0]?.detail?.includes(english.quitting.note)).toBe(suggests);
  });

  it('asks nothing if no sign-in ends with it', async () => {
    const { quit, asked, quits } = await prompt([]);
    await quit();
    expect([asked, quits()]).toEqual([[], 1]);
  });

  it.each([
    ['quit and sign out', QUIT, 1],
    ['stay signed in', STAY, 0],
  ])('asks once, and follows the answer: %s', async (_, response, times) => {
    const { quit, asked, quits, answer } = await prompt();
    void quit();
    void quit();
    expect(asked).toMatchObject([
      {
        message: 'Quit and sign out?',
        buttons: ['Stay signed in', 'Quit and sign out'],
        defaultId: STAY,
        cancelId: STAY,
      },
    ]);
    expect(asked[0]?.detail).toContain('ada@example.org');
    expect(asked[0]?.detail).toContain('login.example.org');
    expect(asked[0]?.detail).toContain(english.signedIn.questionText);
    expect(quits()).toBe(0);
    await answer(response);
    expect(quits()).toBe(times);
    void quit();
    expect(asked).toHaveLength(2);
  });

  it('takes the question back when the program ends for another reason', async () => {
    const { quit, close, quits, asked } = await prompt();
    void quit();
    close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(quits()).toBe(0);
    expect(asked[0]?.signal?.aborted).toBe(true);
  });

  it.each(LANGUAGE_TAGS)('is asked about in %s, an account without a name too', async (language) => {
    const { quit, asked } = await prompt([{ ...ADA, account: { ...ADA.account, name: null } }], language);
    void quit();
    expect(new Set(asked[0]?.buttons).size).toBe(2);
    expect(`${asked[0]?.message} ${asked[0]?.detail}`).not.toMatch(/undefined|null|\[object/);
  });
});
