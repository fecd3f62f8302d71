/**
 * Compiles a language into a JavaScript module: a text without arguments stays a string, any other becomes a function of
 * them.
 */
import MessageFormat from '@messageformat/core';
import { argumentsOf, type Messages } from './icu.ts';

/** The module's source. Its default export has the file's shape. */
export function compileMessages(language: string, messages: Messages): string {
  const format = new MessageFormat(language);
  const runtime = new Set<string>();
  const plurals = new Set<string>();

  function compile(value: string | Messages): string {
    if (typeof value === 'string') return compileText(value);
    const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${compile(inner)}`);
    return `{${entries.join(',')}}`;
  }

  function compileText(text: string): string {
    const takes = argumentsOf(text);
    if (takes.size === 0) return JSON.stringify(format.compile(text)({}));
    const source = String(format.compile(text));
    for (const name of ['select', 'plural']) if (source.includes(`${name}(`)) runtime.add(name);
    if (source.includes('plural(')) plurals.add(language.split('-')[0] ?? language);
    return source;
  }

  const catalog = compile(messages);
  return [
    ...(runtime.size > 0 ? [`import { ${[...runtime].join(', ')} } from '@messageformat/runtime';`] : []),
    ...[...plurals].map((name) => `import { ${name} } from '@messageformat/runtime/lib/cardinals';`),
    `export default ${catalog};`,
  ].join('\n');
}
