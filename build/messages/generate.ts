/**
 * Writes locales/catalog.ts: the type of a catalog, from English, and the languages that have a file.
 * `npm run messages` runs this; `npm run check` fails if the file is not what this would write.
 */
import { writeFileSync } from 'node:fs';
import { argumentsOf, languages, type Messages, readMessages } from './icu.ts';

export const GENERATED = new URL('../../locales/catalog.ts', import.meta.url);

/** The source of locales/catalog.ts. Throws if a file cannot be read or an English message is not valid. */
export function generate(): string {
  const tags = languages();
  const names = tags.map((tag) => `  ${key(tag)}: ${quote(String(readMessages(tag)['languageName']))},`);
  const { doctor, ...window } = readMessages('en');
  const loaders = (section: string) =>
    tags.map((tag) => `  ${key(tag)}: async () => (await import('messages:${tag}${section}')).default,`);
  return `/** Generated from locales/*.json by \`npm run messages\`. Do not edit. */

/** What each language calls itself, by its BCP 47 tag. */
export const LANGUAGES = {
${names.join('\n')}
} as const;

export type Language = keyof typeof LANGUAGES;

/** The messages of a language. A function takes what its message names in braces. */
export interface Catalog ${typeOf(window)}

/** The messages of the examination, which are loaded only when it is shown. */
export interface DoctorCatalog ${typeOf(doctor as Messages)}

/** Each language is a script of its own: only the one in use is loaded. */
export const CATALOGS: Readonly<Record<Language, () => Promise<Catalog>>> = {
${loaders('').join('\n')}
};

export const DOCTOR_CATALOGS: Readonly<Record<Language, () => Promise<DoctorCatalog>>> = {
${loaders('/doctor').join('\n')}
};
`;
}

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

if (import.meta.main) writeFileSync(GENERATED, generate());
