import { expect, it } from 'vitest';
import { chromiumLocale, preferredLanguages, systemLocale } from '../src/api/languages.ts';

it.each<[NodeJS.ProcessEnv, readonly string[], string]>([
  [{ LANG: 'de_DE.UTF-8' }, ['de-DE', 'de'], 'de-DE'],
  [{ LANGUAGE: 'de:en_US', LANG: 'fr_FR.UTF-8' }, ['de', 'en-US', 'en'], 'fr-FR'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW.UTF-8' }, ['zh-TW', 'zh'], 'zh-TW'],
  [{ LANG: 'C' }, [], 'en-US'],
  [{ LANG: 'C.UTF-8' }, ['c'], 'en-US'],
  [{}, [], 'en-US'],
])('%j asks for %j, with times as in %s', (environment, languages, locale) => {
  expect(preferredLanguages(environment)).toEqual(languages);
  expect(systemLocale(environment)).toBe(locale);
});

it.each([
  ['de-AT', 'de'],
  ['en-AU', 'en-US'],
  ['zh-TW', 'zh-TW'],
  [undefined, 'en-US'],
])('of %s Chromium speaks %s', (wanted, locale) => {
  expect(chromiumLocale(wanted)).toBe(locale);
});
