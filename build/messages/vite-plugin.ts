/** Lets code import a compiled language: `messages:de`, and `messages:de/doctor` for the messages of the examination. */
import type { Plugin } from 'vite';
import { compileMessages } from './compile.ts';
import { type Messages, readMessages } from './icu.ts';

const IMPORT = /^messages:([\w-]+)(\/doctor)?$/;
/** Rollup's mark of a module without a file; the name is that of its script. */
const MODULE = /^\0messages\/([\w-]+?)(-doctor)?\.js$/;

/** Sections that no window reads: only the main process uses them. */
export const MAIN_ONLY: readonly string[] = ['mac', 'profile', 'quitting', 'terminal'];

/** @param without sections that are left out */
export function messagesPlugin(without: readonly string[] = []): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    resolveId(id) {
      const [, language, doctor] = IMPORT.exec(id) ?? [];
      return language ? `\0messages/${language}${doctor ? '-doctor' : ''}.js` : null;
    },
    load(id) {
      const [, language, section] = MODULE.exec(id) ?? [];
      if (!language) return null;
      const { doctor, ...rest } = readMessages(language);
      // Every language has the section: `npm run check` compares it with English.
      if (section) return compileMessages(language, doctor as Messages);
      return compileMessages(
        language,
        Object.fromEntries(Object.entries(rest).filter(([name]) => !without.includes(name))),
      );
    },
  };
}
