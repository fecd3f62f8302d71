/** The stand-in as one file, as Electron's own scripts are. Loading its sources one by one takes 15 ms of each start. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transformWithOxc } from 'vite';
import { DATA, STAND_IN } from '../harness/paths.ts';

/** Bundles the sources as they are. Returns a folder for ELECTRON_OVERRIDE_DIST_PATH. */
export async function bundleStandIn(): Promise<string> {
  const folder = join(DATA, 'bench-stand-in');
  const source = join(STAND_IN, 'src');
  rmSync(folder, { recursive: true, force: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node24',
      outDir: join(folder, 'lib'),
      rollupOptions: {
        input: { boot: join(source, 'boot.ts'), exports: join(source, 'exports.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
        external: /^(electron|@electron)(\/|$)/,
      },
    },
  });
  copyFileSync(join(STAND_IN, 'electron'), join(folder, 'electron'));
  // Its pages get these as text.
  mkdirSync(join(folder, 'world'));
  for (const name of readdirSync(join(source, 'world')).filter((file) => file.endsWith('.ts'))) {
    const path = join(source, 'world', name);
    const { code } = await transformWithOxc(readFileSync(path, 'utf8'), path);
    writeFileSync(join(folder, 'world', name.replace(/ts$/, 'js')), code);
  }
  return folder;
}
