/** The story of the pseudo-locale, which finds untranslated texts and texts that don't fit. */
import { LANGUAGES } from '../../locales/catalog.ts';
import { toolCommand } from '../../locales/commands.ts';
import type { Language, ServerProblem, Snapshot } from '../../preload/api.ts';
import { CHECKS } from '../renderer/checks.ts';
import { type Look, look, lookAgain } from '../renderer/look.ts';
import { pseudoChunks } from '../renderer/pseudo-chunk.ts';
import { SCENES } from '../renderer/scenes.ts';
import { awaiting, signedIn, snapshot } from '../renderer/snapshots.ts';
import type { Stage } from '../renderer/stage.ts';
import { expect, test } from '../renderer/test.ts';

export const SMALLEST = { width: 360, height: 560 };
const PROBLEMS: Readonly<Record<ServerProblem, true>> = {
  'not-an-address': true,
  'not-https': true,
  'has-password': true,
  locked: true,
  'bad-client-id': true,
  'bad-scope': true,
  'bad-device-authorization-path': true,
  'bad-token-path': true,
  'not-saved': true,
};

/** Texts that are the same in every language. */
const NAMES = [
  'Transparenc Companion',
  'login.example.org',
  'Electron',
  'Chromium',
  'Node.js',
  'Git',
  'Docker',
  'kubectl',
  ...(['terminal', 'git', 'docker', 'kubectl'] as const).map((use) => toolCommand(use, null)),
  '--account=',
  ...Object.values(LANGUAGES),
];

/** Fields of a snapshot that are for programs, not for people. */
const NO_NAMES = new Set(['kind', 'why', 'language', 'systemLocale']);

/** @param language the language that it replaces, which also determines the direction of writing */
export function testUnsupportedLanguage(language: Language): void {
  test(`a language that no one speaks, in the place of ${language}: no word comes from anywhere else, and all have room`, async ({
    stageWith,
  }) => {
    const stage = await stageWith(pseudoChunks(language, language === 'ar' ? 'rtl' : 'ltr'));
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

/** The views that appear only when the user presses something. */
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
    await stage.answer('checkServer', { kind: 'refused', problem });
    await page.locator('.primary').click();
    await page.getByRole('alert').waitFor();
    yield [`what is wrong: ${problem}`, connect];
  }
  for (const [name, found] of Object.entries(CHECKS)) {
    await page.locator('#server').fill('x');
    await stage.answer('checkServer', found);
    await page.locator('[type=submit]').click();
    await page.locator('[role=alert], .suggestion, .facts').first().waitFor();
    yield [`the server: ${name}`, connect];
    if (found.kind === 'found') await page.locator('.actions--quiet button').click();
  }
}

/** Expects that everything outside messages, which are between « and », is a name from the snapshot. */
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
