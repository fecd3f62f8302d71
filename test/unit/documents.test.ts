/** Compares the documents with the code: flags, exit codes, commands and files. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, type CommandRules } from '../../main/cli/command-table.ts';
import { EXIT } from '../../main/cli/exit-codes.ts';
import { HELP } from '../../main/cli/help.ts';
import { PROBLEMS, problemUri } from '../../main/local-tools/problems.ts';
import { parsePolicy } from '../../main/settings/policy/parse.ts';
import { UNAVAILABLE } from '../harness/cannot-run.ts';
import { rowsUnder } from './markdown.ts';
import { readText } from './sources.ts';

const ROOT = join(import.meta.dirname, '../..');

const readme = readText('README.md');

const DOCUMENTS = [
  'README.md',
  'docs/administrators.md',
  'docs/catalogs.md',
  'docs/conformance.md',
  'docs/cyber-resilience.md',
  'docs/deploy/ansible.md',
  'docs/deploy/apt.md',
  'docs/deploy/macos.md',
  'docs/deploy/windows.md',
  'docs/electron.md',
  'docs/local-tools.md',
  'docs/security-questions.md',
  'docs/staying-signed-in.md',
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

/** The anchors that GitHub generates for headings. */
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
    const reported = flags(readme.slice(readme.indexOf('## Set it up'), readme.indexOf('## Is my token safe?')));
    expect([...reported].sort()).toEqual([...flags(HELP)].sort());
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

describe('docs/local-tools.md', () => {
  const text = readText('docs/local-tools.md');
  const rules = Object.entries<CommandRules>(COMMANDS);

  /** The rows of the table with this header, as cells without backquotes. */
  function table(head: string): readonly (readonly string[])[] {
    return rowsUnder(text, head).map((row) => row.map((cell) => cell.replaceAll('`', '')));
  }

  it('lists every command with its --help text', () => {
    const listed = table('command | what it does').map(([names = '', what]) => [names.split(/[ ,]/)[0], what]);
    expect(listed.map(([name]) => name)).toEqual(rules.map(([name]) => name));
    for (const [name, what] of listed) {
      const summary = rules.find(([each]) => each === name)?.[1].summary ?? '';
      expect(what).toContain(
        summary.replace(/ as a credential helper$/, '').replace('git, kubectl and docker', 'these'),
      );
    }
  });

  it('lists every option of every command, and no other', () => {
    const listed = table('option | of | what it does').flatMap(([option = '', of = '']) =>
      of.split(', ').map((name) => `${name} ${option.replace(/=.*$/, '')}`),
    );
    const taken = rules.flatMap(([name, { values, switches, flags }]) =>
      [...Object.keys(values), ...Object.keys(switches), ...flags].map((option) => `${name} --${option}`),
    );
    expect(listed.sort()).toEqual(taken.sort());
  });

  it('lists every exit code', () => {
    const codes = table('exit code | meaning').flatMap(([list = '']) => list.split(', ').map(Number));
    expect(codes.sort((a, b) => a - b)).toEqual([...Object.values(EXIT), UNAVAILABLE].sort((a, b) => a - b));
  });

  it('lists every problem of the API with its status and exit code', () => {
    const listed = table('problem | status | exit code').map(([name, status, code]) => [
      name,
      Number(status),
      Number(code),
    ]);
    expect(listed).toEqual(Object.entries(PROBLEMS).map(([name, { status, exitCode }]) => [name, status, exitCode]));
    expect(text).toContain(problemUri('busy').replace(/busy$/, ''));
  });

  it('shows examples that name the commands as and helpers are called', () => {
    const example = (name: string) => readText(`docs/examples/${name}`);
    expect(example('gitconfig')).toContain('!transparenc-companion credential git');
    expect(example('kubeconfig.yaml')).toContain('args: [credential, kubectl]');
    expect(JSON.parse(example('docker-config.json'))).toEqual({
      credHelpers: { 'registry.example.org': 'transparenc' },
    });
    const unit = example('transparenc-companion.service');
    expect(unit).toContain('ExecStart=transparenc-companion serve\n');
    // A user's systemd can't see the system's targets, so the app itself waits for the network.
    expect(unit.match(/[\w-]+\.target/g)).toEqual(['default.target']);
    expect(existsSync(join(ROOT, 'build/linux/docker-credential-transparenc'))).toBe(true);
  });
});

describe('docs/examples/deploy', () => {
  const folder = 'docs/examples/deploy/';
  const files = readdirSync(join(ROOT, folder));

  it('holds no file that no page mentions', () => {
    const pages = ['windows', 'macos', 'apt', 'ansible'].map((page) => readText(`docs/deploy/${page}.md`)).join('');
    expect(files.filter((file) => !pages.includes(`](../examples/deploy/${file})`))).toEqual([]);
  });

  it('has settings that the program takes, wherever they are', () => {
    const inPlist = /&lt;&lt;'END'\n([\s\S]*?)\nEND\n/.exec(readText(`${folder}munki-pkginfo.plist`))?.[1] ?? '';
    for (const text of [readText(`${folder}config.json`), inPlist])
      expect(parsePolicy('config.json', text)).toMatchObject({ problem: null });
  });

  it('has shell scripts that parse, and property lists whose every key has a value', () => {
    for (const file of files.filter((it) => it.endsWith('.sh'))) execFileSync('sh', ['-n', join(ROOT, folder, file)]);
    for (const file of files.filter((it) => /\.(plist|mobileconfig)$/.test(it))) {
      const text = readText(folder + file);
      expect(text.match(/<key>/g)?.length).toBe(
        text.match(/<\/key>\s*<(string|integer|true|false|array|dict)\b/g)?.length,
      );
      for (const tag of ['dict', 'array', 'plist'])
        expect(text.match(new RegExp(`<${tag}\\b`, 'g'))?.length).toBe(
          text.match(new RegExp(`</${tag}>`, 'g'))?.length,
        );
    }
  });

  it('puts the file where the app looks for it', () => {
    expect(readText(`${folder}set-policy.ps1`)).toContain("'C:\\Program Files\\Transparenc Companion'");
    for (const file of ['jamf-policy.sh', 'munki-pkginfo.plist'])
      expect(readText(folder + file)).toContain("folder='/Library/Application Support/Transparenc Companion'");
    expect(readText(`${folder}ansible.yml`)).toContain('dest: /etc/transparenc-companion/config.json');
  });
});

it('docs/staying-signed-in.md defines every rule that the code names, in order', () => {
  const defined = [...readText('docs/staying-signed-in.md').matchAll(/^\| (R\d+) \|/gm)].map(([, rule = '']) => rule);
  expect(defined).toEqual(defined.map((_, at) => `R${at + 1}`));
  const files = globSync('{main,preload,renderer,test}/**/*.{ts,tsx}', { cwd: ROOT });
  const named = files.flatMap((file) => readText(file).match(/\bR\d{1,2}\b/g) ?? []);
  expect([...new Set(named)].filter((rule) => !defined.includes(rule))).toEqual([]);
});

it('every exit code of a problem is one that the commands have', () => {
  const codes = new Set<number>(Object.values(EXIT));
  expect(Object.values(PROBLEMS).filter(({ exitCode }) => !codes.has(exitCode))).toEqual([]);
});
