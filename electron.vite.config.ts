import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { messagesPlugin } from './build/messages/vite-plugin.ts';
import { parseUpdateBuild } from './main/updates/build.ts';
import manifest from './package.json' with { type: 'json' };

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Icons go along under their own names: to Electron, `…Template.png` and `…@2x.png` mean something. */
const icons: Plugin = {
  name: 'icons',
  generateBundle() {
    const folder = at('build/icons/');
    const tray = readdirSync(`${folder}tray`).map((name) => `tray/${name}`);
    for (const name of [...tray, 'app/256x256.png'])
      this.emitFile({ type: 'asset', fileName: `icons/${name}`, source: readFileSync(folder + name) });
  },
};

/** When this build was made, in milliseconds; SOURCE_DATE_EPOCH fixes it, for builds that are to be alike. */
const BUILT_AT = 1000 * Number(process.env['SOURCE_DATE_EPOCH'] || Math.floor(Date.now() / 1000));

// Everything is bundled: the package holds no node_modules, and one file loads faster than hundreds.
export default defineConfig({
  main: {
    plugins: [icons, messagesPlugin()],
    // Fixed here for good: see main/updates/build.ts for what the environment of a build may say.
    define: {
      __UPDATES__: JSON.stringify(parseUpdateBuild(process.env, manifest.homepage)),
      BUILT_AT: String(BUILT_AT),
    },
    build: {
      externalizeDeps: false,
      rollupOptions: { input: at('main/index.ts') },
      minify: true,
      sourcemap: 'hidden',
      license: { fileName: 'licenses.md' },
    },
    resolve: {
      alias: {
        // The browser build is all that the fetch adapter needs, and a fifth of the size.
        axios: at('node_modules/axios/dist/browser/axios.cjs'),
        'when-exit': at('main/system/when-exit.ts'),
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      // A sandboxed preload is one CommonJS file: these two share no code.
      rollupOptions: {
        input: [at('preload/index.ts'), at('preload/consent.ts')],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
      sourcemap: 'hidden',
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [messagesPlugin()],
    build: {
      rollupOptions: {
        input: { index: at('renderer/index.html'), consent: at('renderer/consent.html') },
        // main/desktop/ahead.ts knows them by name.
        output: { chunkFileNames: 'assets/[name].js' },
      },
      minify: true,
      sourcemap: 'hidden',
      license: { fileName: 'licenses.md' },
    },
  },
});
