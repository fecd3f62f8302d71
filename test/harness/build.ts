/**
 * Building the three bundles. An app never runs from `out/`, which a later build replaces: each run has a folder of its
 * own, so that the chunks that it loads lazily stay as they were when it started.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun, say } from './cannot-run.ts';
import { DATA, MAIN_BUNDLE, OUT, ROOT } from './paths.ts';
import { isAlive, processesMarked } from './processes.ts';

/** A folder that Electron can run as an app: a manifest and `out/`. */
export interface Build {
  readonly folder: string;
  /** Call it after the app has ended. */
  remove(): void;
}

/** Builds the app for one run, and replaces `out/` by the same. Silent unless the build fails. */
export async function build(): Promise<Build> {
  say('Building…');
  const folder = newFolder();
  const fresh = { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
  try {
    await bundle(join(folder, 'out'));
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    publish(folder);
    return fresh;
  } catch (error) {
    fresh.remove();
    throw error;
  }
}

/** Copies the current `out/` for one run. Throws CannotRun if nothing has been built yet. */
export function takeBuild(): Build {
  if (!existsSync(MAIN_BUNDLE)) throw new CannotRun('The app is not built yet. Build it with:  npm run build');
  const folder = newFolder();
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  cpSync(OUT, join(folder, 'out'), { recursive: true, filter: (path) => !path.endsWith('.map') });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const BUILDS = join(DATA, 'builds');
let made = 0;

/** Makes a folder named after this process, and removes what killed processes have left. */
function newFolder(): string {
  mkdirSync(BUILDS, { recursive: true });
  for (const name of readdirSync(BUILDS)) {
    const folder = join(BUILDS, name);
    // An app can outlive a killed start. Its command line contains the folder.
    if (!isAlive(Number.parseInt(name, 10)) && processesMarked(folder).length === 0)
      rmSync(folder, { recursive: true, force: true });
  }
  const folder = join(BUILDS, `${process.pid}-${made++}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

/** Replaces `out/` by a copy atomically, so that no one reads an incomplete one. */
function publish(folder: string): void {
  const [next, old] = [join(folder, 'next'), join(folder, 'old')];
  cpSync(join(folder, 'out'), next, { recursive: true });
  try {
    if (existsSync(OUT)) renameSync(OUT, old);
    renameSync(next, OUT);
  } catch {
    // Another build did the same at the same time. The results are equivalent.
  }
  for (const leftover of [next, old]) rmSync(leftover, { recursive: true, force: true });
}

async function bundle(folder: string): Promise<void> {
  const args = [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--outDir', folder];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code === 0) return;
  process.stderr.write(output);
  throw new CannotRun('The build failed; see above.');
}
