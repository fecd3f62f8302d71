/** The pseudo-locale as the files that the built window loads instead of a real language. */
import { compileMessages } from '../../build/messages/compile.ts';
import { readMessages } from '../../build/messages/icu.ts';
import { messagesOf, PART_NAMES } from '../../build/messages/parts.ts';
import { pseudo } from '../../build/messages/pseudo.ts';

/** JavaScript of the scripts of a language, by their names: `de-common`, `de-code` … */
export function pseudoChunks(language: string, direction: string): Readonly<Record<string, string>> {
  const messages = pseudo({ ...readMessages('en'), direction });
  return Object.fromEntries(
    PART_NAMES.map((part) => [`${language}-${part}`, compileMessages('en', messagesOf(part, messages))]),
  );
}
