/** Reads messages in ICU MessageFormat: the language files, and the arguments of a message. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse, type Token } from '@messageformat/parser';

/** A language file, which consists of sections with texts. */
export interface Messages {
  readonly [key: string]: string | Messages;
}

const FOLDER = new URL('../../locales/', import.meta.url);

/** BCP 47 tags of the languages that have a file, English first. */
export function languages(): readonly string[] {
  const tags = readdirSync(FOLDER).flatMap((file) => /^([\w-]+)\.json$/.exec(file)?.[1] ?? []);
  return ['en', ...tags.filter((tag) => tag !== 'en').sort()];
}

/** The messages of a language. Throws if the file is not JSON, naming the file. */
export function readMessages(language: string): Messages {
  const file = `${language}.json`;
  try {
    // Every value is validated when its message is parsed.
    return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Messages;
  } catch (error) {
    throw new Error(`locales/${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Every message of a file, by its path: `tray.signedIn`. */
export function flatten(messages: Messages, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

/**
 * A message's arguments, by name: `string` for an argument, `number` for a plural, the cases for a select.
 * Throws the parser's error, which contains the position, if the message is not valid ICU MessageFormat.
 */
export function argumentsOf(message: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (tokens: readonly Token[]) => {
    for (const token of tokens) {
      if (token.type === 'content' || token.type === 'octothorpe') continue;
      if (token.type === 'argument') found.set(token.arg, found.get(token.arg) ?? 'string');
      else if (token.type === 'function')
        throw new Error(`{${token.arg}, ${token.key}}: use a plain argument; the app formats times and numbers`);
      else {
        found.set(token.arg, token.type === 'select' ? token.cases.map(({ key }) => `'${key}'`).join(' | ') : 'number');
        for (const { tokens: inner } of token.cases) visit(inner);
      }
    }
  };
  visit(parse(message));
  return found;
}
