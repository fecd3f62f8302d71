/**
 * Lets a page contain its scripts, because each file that it has to request delays its first view. No module can import an inline
 * one, so the windows' scripts pass on their exports in a registry: `main/desktop/whole-page.ts` puts those of the first view into
 * the page, and the others are loaded as files.
 */
import { posix } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/**
 * `scripts` has the exports of each script by its file's name. `loadScripts` reads the files that are not there yet, each after
 * those it depends on, and resolves with the last one's exports.
 */
const REGISTRY = `globalThis.scripts = {};
globalThis.loadScripts = async (...names) => {
  for (const name of names) {
    if (name in scripts) continue;
    const exported = await import(\`/assets/\${name}\`);
    scripts[name] ??= exported;
  }
  return scripts[names.at(-1)];
};
`;

/** Replaces the imports and exports between the scripts of the windows, and names all of a page's scripts in the page. */
export function pageScripts(): Plugin {
  return {
    name: 'page-scripts',
    // Vite's own preloads what the page contains.
    load: {
      order: 'pre',
      handler: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null),
    },
    renderChunk(code, chunk, _options, { chunks }) {
      const linked = registered(importing(code, chunk, chunks), chunk);
      const isFirst = chunk.imports.length === 0 && !chunk.isDynamicEntry;
      return { code: isFirst ? REGISTRY + linked : linked, map: null };
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { chunk }) {
        const scripts = chunk ? [...chunk.imports, chunk.fileName].map(scriptTag).join('') : '';
        return html
          .replace(/\s*<link rel="modulepreload"[^>]*>/g, '')
          .replace(/<script type="module" crossorigin[^>]*><\/script>/, scripts);
      },
    },
  };
}

function scriptTag(file: string): string {
  return `<script type="module" crossorigin src="./${file}"></script>`;
}

/** Static imports are in the registry already; dynamic ones may be. */
function importing(
  code: string,
  chunk: Rolldown.RenderedChunk,
  chunks: Readonly<Record<string, Rolldown.RenderedChunk>>,
): string {
  const taken = code.replace(/^import \{([^}]*)\} from "\.\/([^"]+)";$/gm, (_, names: string, from: string) => {
    return `const {${names.replaceAll(' as ', ': ')}} = scripts["${from}"];`;
  });
  const loading = chunk.dynamicImports.reduce((text, file) => {
    const isThere = (name: string) => name === chunk.fileName || chunk.imports.includes(name);
    const needed = [...(chunks[file]?.imports ?? []).filter((name) => !isThere(name)), file].map(nameOf);
    return text.replaceAll(`import("./${posix.basename(file)}")`, `loadScripts(${needed.join(', ')})`);
  }, taken);
  if (/^import\b|\bimport\("/m.test(loading))
    throw new Error(`${chunk.fileName} imports in a way that page-scripts does not know`);
  return loading;
}

/** A script's name in the registry, as it is written in code. */
function nameOf(file: string): string {
  return JSON.stringify(posix.basename(file));
}

/** Messages keep their export, because the main process, which has no registry, imports them too. */
function registered(code: string, { fileName, imports, isDynamicEntry }: Rolldown.RenderedChunk): string {
  return code.replace(/^export \{([^}]*)\};$/m, (statement: string, names: string) => {
    const exported = `scripts[${nameOf(fileName)}] = {${names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2: $1')}};`;
    const isForMainToo = isDynamicEntry && imports.length === 0;
    return isForMainToo ? `if (globalThis.scripts) ${exported}\n${statement}` : exported;
  });
}
