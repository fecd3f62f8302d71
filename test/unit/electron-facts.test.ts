/** docs/electron.md has a row for each of Electron's APIs that the app uses, and none for others. */
import { describe, expect, it } from 'vitest';
import { electronUses } from './electron-uses.ts';
import { readSources, readText } from './sources.ts';

const sources = readSources('{main,preload}/**/*.ts');

interface Row {
  readonly apis: readonly string[];
  readonly cells: readonly string[];
}

const rows: readonly Row[] = readText('docs/electron.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const cells = line.slice(2, -2).split(' | ');
    return { apis: [...(cells[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, api = '']) => api), cells };
  });
const documented = rows.flatMap(({ apis }) => apis);

const found = new Set(sources.flatMap((source) => [...electronUses(source)]));
const rootOf = (use: string) => use.replace('new ', '').split(/[.#]/)[0];
/** A module or class that is only passed on is documented by the members used elsewhere; plain data by its name. */
const used = new Set(
  [...found]
    .map((use) => (/(Event)\./.test(use) || /^AuthInfo\./.test(use) ? String(rootOf(use)) : use))
    .filter((use, _, all) => use !== rootOf(use) || !all.some((other) => other !== use && rootOf(other) === use)),
);

describe('docs/electron.md', () => {
  it('has a row for each API that main and preload use', () => {
    expect([...used].filter((use) => !documented.includes(use)).sort()).toEqual([]);
  });

  it('has no row for one that they do not use', () => {
    expect(documented.filter((api) => !used.has(api)).sort()).toEqual([]);
  });

  it('names existing jobs', () => {
    const workflow = (name: string) => readText(`.github/workflows/${name}`);
    expect(workflow('real-electron.yml')).toMatch(/^ {2}real-electron:$[\s\S]*^ {2}linux-keyring:$/m);
    expect(workflow('packages.yml')).toMatch(/^ {2}make:$/m);
  });

  it('names each API once', () => {
    expect(documented.filter((api, at) => documented.indexOf(api) !== at)).toEqual([]);
  });

  it.each(rows.map((row) => [row.apis[0], row] as const))('has a fact, a source and a job for %s', (_, { cells }) => {
    const [, fact = '', source = '', job = ''] = cells;
    expect(cells).toHaveLength(4);
    expect(fact).toMatch(/[.]$/);
    expect(source).toMatch(/^`(docs|lib|shell)\/\S+\.(md|ts|cc)`/);
    expect(job).toMatch(/^(–|(real|keyring|packages)(, (real|keyring|packages))*)$/);
  });
});

describe('how uses are found', () => {
  const usesOf = (text: string) => [
    ...electronUses({ file: 'a.ts', text, imports: [], names: new Set(), variables: new Set() }),
  ];

  it('sees members, events, constructors, picked types and what a member gives', () => {
    const text = `
      import { app as own, session, Tray, type WebContents } from 'electron';
      import type { App, Net } from 'electron';
      own.on('will-quit', () => own.quit());
      const partition = session.fromPartition('a');
      partition.clearCache();
      const tray = new Tray('a');
      tray.destroy();
      const f = (contents: WebContents, other: Pick<App, 'hide' | 'on'>) => contents.print();
      const g = ({ net }: { net: Pick<Net, 'request'> }) => { const client = net.request('a'); client.end(); };
    `;
    expect(usesOf(text).sort()).toEqual(
      [
        'app#will-quit',
        'app.quit',
        'session.fromPartition',
        'Session.clearCache',
        'new Tray',
        'Tray.destroy',
        'app.hide',
        'WebContents.print',
        'net.request',
        'ClientRequest.end',
      ].sort(),
    );
  });

  it('sees nothing in a file that does not import Electron', () => {
    expect(usesOf("import { app } from './app.ts'; app.quit();")).toEqual([]);
  });
});
