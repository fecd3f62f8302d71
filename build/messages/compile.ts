/**
 * Compiles messages into a JavaScript module. A text without arguments stays a string, and any other becomes a function of
 * them. The module imports nothing, because a page that had to load one more file would show its texts later.
 */
import MessageFormat from '@messageformat/core';
import * as cardinals from '@messageformat/runtime/lib/cardinals';
import { argumentsOf, type Messages } from './icu.ts';

/** Functions that compiled messages call, by name: those of @messageformat/runtime, without offsets and ordinals. */
const CALLED: Readonly<Record<string, string>> = {
  select: '(value,cases)=>Object.hasOwn(cases,value)?cases[value]:cases.other',
  plural: '(value,_,form,cases)=>Object.hasOwn(cases,value)?cases[value]:cases[form(value)]??cases.other',
  number: '(language,value)=>new Intl.NumberFormat(language).format(value)',
};

/** The module's source. Its default export has the shape of `messages`. */
export function compileMessages(language: string, messages: Messages): string {
  const format = new MessageFormat(language);

  function compile(value: string | Messages): string {
    if (typeof value === 'string') return compileText(value);
    const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${compile(inner)}`);
    return `{${entries.join(',')}}`;
  }

  function compileText(text: string): string {
    const takes = argumentsOf(text);
    return takes.size === 0 ? JSON.stringify(format.compile(text)({})) : String(format.compile(text));
  }

  const catalog = compile(messages);
  const called = Object.keys(CALLED).filter((name) => catalog.includes(`${name}(`));
  return [
    ...called.map((name) => `const ${name}=${CALLED[name]};`),
    ...(called.includes('plural') ? [pluralForm(language)] : []),
    `export default ${catalog};`,
  ].join('\n');
}

/** The function that returns a number's plural form in the language, with the name that compiled messages use. */
function pluralForm(language: string): string {
  const [name = language] = language.split('-');
  const forms = new Map<string, unknown>(Object.entries(cardinals));
  return `const ${name}=${forms.get(name)};`;
}
