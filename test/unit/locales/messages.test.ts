/** A message that nothing reads is an error: it would be translated seven times for nobody. `npm run check` runs this file. */
import { expect, it } from 'vitest';
import { en } from '../../../locales/en.ts';
import { createFormat } from '../../../locales/format.ts';
import { LANGUAGE_TAGS } from '../../../locales/languages.ts';
import { speak } from '../../../locales/speak.ts';
import { readSources } from '../sources.ts';
import { isUsed, usesIn } from './message-uses.ts';

const format = createFormat('en', 'en');
const messages = speak(en(format), format);

it('every message is read somewhere', () => {
  const isLanguage = (file: string) =>
    LANGUAGE_TAGS.some((tag) => new RegExp(`locales/${tag}(-[a-z]+)?\\.ts$`, 'i').test(file));
  const uses = readSources('{main,renderer,locales}/**/*.{ts,tsx}')
    .filter(({ file }) => !isLanguage(file))
    .map(usesIn);
  const unused = leavesOf(messages).filter((path) => !isUsed(path, uses));
  expect(unused.map((path) => path.join('.'))).toEqual([]);
});

/** The way to every text and every function; a `Told` is one text. */
function leavesOf(words: object, path: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(words).flatMap(([name, value]) => {
    const isSection = typeof value === 'object' && value !== null && !isTold(value);
    return isSection ? leavesOf(value, [...path, name]) : [[...path, name]];
  });
}

function isTold(value: object): boolean {
  return Object.keys(value).sort().join(' ') === 'next text title';
}
