/** What the README says of flags, exit codes, commands and files is held against the code. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../main/exit.ts';
import { HELP } from '../../main/flags.ts';
import { readText } from './sources.ts';

const readme = readText('README.md');

describe('the README', () => {
  it('links to files that exist', () => {
    const targets = [...readme.matchAll(/\]\(([^)#:]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, link, picture]) => link ?? picture ?? '',
    );
    expect(targets.length).toBeGreaterThan(10);
    const root = join(import.meta.dirname, '../..');
    expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it('links to headings that exist', () => {
    const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const targets = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
    expect(targets.filter((target) => target === undefined || !headings.includes(target))).toEqual([]);
  });

  it('names every flag that --help names, and no other', () => {
    const flags = (text: string) => new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag));
    const told = flags(readme.slice(readme.indexOf('## Set it up'), readme.indexOf('## Is my token safe?')));
    expect([...told].sort()).toEqual([...flags(HELP)].sort());
  });

  it('names every exit code', () => {
    const rows = readme.slice(readme.indexOf('| exit code')).split('\n\n')[0] ?? '';
    expect([...rows.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code))).toEqual(Object.values(EXIT));
  });

  it('names commands that package.json has', () => {
    const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(readText('package.json'));
    const named = [...readme.matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, own]) => run ?? own ?? '');
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
