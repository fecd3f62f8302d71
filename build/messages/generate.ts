/**
 * Writes locales/catalog.ts: the types of the messages, from English, and the languages that have a file; and
 * locales/virtual.d.ts: the modules that load them. `npm run messages` runs this; `npm run check` fails if a file is not what
 * this would write.
 */
import { writeFileSync } from 'node:fs';
import { CHUNK_NAMES, type ChunkName, messagesOf } from './chunks.ts';
import { argumentsOf, languages, type Messages, readMessages } from './icu.ts';

/** Each generated file, and its source. Throws if a file cannot be read or an English message is not valid. */
export function generate(): readonly (readonly [file: URL, source: string])[] {
  return [
    [new URL('../../locales/catalog.ts', import.meta.url), catalogSource()],
    [new URL('../../locales/virtual.d.ts', import.meta.url), modulesSource()],
  ];
}

function catalogSource(): string {
  const english = readMessages('en');
  const names = languages().map((tag) => `  ${key(tag)}: ${quote(String(readMessages(tag)['languageName']))},`);
  const chunks = CHUNK_NAMES.map((chunk) => `  readonly ${key(chunk)}: ${typeOf(messagesOf(chunk, english), '  ')};`);
  return `${HEAD}

/** Each language's own name, by its BCP 47 tag. */
export const LANGUAGES = {
${names.join('\n')}
} as const;

export type Language = keyof typeof LANGUAGES;

/** The messages of a language, by the chunk that loads them. A function takes its message's arguments. */
export interface Catalogs {
${chunks.join('\n')}
}

/** Loads the messages of a chunk in a language. Each is a separate script. */
export type Loaders<Chunk extends keyof Catalogs> = Readonly<Record<Language, () => Promise<Catalogs[Chunk]>>>;
`;
}

function modulesSource(): string {
  const declaration = (chunk: ChunkName) => `declare module 'messages:${chunk}' {
  const loaders: import('./catalog.ts').Loaders<'${chunk}'>;
  export default loaders;
}`;
  return [HEAD, ...CHUNK_NAMES.map(declaration), ''].join('\n');
}

const HEAD = '/** Generated from locales/*.json by `npm run messages`. Do not edit. */';

function typeOf(messages: Messages, indent = ''): string {
  const lines = Object.entries(messages).map(([name, value]) => {
    if (typeof value !== 'string') return `${indent}  readonly ${key(name)}: ${typeOf(value, `${indent}  `)};`;
    const takes = [...argumentsOf(value)];
    if (takes.length === 0) return `${indent}  readonly ${key(name)}: string;`;
    const args = takes.map(([argument, type]) => `readonly ${argument}: ${type}`).join('; ');
    return `${indent}  ${key(name)}(args: { ${args} }): string;`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

const key = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : quote(name));
const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

if (import.meta.main) for (const [file, source] of generate()) writeFileSync(file, source);
