/**
 * Replaces fpm, which electron-builder would download: lays out what a package would hold, by the arguments that fpm
 * gets. A deb becomes a real one; of an rpm, which needs rpmbuild, only the tree and the scripts are made.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The names of the scripts in fpm and in dpkg. */
const SCRIPTS = {
  'after-install': 'postinst',
  'before-remove': 'prerm',
  'after-remove': 'postrm',
} as const;

interface Asked {
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** `source=destination`, the format of fpm's `dir`. */
  readonly mappings: readonly string[];
}

/** Except for these, an option without `=` is followed by its value. */
const SWITCHES = ['--force', '--debug'];

function readArguments(args: readonly string[]): Asked {
  const options = new Map<string, string[]>();
  const mappings: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (SWITCHES.includes(arg)) continue;
    if (!arg.startsWith('-')) mappings.push(arg);
    else {
      const [, name = '', , inline] = /^--?([^=]+)(=(.*))?$/s.exec(arg) ?? [];
      options.set(name, [...(options.get(name) ?? []), inline ?? args[++at] ?? '']);
    }
  }
  return { options, mappings };
}

/** A folder whose path ends with a slash stands for its contents; a file goes to exactly the named path. */
function lay(mapping: string, tree: string): void {
  const [, source = '', destination = ''] = /^(.+?)=(.+)$/.exec(mapping) ?? [];
  const target = join(tree, destination);
  mkdirSync(dirname(target), { recursive: true });
  if (source.endsWith('/')) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  else copyFileSync(source, target);
  if (!source.endsWith('/')) chmodSync(target, statSync(source).mode & 0o777);
}

const { options, mappings } = readArguments(process.argv.slice(2));
const one = (name: string) => options.get(name)?.at(-1) ?? '';
const artifact = one('package');
const tree = `${artifact}.tree`;
rmSync(tree, { recursive: true, force: true });
mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
for (const mapping of mappings) lay(mapping, tree);
for (const [name, script] of Object.entries(SCRIPTS)) {
  if (one(name) === '') continue;
  copyFileSync(one(name), join(tree, 'DEBIAN', script));
  chmodSync(join(tree, 'DEBIAN', script), 0o755);
}
writeFileSync(
  join(tree, 'DEBIAN/control'),
  [
    `Package: ${one('name')}`,
    `Version: ${one('version')}`,
    `Architecture: ${one('architecture')}`,
    `Maintainer: ${one('maintainer')}`,
    `Depends: ${(options.get('d') ?? []).join(', ')}`,
    `Recommends: ${(options.get('deb-recommends') ?? []).join(', ')}`,
    `Description: ${one('description').split('\n')[0]}`,
    '',
  ].join('\n'),
);
if (one('t') === 'deb') execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, artifact]);
else writeFileSync(artifact, '');
