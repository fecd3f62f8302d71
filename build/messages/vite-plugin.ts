/**
 * Lets code import compiled messages: `messages:code/de` is one chunk of one language, `messages:code` has a function for each
 * language that loads the chunk.
 */
import type { Plugin } from 'vite';
import { CHUNK_NAMES, type ChunkName, messagesOf } from './chunks.ts';
import { compileMessages } from './compile.ts';
import { languages, readMessages } from './icu.ts';

const LOADERS = /^messages:([a-z-]+)$/;
const LANGUAGE = /^messages:([a-z-]+)\/([\w-]+)$/;
/** Rollup's prefix for a module without a file, followed by the name of its script. */
const MODULE = /^\0messages\/(?:([a-z-]+)\.loaders|([a-z]{2}(?:-[A-Z]{2})?)-([a-z-]+))\.js$/;

/** @param elsewhere the path of a chunk's script if another bundle already contains it; null to compile it into this one */
export function messagesPlugin(elsewhere: (chunk: ChunkName, script: string) => string | null = () => null): Plugin {
  return {
    name: 'messages',
    enforce: 'pre',
    resolveId(id) {
      const [, loaders] = LOADERS.exec(id) ?? [];
      if (loaders) return `\0messages/${chunkNamed(loaders)}.loaders.js`;
      const [, chunk, language] = LANGUAGE.exec(id) ?? [];
      if (!chunk || !language) return null;
      const script = `${language}-${chunk}.js`;
      const path = elsewhere(chunkNamed(chunk), script);
      return path === null ? `\0messages/${script}` : { id: path, external: true };
    },
    load(id) {
      const [, loaders, language, chunk] = MODULE.exec(id) ?? [];
      if (loaders) return loadersOf(loaders);
      if (!language || !chunk) return null;
      return compileMessages(language, messagesOf(chunkNamed(chunk), readMessages(language)));
    },
  };
}

function loadersOf(chunk: string): string {
  const entries = languages().map(
    (language) => `${JSON.stringify(language)}: async () => (await import('messages:${chunk}/${language}')).default`,
  );
  return `export default {${entries.join(',')}};`;
}

function chunkNamed(name: string): ChunkName {
  const chunk = CHUNK_NAMES.find((it) => it === name);
  if (!chunk) throw new Error(`build/messages/chunks.ts has no chunk "${name}"`);
  return chunk;
}
