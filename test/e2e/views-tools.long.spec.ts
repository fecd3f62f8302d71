/** The question about a tool in every form, language and size, and every command, for axe. */
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import { axeIn, axeViolations, SIZES } from '../renderer/judge.ts';
import { expect, test } from '../renderer/test.ts';
import { consentView, openUse, QUESTIONS, SIGNED_IN_USED, TOOLS } from '../renderer/tools.ts';

const THEMES = ['light', 'dark'] as const;

/** The part of a page that this file uses. */
declare const document: { readonly documentElement: { readonly scrollWidth: number } };
declare const innerWidth: number;

for (const language of LANGUAGE_TAGS) {
  test(`axe finds nothing in any form of the question, and none scrolls sideways: ${language}`, async ({ ask }) => {
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const { page } = await ask(consentView(question, { language, systemLocale: language }));
      const violations = await axeViolations(page);
      for (const isOpen of [false, true]) {
        if (isOpen) await page.locator('summary').click();
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          for (const size of ['usual', 'smallest', 'zoomed'] as const) {
            await page.setViewportSize(SIZES[size]);
            const look = `${name}, ${colorScheme}, ${size}, ${isOpen ? 'details' : 'closed'}`;
            expect.soft(await violations(), look).toEqual([]);
            const beside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect.soft(beside, look).toBeLessThanOrEqual(0);
          }
        }
      }
      await page.close();
    }
  });
}

test('axe finds nothing in its first half second either', async ({ ask }) => {
  const { page } = await ask(consentView({}, { inertMs: 60_000 }));
  const violations = await axeViolations(page);
  for (const colorScheme of THEMES)
    for (const forcedColors of ['none', 'active'] as const) {
      await page.emulateMedia({ colorScheme, forcedColors });
      expect.soft(await violations(), `${colorScheme}, ${forcedColors}`).toEqual([]);
    }
});

for (const size of ['smallest', 'zoomed'] as const) {
  test(`axe finds nothing on the Tools page and in the commands in the ${size} window`, async ({ stage }) => {
    const violations = await axeIn(stage);
    await stage.page.setViewportSize(SIZES[size]);
    for (const language of ['en', 'ar'] as const)
      for (const colorScheme of THEMES) {
        await stage.page.emulateMedia({ colorScheme });
        for (const [name, of] of [...TOOLS, SIGNED_IN_USED]) {
          await stage.draw({ ...of, language, systemLocale: language });
          if (name === SIGNED_IN_USED[0]) await openUse(stage.page, 'kubectl');
          expect.soft(await violations(), `${name}, ${language}, ${colorScheme}`).toEqual([]);
        }
      }
  });
}
