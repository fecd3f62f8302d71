/** The languages' files: what `npm run check` reports, and that every message is used. */
import { describe, expect, it } from 'vitest';
import { problemsIn } from '../../../build/messages/check.ts';
import { compileMessages } from '../../../build/messages/compile.ts';
import { flatten, readMessages } from '../../../build/messages/icu.ts';
import { pseudo } from '../../../build/messages/pseudo.ts';
import { MAIN_ONLY } from '../../../build/messages/vite-plugin.ts';
import { readSources } from '../sources.ts';
import { isUsed, usesIn } from './message-uses.ts';

/** They are read by key: a heading of a Told, a code spelled out. */
const BY_KEY = /^(spelling|languageName$)/;

it('every message is read somewhere: one that nothing reads would be translated for no one', () => {
  const uses = readSources('{main,renderer,locales}/**/*.{ts,tsx}').map(usesIn);
  const unused = [...flatten(readMessages('en')).keys()].filter(
    (path) => !BY_KEY.test(path) && !isUsed(path.replace(/^doctor\.|\.(title|text|next)$/g, '').split('.'), uses),
  );
  expect(unused).toEqual([]);
});

it('no window reads a section that only the main process has', () => {
  const uses = readSources('renderer/**/*.{ts,tsx}').map(usesIn);
  const read = MAIN_ONLY.filter((section) => uses.some(({ reads }) => reads.has(`words.${section}`)));
  expect(read).toEqual([]);
});

describe('a language’s file', () => {
  const english = new Map([
    ['tray.signedIn', 'Signed in at {server}'],
    ['left', '{count, plural, one {One is left} other {# are left}}'],
  ]);
  const problems = (language: string, changes: Readonly<Record<string, string | null>>) => {
    const messages = new Map<string, string>(english);
    for (const [path, text] of Object.entries(changes)) {
      if (text === null) messages.delete(path);
      else messages.set(path, text);
    }
    return problemsIn(language, messages, english);
  };

  it.each<[string, Readonly<Record<string, string | null>>, RegExp]>([
    ['lacks a message', { left: null }, /^locales\/de\.json: left: is missing$/],
    ['has one that English lacks', { right: 'x' }, /right: is not in en\.json$/],
    ['misspells an argument', { 'tray.signedIn': 'Angemeldet bei {servr}' }, /tray\.signedIn: has \{servr\}/],
    ['leaves a brace open', { 'tray.signedIn': 'Angemeldet bei {server' }, /tray\.signedIn: .*line 1/],
    ['begins with a space', { 'tray.signedIn': ' Angemeldet bei {server}' }, /begins or ends with a space/],
    [
      'uses a plural form that the language does not have',
      { left: '{count, plural, few {#} other {#}}' },
      /left: .*few/,
    ],
  ])('that %s is reported by file and message', (_, changes, problem) => {
    expect(problems('de', changes)).toEqual([expect.stringMatching(problem)]);
  });

  it('that has the same in its own words is fine', () => {
    expect(problems('de', { 'tray.signedIn': 'Bei {server} angemeldet' })).toEqual([]);
  });
});

it('a compiled language has texts as strings, and functions of named arguments for the others', () => {
  const source = compileMessages('en', { title: "It's here", at: { server: 'At {server}' } });
  expect(source).toContain('"title":"It\'s here"');
  expect(source).toContain('d.server');
});

it('the pseudo-locale changes words, and neither arguments nor plural forms', () => {
  expect(pseudo({ a: 'Sign in at {server}', b: '{n, plural, one {one} other {#}}' })).toEqual({
    a: '«Sïïgn ïïn äät {server}»',
    b: '«{n, plural, one {öönêê} other {#}}»',
  });
});
