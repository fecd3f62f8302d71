/** Compares every language with English. `npm run check` runs this; each line it prints names the file and the message. */
import { readFileSync } from 'node:fs';
import { compileMessages } from './compile.ts';
import { GENERATED, generate } from './generate.ts';
import { argumentsOf, flatten, languages, readMessages } from './icu.ts';

/** What is wrong with the languages' files, one sentence each. */
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
    // A separator may; a sentence may not.
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

if (import.meta.main) {
  const english = flatten(readMessages('en'));
  const problems = languages().flatMap((language) => problemsIn(language, flatten(readMessages(language)), english));
  if (problems.length === 0 && readFileSync(GENERATED, 'utf8') !== generate())
    problems.push('locales/catalog.ts does not match the JSON files. Run:  npm run messages');
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
