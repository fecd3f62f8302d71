/** How the scripts of a page find each other without importing. */
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { pageScripts } from '../../../build/page-scripts.ts';

/** As much of a chunk as is read. */
interface Chunk {
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly isDynamicEntry: boolean;
}

const CHUNKS: Readonly<Record<string, Chunk>> = Object.fromEntries(
  (
    [
      ['window', [], ['view', 'en-view'], false],
      ['shared', ['window'], [], false],
      ['view', ['window', 'shared'], ['en-view'], true],
      ['en-view', [], [], true],
    ] as const
  ).map(([name, imports, later, isDynamicEntry]) => {
    const file = (of: string) => `assets/${of}.js`;
    return [
      file(name),
      { fileName: file(name), imports: imports.map(file), dynamicImports: later.map(file), isDynamicEntry },
    ];
  }),
);

// Vite calls it with more, which it does not read.
const render = pageScripts().renderChunk as unknown as (
  code: string,
  chunk: Chunk | undefined,
  options: object,
  meta: { readonly chunks: typeof CHUNKS },
) => { readonly code: string };
const rendered = (name: string, ...lines: string[]) =>
  render(lines.join('\n'), CHUNKS[`assets/${name}.js`], {}, { chunks: CHUNKS }).code;

it('a script takes what it imports from the registry, and adds what it exports', () => {
  expect(
    rendered('view', 'import { a as b, c } from "./window.js";', 'b(c);', 'export { d as e, f };').split('\n'),
  ).toEqual(['const { a: b, c } = scripts["window.js"];', 'b(c);', 'scripts["view.js"] = { e: d, f };']);
});

it('the first one brings the registry, and loads a later one after what that depends on', () => {
  const code = rendered('window', 'const later = () => import("./view.js");');
  expect(code).toMatch(/^globalThis\.scripts = \{\};/);
  expect(code).toMatch(/\nconst later = \(\) => loadScripts\("shared\.js", "view\.js"\);$/);
});

it('messages can be imported too, since the main process has no registry', () => {
  expect(rendered('en-view', 'export { words as default };').split('\n')).toEqual([
    'if (globalThis.scripts) scripts["en-view.js"] = { default: words };',
    'export { words as default };',
  ]);
});

it.each(['import "./other.js";', 'import all from "./window.js";', 'import("./unknown.js");'])(
  '%s stops the build',
  (line) => {
    expect(() => rendered('view', line)).toThrow('assets/view.js imports in a way that page-scripts does not know');
  },
);

it('a later script is loaded once, after what it depends on, and not if the page contains it', async () => {
  const loaded: string[] = [];
  const load = async (path: string) => ({ path, count: loaded.push(path) });
  const code = `${rendered('window').replace('import(', 'load(')}
    scripts['shared.js'] = 'in the page';
    loadScripts('shared.js', 'en-view.js', 'view.js').then(() => loadScripts('en-view.js', 'view.js'))`;
  expect(await runInNewContext(code, { load })).toEqual({ path: '/assets/view.js', count: 2 });
  expect(loaded).toEqual(['/assets/en-view.js', '/assets/view.js']);
});

it('what a script has put into the registry stays there', async () => {
  const code = `${rendered('window').replace('import(', 'load(')}
    const load = async () => (scripts['view.js'] = 'its exports', 'empty module');
    loadScripts('view.js')`;
  expect(await runInNewContext(code)).toBe('its exports');
});

it('a page names its scripts after those they depend on, and preloads none', () => {
  const { transformIndexHtml } = pageScripts() as unknown as {
    transformIndexHtml: { handler: (html: string, context: { chunk: Chunk | undefined }) => string };
  };
  const tag = (name: string) => `<script type="module" crossorigin src="./assets/${name}.js"></script>`;
  const html = `<head>${tag('shared')}\n<link rel="modulepreload" crossorigin href="./assets/window.js"></head>`;
  const page = transformIndexHtml.handler(html, { chunk: CHUNKS['assets/shared.js'] });
  expect(page).toBe(`<head>${tag('window')}${tag('shared')}</head>`);
});
