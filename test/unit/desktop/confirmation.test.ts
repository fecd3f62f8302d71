/** Questions that main asks in the system's own dialog. */
import type { MessageBoxOptions } from 'electron';
import { expect, it } from 'vitest';
import { createConfirm } from '../../../main/desktop/confirmation.ts';

const QUESTION = { message: 'Sign out?', detail: 'You need your phone.', no: 'Stay', yes: 'Sign out' };

function asked(window: object | null = null) {
  const shown: unknown[][] = [];
  const answers: ((response: number) => void)[] = [];
  const confirm = createConfirm({
    dialog: {
      showMessageBox: (...args: unknown[]) => {
        shown.push(args);
        return new Promise((resolve) => answers.push((response) => resolve({ response, checkboxChecked: false })));
      },
    },
    // This is only passed on.
    window: () => window as never,
  });
  return { confirm, shown, answer: (response: number) => answers.shift()?.(response) };
}

it.each([
  [0, false],
  [1, true],
])('button %i means %s', async (button, yes) => {
  const { confirm, answer } = asked();
  const reported = confirm(QUESTION);
  answer(button);
  expect(await reported).toBe(yes);
});

it('Enter and Escape mean the answer that changes nothing', () => {
  const { confirm, shown } = asked();
  void confirm(QUESTION);
  const [options] = shown[0] as [MessageBoxOptions];
  expect(options).toMatchObject({ buttons: ['Stay', 'Sign out'], defaultId: 0, cancelId: 0 });
});

it('belongs to the window, if there is one', () => {
  const window = {};
  const { confirm, shown } = asked(window);
  void confirm(QUESTION);
  expect(shown[0]?.[0]).toBe(window);
});

it('a second question while one is on the screen is answered no, and another one may follow', async () => {
  const { confirm, shown, answer } = asked();
  const first = confirm(QUESTION);
  expect(await confirm(QUESTION)).toBe(false);
  expect(shown).toHaveLength(1);
  answer(1);
  expect(await first).toBe(true);
  void confirm(QUESTION);
  expect(shown).toHaveLength(2);
});
