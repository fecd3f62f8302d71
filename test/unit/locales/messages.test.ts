/** The language files: problems that `npm run check` reports, and unused messages. */
import { describe, expect, it } from 'vitest';
import { problemsIn, problemsInChunks } from '../../../build/messages/check.ts';
import { messagesOf } from '../../../build/messages/chunks.ts';
import { compileMessages } from '../../../build/messages/compile.ts';
import { flatten, readMessages } from '../../../build/messages/icu.ts';
import { pseudo } from '../../../build/messages/pseudo.ts';
import { readSources } from '../sources.ts';
import { isUsed, usesIn } from './message-uses.ts';

/** Messages that the code reads by a computed key. */
const BY_KEY = /^(spelling|languageName$)/;

it('every message is used, so that none is translated in vain', () => {
  const uses = readSources('{main,renderer,locales}/**/*.{ts,tsx}').map(usesIn);
  const unused = [...flatten(readMessages('en')).keys()].filter(
    (path) => !BY_KEY.test(path) && !isUsed(path.replace(/^doctor\.|\.(title|text|next)$/g, '').split('.'), uses),
  );
  expect(unused).toEqual([]);
});

it('every message is loaded by some chunk, and every path of a chunk fits one', () => {
  const english = readMessages('en');
  expect(problemsInChunks(english)).toEqual([]);
  expect(problemsInChunks({ ...english, brandNew: { title: 'x' } })).toEqual([
    'locales/en.json: brandNew.title: is in no chunk of build/messages/chunks.ts',
  ]);
  const { proxy: _, ...without } = english;
  expect(problemsInChunks(without)).toEqual(['build/messages/chunks.ts: common: proxy: fits no message']);
});

it('a chunk has the messages of its paths and no others', () => {
  const titles = { 'disk-full': { title: 'a', text: 'b', next: 'c' } };
  const { storageTroubles, accounts } = messagesOf('accounts', { storageTroubles: titles, accounts: { add: 'd' } });
  expect({ storageTroubles, accounts }).toEqual({
    storageTroubles: { 'disk-full': { title: 'a' } },
    accounts: { add: 'd' },
  });
  expect(messagesOf('common', { accounts: { add: 'd', save: 'e' }, languageName: 'f' })).toEqual({
    accounts: { add: 'd' },
  });
});

describe('a language’s file', () => {
  const english = new Map([
    ['tray.signedIn', 'Signed in to {server}'],
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

describe('compiled messages', () => {
  it('are texts as strings, and functions of named arguments for the others', () => {
    const source = compileMessages('en', { title: "It's here", at: { server: 'At {server}' } });
    expect(source).toContain('"title":"It\'s here"');
    expect(source).toContain('d.server');
  });

  it('choose plural forms by the rules of the language, cases by name, and import nothing', async () => {
    const source = compileMessages('ar', {
      left: '{count, plural, =7 {seven} few {# few} other {other}}',
      state: '{kind, select, on {On} other {Off}}',
    });
    expect(source).not.toContain('import');
    const { default: messages } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    expect([7, 3, 100].map((count) => messages.left({ count }))).toEqual(['seven', '3 few', 'other']);
    expect(['on', 'off', 'toString'].map((kind) => messages.state({ kind }))).toEqual(['On', 'Off', 'Off']);
  });
});

it('the pseudo-locale changes words, and neither arguments nor plural forms', () => {
  expect(pseudo({ a: 'Sign in at {server}', b: '{n, plural, one {one} other {#}}' })).toEqual({
    a: '«Sïïgn ïïn äät {server}»',
    b: '«{n, plural, one {öönêê} other {#}}»',
  });
});
