/** The scripts that run inside pages, assembled from the sources in `world/`. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { WorldFacts } from '../world/messages.ts';

/** For the page's own world, before any of its scripts. */
export function pageSource(secret: string): string {
  return `(() => {${read('bridge')}\nconnectWorlds(${quote(`${secret}preload`)}, ${quote(`${secret}page`)});})()`;
}

/** For the preload's isolated world. `preload` is the text of a CommonJS file. */
export function preloadSource(facts: WorldFacts, preload: string | null): string {
  const library = SOURCES.map(read).join('\n');
  const body =
    preload === null ? 'null' : `function (require, process, module) { const exports = module.exports;\n${preload}\n}`;
  return `(() => {${library}\nstartPreload(${quote(facts)}, ${body});})()`;
}

/** Reads the sources ahead of time, for example while Chromium starts. */
export function prepareSources(): void {
  SOURCES.forEach(read);
}

const SOURCES = ['codec', 'bridge', 'input', 'preload'];
const texts = new Map<string, string>();

/** One source as a script without types. The same text contains its imports. */
function read(name: string): string {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const isSource = import.meta.filename.endsWith('.ts');
  const source = readFileSync(new URL(`../world/${name}${isSource ? '.ts' : '.js'}`, import.meta.url), 'utf8');
  const script = (isSource ? stripTypeScriptTypes(source) : source)
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/^export /gm, '');
  texts.set(name, script);
  return script;
}

/** Converts a value to JSON, which is also a JavaScript literal. */
const quote = (value: unknown): string => JSON.stringify(value);
