/** Compares every language with English. `npm run check` runs this; each line it prints names the file and the message. */
import { readFileSync } from 'node:fs';
import { BUILD_ONLY, CHUNK_NAMES, messagesOf, pathsOf } from './chunks.ts';
import { compileMessages } from './compile.ts';
import { generate } from './generate.ts';
import { argumentsOf, flatten, languages, type Messages, readMessages } from './icu.ts';

/** The problems in the language files, one sentence each. */
export function problemsIn(
  language: string,
  messages: ReadonlyMap<string, string>,
  english: ReadonlyMap<string, string>,
): readonly string[] {
  const problems: string[] = [];
  const report = (path: string, problem: string) => problems.push(`locales/${language}.json: ${path}: ${problem}`);
  for (const path of english.keys()) if (!messages.has(path)) report(path, 'is missing');
  for (const [path, text] of messages) {
    const original = english.get(path);
    if (original === undefined) {
      report(path, 'is not in en.json');
      continue;
    }
    // A separator may begin or end with a space, but a sentence may not.
    if (text.trim() !== text && original.trim() === original) report(path, 'begins or ends with a space');
    try {
      compileMessages(language, { text });
      const known = argumentsOf(original);
      for (const name of argumentsOf(text).keys())
        if (!known.has(name)) report(path, `has {${name}}, which the English text does not have`);
    } catch (error) {
      report(path, (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' '));
    }
  }
  return problems;
}

/** Messages that no chunk loads, and paths of a chunk that fit no message. */
export function problemsInChunks(english: Messages): readonly string[] {
  const loaded = new Set(CHUNK_NAMES.flatMap((chunk) => [...flatten(messagesOf(chunk, english)).keys()]));
  const all = [...flatten(english).keys()];
  const fits = (path: string) => {
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}(\\.|$)`);
    return all.some((it) => pattern.test(it));
  };
  return [
    ...all
      .filter((path) => !loaded.has(path) && !BUILD_ONLY.includes(path))
      .map((path) => `locales/en.json: ${path}: is in no chunk of build/messages/chunks.ts`),
    ...CHUNK_NAMES.flatMap((chunk) =>
      pathsOf(chunk)
        .filter((path) => !fits(path))
        .map((path) => `build/messages/chunks.ts: ${chunk}: ${path}: fits no message`),
    ),
  ];
}

if (import.meta.main) {
  const english = readMessages('en');
  const flat = flatten(english);
  const problems = [
    ...languages().flatMap((language) => problemsIn(language, flatten(readMessages(language)), flat)),
    ...problemsInChunks(english),
  ];
  if (problems.length === 0 && generate().some(([file, source]) => readFileSync(file, 'utf8') !== source))
    problems.push('locales/catalog.ts or virtual.d.ts does not match the JSON files. Run:  npm run messages');
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
