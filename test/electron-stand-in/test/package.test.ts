/** The folder is a separate package: everything it needs is in it, or listed in its package.json. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..');

const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const files = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|cts|cjs|mjs)$/.test(name))
    .map((name) => join(folder, name)),
);

interface Import {
  readonly file: string;
  readonly of: string;
}

const imports: readonly Import[] = [...files, 'playwright.config.ts'].flatMap((file) =>
  [...text(file).matchAll(/(?:\bfrom|\bimport|\brequire\(|\bresolve\(|\bimport\() *'([^']+)'/g)].map(([, of = '']) => ({
    file,
    of,
  })),
);

const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

function strangers(candidates: readonly Import[], known: readonly string[]): readonly string[] {
  return candidates
    .filter(({ of }) => !of.startsWith('.') && !of.startsWith('node:') && !builtinModules.includes(of))
    .filter(({ of }) => !known.includes(packageOf(of)))
    .map(({ file, of }) => `${file} imports ${of}`);
}

it('no file imports anything outside the folder', () => {
  const outside = imports
    .filter(({ of }) => of.startsWith('.'))
    .filter(({ file, of }) => relative(ROOT, join(ROOT, dirname(file), of)).startsWith('..'));
  expect(imports.length).toBeGreaterThan(100);
  expect(outside).toEqual([]);
});

it('every imported package is listed, and those needed at run time are dependencies', () => {
  const { dependencies, peerDependencies, devDependencies } = manifest;
  const running = [manifest.name, ...Object.keys(dependencies), ...Object.keys(peerDependencies)];
  expect(strangers(imports, [...running, ...Object.keys(devDependencies)])).toEqual([]);
  // Type imports leave nothing in the output.
  const isType = ({ file, of }: Import) => new RegExp(`import type [^;]*'${of}'`).test(text(file));
  const used = imports.filter((each) => each.file.startsWith('src/') && !isType(each));
  expect(strangers(used, running)).toEqual([]);
  expect(used.length).toBeGreaterThan(50);
});

it('its configuration extends nothing outside the folder', () => {
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'src/world/tsconfig.json']) {
    const [, base = './'] = /"extends": "([^"]+)"/.exec(text(file)) ?? [];
    expect(relative(ROOT, join(ROOT, dirname(file), base))).not.toMatch(/^\.\./);
  }
});

it('the launcher finds everything in the folder or in a node_modules folder', () => {
  expect(text('electron')).not.toContain('../');
});
