/** Every language in every view. */
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import type { Language } from '../../preload/api.ts';
import { look } from '../renderer/look.ts';
import { SCENES, type Scene, SIGNED_IN, WAITING } from '../renderer/scenes.ts';
import { expect, test } from '../renderer/test.ts';
import { SMALLEST, testUnsupportedLanguage } from './language-stories.ts';

testUnsupportedLanguage('de');
testUnsupportedLanguage('ar');

test('in every language, every view fits the smallest window, and the most frequent ones need no scrolling', async ({
  stage,
}) => {
  test.slow();
  await stage.page.setViewportSize(SMALLEST);
  const whole = new Set([...WAITING, ...SIGNED_IN].map(([name]) => name));
  const inLanguage = ([name, of]: Scene, language: Language) => ({
    name,
    of: { ...of, language, systemLocale: language },
  });
  // If all languages of a delayed view follow each other, the delay occurs only once.
  const all = [
    ...SCENES.filter(isLate).flatMap((scene) => LANGUAGE_TAGS.map((language) => inLanguage(scene, language))),
    ...LANGUAGE_TAGS.flatMap((language) =>
      SCENES.filter((scene) => !isLate(scene)).map((scene) => inLanguage(scene, language)),
    ),
  ];
  const looks = await look(
    stage,
    all.map(({ of }) => of),
  );
  for (const [at, { name, of }] of all.entries()) {
    expect.soft(looks[at]?.clipped, `${name}, ${of.language}`).toEqual([]);
    if (whole.has(name)) expect.soft(looks[at]?.below, `${name}, ${of.language}`).toBeLessThanOrEqual(0);
  }
});

/** Whether a view is usually so brief that the window delays drawing it. */
function isLate([, { session }]: Scene): boolean {
  return ['loading', 'requesting-code', 'signing-out'].includes(session.kind);
}
