/** One attempt to download Electron, given up as soon as nothing more arrives. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './cannot-run.ts';
import { DATA, ELECTRON_PACKAGE } from './paths.ts';

/** Without a new byte for this long, the release host counts as out of reach. */
const STALLED_MS = 8000;
const LOOK_EVERY_MS = 500;
const TELL_EVERY_MS = 5000;

/** Runs the electron package's own installer. A failure is remembered for this version. */
export async function downloadElectron(version: string): Promise<boolean> {
  say(`Downloading Electron ${version}…`);
  const folder = join(DATA, 'electron-download');
  mkdirSync(folder, { recursive: true });
  const worked = await install(folder);
  rmSync(folder, { recursive: true, force: true });
  if (!worked) {
    writeFileSync(FAILED, `${version}\n`);
    say(`Electron ${version} could not be downloaded. That is not tried again by itself; npx install-electron does.`);
  }
  return worked;
}

/** Whether downloading this version has failed before. */
export function downloadFailedBefore(version: string): boolean {
  try {
    return readFileSync(FAILED, 'utf8').trim() === version;
  } catch {
    return false;
  }
}

const FAILED = join(DATA, 'electron-download-failed');

/** The installer downloads into the temporary folder and unpacks beside itself: where neither grows, nothing arrives. */
function install(folder: string): Promise<boolean> {
  const installer = spawn(process.execPath, [join(ELECTRON_PACKAGE, 'install.js')], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
  });
  let bytes = 0;
  let grewAt = performance.now();
  let toldAt = grewAt;
  const watch = setInterval(() => {
    const now = performance.now();
    const grown = bytesIn(folder) + bytesIn(join(ELECTRON_PACKAGE, 'dist'));
    if (grown > bytes) [bytes, grewAt] = [grown, now];
    if (now - grewAt > STALLED_MS) installer.kill('SIGKILL');
    if (now - toldAt > TELL_EVERY_MS) {
      toldAt = now;
      say(`  ${Math.round(bytes / 1e6)} MB`);
    }
  }, LOOK_EVERY_MS);
  return new Promise((resolve) => {
    const end = (worked: boolean) => {
      clearInterval(watch);
      resolve(worked);
    };
    installer.once('error', () => end(false));
    installer.once('exit', (code) => end(code === 0));
  });
}

function bytesIn(folder: string): number {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.reduce(
      (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
      0,
    );
  } catch {
    // A file went away between listing and looking: the next look will tell.
    return 0;
  }
}
