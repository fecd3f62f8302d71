import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { type ChunkName, MAIN_ONLY } from './build/messages/chunks.ts';
import { messagesPlugin } from './build/messages/vite-plugin.ts';
import { pageScripts } from './build/page-scripts.ts';
import { withoutUnused } from './build/unused.ts';
import { parseUpdateBuild } from './main/updates/build.ts';
import manifest from './package.json' with { type: 'json' };

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Whether a module's path within this project matches. The project's own folder could also be named `main`. */
const inProject = (pattern: RegExp) => (id: string) => pattern.test(relative(at('.'), id).replaceAll('\\', '/'));

/** Whether a module is one of these. Throws if a file no longer has its name, because the group would silently lose it. */
function isOneOf(...files: readonly string[]) {
  const missing = files.find((file) => !existsSync(at(file)));
  if (missing !== undefined) throw new Error(`no file ${missing} for the bundle`);
  return (id: string) => files.includes(relative(at('.'), id).replaceAll('\\', '/'));
}

/** Icons keep their names, because `…Template.png` and `…@2x.png` have a meaning for Electron. */
const icons: Plugin = {
  name: 'icons',
  generateBundle() {
    const folder = at('build/icons/');
    const tray = readdirSync(`${folder}tray`).map((name) => `tray/${name}`);
    for (const name of [...tray, 'app/256x256.png'])
      this.emitFile({ type: 'asset', fileName: `icons/${name}`, source: readFileSync(folder + name) });
  },
};

/**
 * When this build can have been made at the earliest, in milliseconds. An earlier time on a computer's clock is wrong. It's the
 * time of the commit, so that all builds of one commit are identical; SOURCE_DATE_EPOCH overrides it.
 */
const BUILT_AT = 1000 * Number(process.env['SOURCE_DATE_EPOCH'] || commitTime() || Math.floor(Date.now() / 1000));

/** In seconds, as digits. Empty if this isn't a checkout, or git is missing. */
function commitTime(): string {
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: at('.'), encoding: 'utf8' });
  return stdout?.trim() ?? '';
}

/** Messages that windows also have are bundled only once, because the main process reads the windows' scripts. */
const ofTheWindow = (chunk: ChunkName, script: string) =>
  MAIN_ONLY.includes(chunk) ? null : `../../renderer/assets/${script}`;

// Bundle everything, because the package contains no node_modules, and one file loads faster than hundreds.
export default defineConfig({
  main: {
    plugins: [icons, messagesPlugin(ofTheWindow), withoutUnused()],
    // The build sets this permanently. main/updates/build.ts describes the environment variables.
    define: {
      __UPDATES__: JSON.stringify(parseUpdateBuild(process.env, manifest.homepage)),
      BUILT_AT: String(BUILT_AT),
    },
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: at('main/index.ts'),
        output: {
          codeSplitting: {
            // One file is read faster than ten.
            groups: [
              // Read by every run.
              { name: 'start', tags: ['$initial'], test: inProject(/^(main|locales)\/(?!index)/) },
              // Read by every run except --help.
              {
                name: 'base',
                test: isOneOf(
                  'main/time/clock.ts',
                  'main/time/deadline.ts',
                  'main/app/wiring/socket-path-parts.ts',
                  'main/local-tools/socket-path.ts',
                ),
              },
              // Read by every command that asks a running app.
              {
                name: 'caller',
                minShareCount: 2,
                test: isOneOf('main/app/run/take-over-profile.ts', 'main/local-tools/client.ts'),
              },
              // Read by every run that signs in: everything that create-app.ts imports at once, and modules that a run with a
              // window needs and that are too small for a file each, because Node allocates 25 kB for every file.
              {
                name: 'app',
                test: isOneOf(
                  'main/app/wiring/create-app.ts',
                  'main/app/account-list/select-account.ts',
                  'main/app/run/unknown-settings.ts',
                  'main/desktop/find-account.ts',
                  'main/desktop/login-item.ts',
                  'main/desktop/tray-host.ts',
                  'main/desktop/tray-icons.ts',
                  'main/settings/tool-name.ts',
                  'locales/kept.ts',
                  'locales/load.ts',
                  'locales/signed-in-as.ts',
                  'locales/someone-else.ts',
                ),
              },
              // Read when a vault is first used.
              { name: 'vault', test: inProject(/^main\/vault\//) },
              // Read when a server is first contacted.
              { name: 'server', test: inProject(/^(main\/(net|oauth|session)|node_modules\/axios)\//) },
            ],
          },
        },
      },
      minify: true,
      sourcemap: 'hidden',
      license: { fileName: 'licenses.md' },
    },
    resolve: {
      alias: {
        'when-exit': at('main/system/when-exit.ts'),
        // Only the code that computes QR codes, because the package's own entry also writes PNG files.
        qrcode: at('node_modules/qrcode/lib/core/qrcode.js'),
        // Only the parser, because the package's own entry also formats and edits.
        'jsonc-parser': at('node_modules/jsonc-parser/lib/esm/impl/parser.js'),
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      // A sandboxed preload is one CommonJS file, so these two share no code.
      rollupOptions: {
        input: [at('preload/index.ts'), at('preload/consent.ts')],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
      sourcemap: 'hidden',
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [messagesPlugin(), pageScripts()],
    build: {
      rollupOptions: {
        input: { index: at('renderer/index.html'), consent: at('renderer/consent.html') },
        output: {
          // main/app/run/first-scripts.ts knows them by name.
          chunkFileNames: 'assets/[name].js',
          // Few files: what every view needs, and what several need. Entries run as soon as they are loaded.
          codeSplitting: {
            groups: [
              {
                name: 'window',
                tags: ['$initial'],
                test: (id) => !inProject(/^renderer\/(consent\/.+|index\.\w+|consent\.html)$/)(id),
              },
              { name: 'shared', minShareCount: 2, test: /\.tsx?$/ },
            ],
          },
        },
      },
      minify: true,
      sourcemap: 'hidden',
      license: { fileName: 'licenses.md' },
    },
  },
});
