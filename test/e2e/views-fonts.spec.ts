/** Users don't choose their system's font for this window, so the most frequent views must fit with any font. */
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import { SIZES } from '../renderer/judge.ts';
import { SCENES, SIGNED_IN, WAITING } from '../renderer/scenes.ts';
import type { Stage } from '../renderer/stage.ts';
import { expect, test } from '../renderer/test.ts';

/** The part of a page that this file uses. */
declare const document: {
  adoptedStyleSheets: unknown[];
  readonly documentElement: { readonly dataset: { margins?: string } };
};
declare const requestAnimationFrame: (then: () => void) => void;
declare const CSSStyleSheet: new () => { replaceSync(css: string): void };

/** Lets the page use another font, as if the system had it; the content security policy lets only scripts do that. */
function wear({ page }: Stage, css: string): Promise<void> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);
}

const margins = ({ page }: Stage) => page.evaluate(() => document.documentElement.dataset.margins ?? null);

const family = (name: string) => `:root { --font-ui: ${name} !important; }`;
/** The widest comes first. No system font is wider than one whose letters are all as wide as an m. */
const FONTS: readonly (readonly [name: string, css: string])[] = [
  ['a monospaced font', family('"DejaVu Sans Mono", monospace')],
  ['letters further apart', 'body { letter-spacing: 0.06em; }'],
  ['text that is an eighth larger', ':root { font-size: 112.5% !important; }'],
  ['the system’s font', ''],
  ['a wide font', family('"DejaVu Sans", Verdana, sans-serif')],
  [
    'a bold font',
    `body, h1, p, dt, dd, button { ${family('"DejaVu Sans", sans-serif')} font-weight: 700 !important; }`,
  ],
  ['a serif font', family('"DejaVu Serif", serif')],
  ['a font with tall lines', family('"Noto Nastaliq Urdu", sans-serif')],
  ['a font for Chinese and Japanese', family('"Noto Sans CJK JP", sans-serif')],
];

const MAIN = [...WAITING, ...SIGNED_IN, ...SCENES.filter(([name]) => ['connect', 'signed-out'].includes(name))];

for (const [name, css] of FONTS)
  test(`the usual window needs no scrollbar with ${name}, in any language`, {
    tag: '@long',
  }, async ({ stage }) => {
    await stage.page.setViewportSize(SIZES.usual);
    await wear(stage, css);
    for (const language of LANGUAGE_TAGS) {
      const overflows = await stage.overflow(MAIN.map(([, of]) => ({ ...of, language, systemLocale: language })));
      for (const [at, { beside, below }] of overflows.entries())
        expect
          .soft([beside > 0, below > 0], `${MAIN[at]?.[0]}, ${language}: ${beside}, ${below}`)
          .toEqual([false, false]);
    }
  });

test('a view reduces its spacing only as far as necessary, and restores it when there is room', async ({ stage }) => {
  const [name, of] = WAITING[1] ?? [];
  if (!of) throw new Error('there is a view with trouble');
  await stage.page.setViewportSize(SIZES.usual);
  await stage.draw(of);
  expect(await margins(stage), name).toBeNull();
  await wear(stage, 'body { letter-spacing: 0.06em; }');
  await stage.draw({ ...of, language: 'fr', systemLocale: 'fr' });
  expect(await margins(stage)).not.toBeNull();
  await stage.page.setViewportSize({ width: 480, height: 1000 });
  await expect.poll(() => margins(stage)).toBeNull();
});

test('sections that users open don’t move the rest of the view', async ({ stage }) => {
  const [, of] = SIGNED_IN.find(([name]) => name === 'signed-in-refused') ?? [];
  if (!of) throw new Error('there is a view with details');
  await stage.page.setViewportSize({ width: 480, height: 1000 });
  await stage.draw(of);
  await stage.page.locator('.support summary').click();
  const found: (string | null)[] = [];
  for (let height = 1000; height >= 720; height -= 20) {
    await stage.page.setViewportSize({ width: 480, height });
    await stage.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    found.push(await margins(stage));
  }
  expect(new Set(found)).toEqual(new Set([null]));
});
