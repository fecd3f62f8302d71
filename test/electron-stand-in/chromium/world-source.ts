/** The texts that run inside pages, put together from the sources in `world/`. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { WorldFacts } from '../world/messages.ts';

/** For the page's own world, before any of its scripts. */
export function pageSource(secret: string): string {
  return `(() => {${read('bridge.ts')}\nconnectWorlds(${quote(`${secret}preload`)}, ${quote(`${secret}page`)});})()`;
}

/** For the preload's isolated world. `preload` is the text of a CommonJS file. */
export function preloadSource(facts: WorldFacts, preload: string | null): string {
  const library = SOURCES.map(read).join('\n');
  const body =
    preload === null ? 'null' : `function (require, process, module) { const exports = module.exports;\n${preload}\n}`;
  return `(() => {${library}\nstartPreload(${quote(facts)}, ${body});})()`;
}

/** Reads the sources ahead of time: while Chromium starts, say. */
export function prepareSources(): void {
  SOURCES.forEach(read);
}

const SOURCES = ['codec.ts', 'bridge.ts', 'input.ts', 'preload.ts'];
const texts = new Map<string, string>();

/** One source as a script: types stripped, its imports are in the same text. */
function read(name: string): string {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const source = readFileSync(new URL(`../world/${name}`, import.meta.url), 'utf8');
  const script = stripTypeScriptTypes(source)
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/^export /gm, '');
  texts.set(name, script);
  return script;
}

/** JSON is a JavaScript literal. */
const quote = (value: unknown): string => JSON.stringify(value);
