/** Tools in the windows: the commands of the signed-in view, the Tools page, and the question about a tool. */
import { LANGUAGE_TAGS } from '../../locales/languages.ts';
import { english } from '../harness/messages.ts';
import { axeIn, SIZES, tabThrough } from '../renderer/judge.ts';
import { lookAgain } from '../renderer/look.ts';
import { NOW, settings } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';
import { consentView, openUse, QUESTIONS, SIGNED_IN_USED, TOOLS, USES } from '../renderer/tools.ts';

const [, USED] = SIGNED_IN_USED;
const { tools, consent } = english;

function sceneOf(name: string) {
  const found = TOOLS.find(([each]) => each === name);
  if (!found) throw new Error(`no scene ${name}`);
  return found[1];
}

for (const size of ['usual', 'smallest'] as const) {
  test(`the ${size} window holds each command in each language without scrolling, and axe finds nothing`, {
    tag: '@long',
  }, async ({ stage }) => {
    const violations = await axeIn(stage);
    await stage.page.setViewportSize(SIZES[size]);
    for (const [at, language] of LANGUAGE_TAGS.entries()) {
      await stage.page.emulateMedia({ colorScheme: at % 2 === 0 ? 'light' : 'dark' });
      await stage.draw({ ...USED, language, systemLocale: language });
      for (const use of USES) {
        await openUse(stage.page, use);
        const [seen] = await lookAgain(stage);
        expect.soft(seen?.clipped, `${use}, ${language}`).toEqual([]);
        expect.soft(seen?.below, `${use}, ${language}`).toBeLessThanOrEqual(0);
      }
      expect.soft(await violations(), language).toEqual([]);
    }
  });
}

test('a command is found, chosen and copied by keyboard', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(USED);
  await page.locator('.use > summary').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: tools.use.terminal })).toBeFocused();
  for (const _ of ['git', 'docker', 'kubectl']) await page.keyboard.press('ArrowRight');
  await expect(page.locator('.command code')).toContainText('kubectl config set-credentials');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await stage.requests()).toEqual([['copyCommand', 'kubectl', expect.any(String)]]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await stage.requests()).toEqual([['showPage', 'tools']]);
});

test('a tool is removed by keyboard: that is announced, and the focus stays in the list', async ({ stage }) => {
  const { page } = stage;
  await stage.draw(sceneOf('tools'));
  await page.getByRole('button', { name: 'Remove git' }).focus();
  await page.keyboard.press('Enter');
  expect(await stage.requests()).toEqual([['removeTool', { tool: 'git', accountId: 'a1', host: 'git.example.org' }]]);
  await expect(page.locator('body > [role=status]')).toHaveText(tools.removed);
  await expect(page.getByRole('heading', { name: tools.allowed })).toBeFocused();
});

test('the way to the commands is there only if a tool could use them', async ({ stage }) => {
  const way = stage.page.getByRole('button', { name: tools.use.title });
  await stage.draw(sceneOf('tools-empty'));
  await way.click();
  expect(await stage.requests()).toEqual([['showPage', 'state']]);
  for (const none of [
    sceneOf('tools-none-may-ask'),
    { ...sceneOf('tools-empty'), settings: settings({ localTools: 'off' }) },
  ]) {
    await stage.draw(none);
    await expect(way).toHaveCount(0);
  }
});

test('the question is answered by keyboard alone, and not in its first moment', async ({ ask }) => {
  const { page, answers, bringToFront } = await ask(consentView({}, { inertMs: 300 }));
  const no = page.getByRole('button', { name: consent.no });
  await expect(no).toBeFocused();
  // The test controls the end of that moment, because a busy computer would press too late.
  await page.clock.install({ time: NOW });
  await page.clock.pauseAt(NOW + 1000);
  await bringToFront();
  await page.keyboard.press('Enter');
  expect(await answers()).toEqual([]);
  await page.clock.resume();
  await expect(no).toHaveAttribute('aria-disabled', 'false');
  expect(await tabThrough({ page })).toEqual([consent.no, consent.once, consent.untilLock, consent.always, 'Details']);
  await page.keyboard.press('Enter');
  await expect(page.getByText(consent.protects)).toBeVisible();
  for (const _ of ['always', 'until-lock', 'once']) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await answers()).toEqual([['q1', 'once']]);
  await page.keyboard.press('Escape');
  expect(await answers()).toEqual([['q1', 'no']]);
});

test('the question names the account only if there are several', async ({ ask }) => {
  const shown = async (question: keyof typeof QUESTIONS) =>
    (await ask(consentView(QUESTIONS[question]))).page.locator('.facts dd').first().textContent();
  expect(await shown('consent')).toBe('ada@example.org');
  expect(await shown('consent-several')).toBe('example\u00a0· ada@example.org');
  expect(await shown('consent-several-no-user')).toBe('example');
});

test('who asks is on the screen and so is every answer, however long a tool’s own texts are', { tag: '@long' }, async ({
  ask,
}) => {
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const { page } = await ask(consentView(question));
    for (const size of ['usual', 'smallest'] as const) {
      await page.setViewportSize(SIZES[size]);
      await expect(page.getByRole('heading', { level: 1 }), `${name}, ${size}`).toBeInViewport({ ratio: 1 });
      for (const answer of await page.locator('.answers button').all())
        await expect(answer, `${name}, ${size}`).toBeInViewport({ ratio: 1 });
    }
  }
});

test('no answer covers the host that git or docker will send the token to', { tag: '@long' }, async ({ ask }) => {
  for (const language of LANGUAGE_TAGS) {
    const { page } = await ask(consentView(QUESTIONS['consent-git'], { language, systemLocale: language }));
    await page.setViewportSize(SIZES.smallest);
    const bottom = async (of: string) =>
      await page
        .locator(of)
        .last()
        .boundingBox()
        .then((it) => (it ? it.y + it.height : NaN));
    const top = (await page.locator('.answers').boundingBox())?.y;
    expect(await bottom('.facts dd'), language).toBeLessThanOrEqual(top ?? NaN);
  }
});
