/** Every language in every view, and one that nobody speaks, which finds what was never translated and what has no room. */
import type { Language, ServerProblem, Snapshot } from '../../preload/api.ts';
import { LANGUAGE_TAGS, LANGUAGES } from '../../renderer/i18n/languages.ts';
import { type Look, look, lookAgain } from '../renderer/look.ts';
import { pseudoChunk } from '../renderer/pseudo-chunk.ts';
import { SCENES, type Scene, SIGNED_IN, WAITING } from '../renderer/scenes.ts';
import { awaiting, signedIn, snapshot } from '../renderer/snapshots.ts';
import type { Stage } from '../renderer/stage.ts';
import { expect, test } from '../renderer/test.ts';

const SMALLEST = { width: 360, height: 560 };
const PROBLEMS: Readonly<Record<ServerProblem, true>> = {
  'not-an-address': true,
  'not-https': true,
  'has-password': true,
  locked: true,
  'bad-client-id': true,
  'not-saved': true,
};

/** What is called the same in every language. */
const NAMES = [
  'Transparenc Companion',
  'login.example.org',
  'Electron',
  'Chromium',
  'Node.js',
  ...Object.values(LANGUAGES),
];

/** What a snapshot holds under these is for programs, not for people. */
const NO_NAMES = new Set(['kind', 'why', 'language', 'systemLocale']);

for (const language of ['de', 'ar'] as const) {
  test(`a language that nobody speaks, in the place of ${language}: no word comes from anywhere else, and all have room`, async ({
    stageWith,
  }) => {
    const stage = await stageWith({ [language]: await pseudoChunk() });
    const spoken = (of: Snapshot): Snapshot => ({ ...of, language, systemLocale: 'de' });
    await stage.page.setViewportSize(SMALLEST);
    const looks = await look(
      stage,
      SCENES.map(([, of]) => spoken(of)),
    );
    for (const [at, [name, of]] of SCENES.entries()) expectOwnWords(looks[at], of, name);
    for await (const [name, of] of pressed(stage, spoken)) {
      for (const seen of await lookAgain(stage)) expectOwnWords(seen, of, name);
    }
  });
}

test('in every language every view has room in the smallest window, and what is looked at most needs no scrolling', async ({
  stage,
}) => {
  test.slow();
  await stage.page.setViewportSize(SMALLEST);
  const whole = new Set([...WAITING, ...SIGNED_IN].map(([name]) => name));
  const inLanguage = ([name, of]: Scene, language: Language) => ({
    name,
    of: { ...of, language, systemLocale: language },
  });
  // What is drawn late is waited for only once if all its languages come one after the other.
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

test('a language that cannot be read is English', async ({ stageWith }) => {
  const stage = await stageWith({ fr: 'throw new Error("damaged")' });
  await stage.change({ ...snapshot({ kind: 'signed-out', because: null }), language: 'fr' });
  await expect(stage.page.getByRole('heading')).toHaveText('Sign in this computer');
  await stage.draw({ ...snapshot({ kind: 'signed-out', because: null }), language: 'es' });
  await expect(stage.page.getByRole('heading')).toHaveText('Iniciar sesión en este equipo');
});

/** Whether a view usually passes before anybody could see it, so that the window waits before it draws it. */
function isLate([, { session }]: Scene): boolean {
  return ['loading', 'requesting-code', 'signing-out'].includes(session.kind);
}

/** The views that come only when somebody presses something. */
async function* pressed(stage: Stage, spoken: (of: Snapshot) => Snapshot): AsyncGenerator<[string, Snapshot]> {
  const { page } = stage;
  for (const [name, of] of [
    ['the hidden code', awaiting()],
    ['the question before signing out', signedIn()],
  ] as const) {
    await stage.draw(spoken(snapshot({ kind: 'signed-out', because: null })));
    await stage.draw(spoken(of));
    await page.locator('.actions--quiet button').first().click();
    yield [name, of];
  }
  const connect = snapshot({ kind: 'no-server' });
  await stage.draw(spoken(connect));
  await page.locator('summary').click();
  for (const problem of [null, ...Object.keys(PROBLEMS)]) {
    await page.locator('#server').fill(problem ? 'x' : '');
    await stage.answer('useServer', problem);
    await page.locator('.primary').click();
    await page.getByRole('alert').waitFor();
    yield [`what is wrong: ${problem}`, connect];
  }
}

/** Each message stands between « and »: outside of them are names from the snapshot, and nothing else. */
function expectOwnWords(seen: Look | undefined, of: Snapshot, name: string): void {
  const names = [...NAMES, ...leavesOf(of)].sort((a, b) => b.length - a.length);
  const rest = seen?.texts.map((text) => names.reduce((left, it) => left.replaceAll(it, ''), outside(text)));
  expect
    .soft(
      rest?.filter((text) => /\p{L}/u.test(text)),
      name,
    )
    .toEqual([]);
  expect.soft(seen?.clipped, name).toEqual([]);
}

function outside(text: string): string {
  const rest = text.replace(/«[^«»]*»/g, '');
  return rest === text ? rest : outside(rest);
}

/** Every text in a snapshot; an address also without its scheme, as it is shown. */
function leavesOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, value.replace(/^https:\/\//, '')].filter(Boolean);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => (NO_NAMES.has(key) ? [] : leavesOf(it)));
}
