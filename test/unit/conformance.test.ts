/** Every test that docs/conformance.md names exists, so that no row depends on a test that was renamed or removed. */
import { dirname, join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';
import { readText } from './sources.ts';

const PAGE = 'docs/conformance.md';
const page = readText(PAGE);
/** The rows of the tables, without the headers and the legend. */
const rows = page
  .slice(page.indexOf('\n## '))
  .split('\n')
  .filter((line, at, lines) => /^\| (?!---)/.test(line) && !lines[at + 1]?.startsWith('| ---'));

/** `[title](path of a test)` or `[title of the group › title](path)`. */
const named = [...page.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)].map(([, title = '', path = '']) => ({
  title,
  file: join(dirname(PAGE), path),
}));

describe(PAGE, () => {
  it('names existing tests, by their titles', () => {
    expect(named.length).toBeGreaterThan(60);
    const gone = named.filter(({ title, file }) => {
      const titles = titlesIn(file);
      return !title.split(' › ').every((part) => titles.some((it) => isTitle(part, it)));
    });
    expect(gone).toEqual([]);
  });

  it('gives each requirement a state', () => {
    expect(rows.filter((row) => !/ \| (yes|partly|no|server|n\/a) \| /.test(row))).toEqual([]);
  });

  it('rests no claim that the app meets something on nothing', () => {
    expect(rows.filter((row) => row.includes('| yes |') && !row.includes('](../test/'))).toEqual([]);
  });

  it('goes through every section that the standards have', () => {
    const sections = (heading: string) => {
      const part = page.slice(page.indexOf(`\n${heading}`)).split(/\n##+ /)[1] ?? '';
      return [...part.matchAll(/^\| ([\d.]+)/gm)].map(([, section]) => section);
    };
    const upTo = (count: number, prefix = '') => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);
    expect(sections('### Best practices (section 2)')).toEqual(upTo(5));
    expect(sections('### Mitigations (section 6.1)')).toEqual(upTo(17, '6.1.'));
    expect(sections('## The device grant: RFC 8628, section 5')).toEqual(upTo(7, '5.'));
    expect(sections("## Electron's security checklist")).toEqual(upTo(17));
  });
});

/** A title that ends with a value, such as `in no way: ${name}`, is listed without it. */
const isTitle = (part: string, title: string) => title === part || title.startsWith(`${part}: …`);

/** The titles of a file's tests and groups, as in the source. */
function titlesIn(file: string): readonly string[] {
  const titles: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      if (!['it', 'test', 'describe'].includes(rootOf(callee))) return;
      if (title?.type === 'Literal' && typeof title.value === 'string') titles.push(title.value);
      if (title?.type === 'TemplateLiteral') titles.push(title.quasis.map(({ value }) => value.cooked).join('…'));
    },
  }).visit(parseSync(file, readText(file)).program);
  return titles;
}

/** The name at the beginning of a call, such as `it` in `it.each(…)(…)`. */
function rootOf(callee: unknown): string {
  if (typeof callee !== 'object' || callee === null) return '';
  if ('name' in callee) return String(callee.name);
  if ('object' in callee) return rootOf(callee.object);
  return 'callee' in callee ? rootOf(callee.callee) : '';
}
