/** What the documents say of flags, exit codes, commands and files is held against the code. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../main/cli/exit-codes.ts';
import { HELP } from '../../main/cli/flags.ts';
import { UNAVAILABLE } from '../harness/cannot-run.ts';
import { readText } from './sources.ts';

const ROOT = join(import.meta.dirname, '../..');

const readme = readText('README.md');

const DOCUMENTS = [
  'README.md',
  'docs/administrators.md',
  'docs/electron.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
] as const;

describe.each(DOCUMENTS)('%s', (document) => {
  const links = [...readText(document).matchAll(/\]\(([^):]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture ?? '',
  );
  const [files, headings] = [
    links.map((link) => link.split('#')[0] || basename(document)),
    links.filter((it) => it.includes('#')),
  ];

  /** A link is relative to the document's own folder. */
  const fromRoot = (link: string) => join(dirname(document), link);

  it('links to files that exist', () => {
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !existsSync(join(ROOT, fromRoot(file))))).toEqual([]);
  });

  it('links to headings that exist', () => {
    const isThere = (link: string) => {
      const [file, heading = ''] = link.split('#');
      return headingsOf(file ? fromRoot(file) : document).includes(heading);
    };
    expect(headings.filter((link) => !isThere(link))).toEqual([]);
  });
});

/** As GitHub names them in an address. */
function headingsOf(document: string): readonly string[] {
  return [...readText(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the README', () => {
  it('names every flag that --help names, and no other', () => {
    const flags = (text: string) => new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag));
    const told = flags(readme.slice(readme.indexOf('## Set it up'), readme.indexOf('## Is my token safe?')));
    expect([...told].sort()).toEqual([...flags(HELP)].sort());
  });

  it('names every exit code', () => {
    const rows = readme.slice(readme.indexOf('| exit code')).split('\n\n')[0] ?? '';
    expect([...rows.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code))).toEqual(
      [...Object.values(EXIT), UNAVAILABLE].sort((a, b) => a - b),
    );
  });

  it('names commands that package.json has', () => {
    const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(readText('package.json'));
    const named = [...readme.matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, own]) => run ?? own ?? '');
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
