/** Which packages a packed archive really holds, read from the bundler's source maps and not from its lists of licenses. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { extractFile } from '@electron/asar';
import type { Component } from './bill-of-materials.ts';
import { filesOf } from './contents.ts';

/** A package by name and version, as `axios@1.21.1`. */
type Named = string;

/** Chunks without a source map: texts from locales/, and the bundler's own additions. */
const WITHOUT_MAP = [
  /^out\/(main\/chunks|renderer\/assets)\/[a-z]{2}(-[A-Z]{2})?-[a-z-]+?(-[\w-]{8})?\.js$/,
  // These are the bundler's helpers, through which its two kinds of modules call each other.
  /^out\/main\/chunks\/rolldown-runtime-[\w-]{8}\.js$/,
];

/** A chunk that only re-exports another one. */
const PASSES_ON = /^(import"[^"]+";)*export\{[^{}]*\}from"[^"]+";?\s*$/;

/**
 * The problems of a bill of materials, in sentences: it must contain every package in the archive, and nothing else.
 * @param bill.components the libraries and their runtime
 * @param root the folder of `package.json`, with the `out/` and the `node_modules/` that the archive was made of
 */
export function checkBill(bill: { readonly components: readonly Component[] }, asar: string, root: string) {
  const files = filesOf(asar).filter((file) => file !== 'package.json');
  const wrongs = files
    .filter((file) => !readFileSync(join(root, file)).equals(extractFile(asar, file)))
    .map((file) => `${file} is not the one in out/`);
  const held = new Set<Named>();
  for (const file of files.filter((it) => /\.c?js$/.test(it))) {
    const map = join(root, `${file}.map`);
    if (existsSync(map)) for (const name of packagesOf(map, root)) held.add(name);
    else if (!WITHOUT_MAP.some((it) => it.test(file)) && !PASSES_ON.test(readFileSync(join(root, file), 'utf8')))
      wrongs.push(`${file} has no source map, so that no one can tell what is in it`);
  }
  const fonts = files.filter((file) => file.endsWith('.woff2')).map((file) => posix.basename(file));
  for (const { name, version } of bill.components.filter(({ purl }) => purl?.startsWith('pkg:npm/'))) {
    if (name === 'electron') continue;
    const font = name.startsWith('@fontsource/') && fonts.some((it) => it.startsWith(posix.basename(name)));
    if (!held.delete(`${name}@${version}`) && !font)
      wrongs.push(`${name}@${version} is in the bill, not in the archive`);
  }
  wrongs.push(...[...held].map((name) => `${name} is in the archive, not in the bill`));
  const listed = bill.components.map(({ name }) => posix.basename(name));
  wrongs.push(
    ...fonts.filter((it) => !listed.some((name) => it.startsWith(name))).map((it) => `${it} is not in the bill`),
  );
  return wrongs;
}

/** The packages whose files a map names, each with its version in node_modules/. */
function packagesOf(map: string, root: string): readonly Named[] {
  const { sources }: { readonly sources: readonly string[] } = JSON.parse(readFileSync(map, 'utf8'));
  return sources.flatMap((source) => {
    // Take the last package in the path, because packages can be nested.
    const [folder, name] = /node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
    if (folder === undefined) return [];
    const manifest = readFileSync(join(root, folder, 'package.json'), 'utf8');
    const { version }: { readonly version: string } = JSON.parse(manifest);
    return [`${name}@${version}`];
  });
}
