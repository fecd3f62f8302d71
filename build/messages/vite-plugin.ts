/**
 * Lets code import compiled messages: `messages:code/de` is one part of one language, `messages:code` has a function for each
 * language that loads the part.
 */
import type { Plugin } from 'vite';
import { compileMessages } from './compile.ts';
import { languages, readMessages } from './icu.ts';
import { messagesOf, PART_NAMES, type PartName } from './parts.ts';

const LOADERS = /^messages:([a-z-]+)$/;
const LANGUAGE = /^messages:([a-z-]+)\/([\w-]+)$/;
/** Rollup's prefix for a module without a file, followed by the name of its script. */
const MODULE = /^\0messages\/(?:([a-z-]+)\.loaders|([a-z]{2}(?:-[A-Z]{2})?)-([a-z-]+))\.js$/;

/** @param elsewhere the path of a part's script if another bundle already contains it; null to compile it into this one */
export function messagesPlugin(elsewhere: (part: PartName, script: string) => string | null = () => null): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    resolveId(id) {
      const [, loaders] = LOADERS.exec(id) ?? [];
      if (loaders) return `\0messages/${partNamed(loaders)}.loaders.js`;
      const [, part, language] = LANGUAGE.exec(id) ?? [];
      if (!part || !language) return null;
      const script = `${language}-${part}.js`;
      const there = elsewhere(partNamed(part), script);
      return there === null ? `\0messages/${script}` : { id: there, external: true };
    },
    load(id) {
      const [, loaders, language, part] = MODULE.exec(id) ?? [];
      if (loaders) return loadersOf(loaders);
      if (!language || !part) return null;
      return compileMessages(language, messagesOf(partNamed(part), readMessages(language)));
    },
  };
}

function loadersOf(part: string): string {
  const entries = languages().map(
    (language) => `${JSON.stringify(language)}: async () => (await import('messages:${part}/${language}')).default`,
  );
  return `export default {${entries.join(',')}};`;
}

function partNamed(name: string): PartName {
  const part = PART_NAMES.find((it) => it === name);
  if (!part) throw new Error(`build/messages/parts.ts has no part "${name}"`);
  return part;
}
