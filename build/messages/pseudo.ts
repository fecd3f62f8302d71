/**
 * A pseudo-locale derived from English: accented, two fifths longer, with each message between « and ».
 * Text outside of these marks on a screen is hard-coded. Text that doesn't fit wouldn't fit in German either.
 */
import { parse, type Token } from '@messageformat/parser';
import type { Messages } from './icu.ts';

const ACCENTED: Readonly<Record<string, string>> = { a: 'ä', e: 'ê', i: 'ï', o: 'ö', u: 'û' };

/** Values that aren't texts: a direction, and the separator between texts. */
const KEPT = new Set(['direction', 'between', 'spelledSeparator']);

/** The messages in the pseudo-locale. Arguments are unchanged. */
export function pseudo(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => {
      if (typeof value !== 'string') return [key, pseudo(value)];
      return [key, KEPT.has(key) || value === '' ? value : `«${print(parse(value))}»`];
    }),
  );
}

function print(tokens: readonly Token[]): string {
  return tokens.map(printToken).join('');
}

function printToken(token: Token): string {
  switch (token.type) {
    case 'content':
      return token.value
        .replaceAll("'", "''")
        .replace(/[aeiou]/gi, (vowel) => ACCENTED[vowel.toLowerCase()]?.repeat(2) ?? vowel);
    case 'octothorpe':
      return '#';
    case 'argument':
    case 'function':
      return `{${token.arg}}`;
    case 'select':
    case 'plural':
    case 'selectordinal': {
      const cases = token.cases.map(({ key, tokens }) => `${key} {${print(tokens)}}`);
      return `{${token.arg}, ${token.type}, ${cases.join(' ')}}`;
    }
    default:
      return token satisfies never;
  }
}
