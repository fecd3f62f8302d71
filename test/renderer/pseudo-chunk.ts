/** The pseudo-locale as the files that the built window loads instead of a real language. */
import { CHUNK_NAMES, messagesOf } from '../../build/messages/chunks.ts';
import { compileMessages } from '../../build/messages/compile.ts';
import { readMessages } from '../../build/messages/icu.ts';
import { pseudo } from '../../build/messages/pseudo.ts';

/** JavaScript of the scripts of a language, by their names: `de-common`, `de-code` … */
export function pseudoChunks(language: string, direction: string): Readonly<Record<string, string>> {
  const messages = pseudo({ ...readMessages('en'), direction });
  return Object.fromEntries(
    CHUNK_NAMES.map((chunk) => [`${language}-${chunk}`, compileMessages('en', messagesOf(chunk, messages))]),
  );
}
