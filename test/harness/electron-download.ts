/** Tries once to download Electron, and gives up as soon as nothing more arrives. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './cannot-run.ts';
import { DATA, ELECTRON_PACKAGE } from './paths.ts';

/** If no byte arrives for this long, the release host counts as unreachable. */
const STALLED_MS = 15_000;
const LOOK_EVERY_MS = 500;
const REPORT_EVERY_MS = 5000;

/** Runs the electron package's own installer. A failure is remembered for this version. */
export async function downloadElectron(version: string): Promise<boolean> {
  say(`Downloading Electron ${version}…`);
  const folder = join(DATA, 'electron-download');
  mkdirSync(folder, { recursive: true });
  const problem = await install(folder);
  rmSync(folder, { recursive: true, force: true });
  if (problem === null) return true;
  writeFileSync(FAILED, attempt(version));
  say(`Electron ${version} could not be downloaded: ${problem}. To retry, run npx install-electron.`);
  return false;
}

/** Whether downloading this version has failed before. */
export function downloadFailedBefore(version: string): boolean {
  try {
    return readFileSync(FAILED, 'utf8') === attempt(version);
  } catch {
    return false;
  }
}

const FAILED = join(DATA, 'electron-download-failed');

/** The failed attempt. The same version from another mirror may be tried again. */
function attempt(version: string): string {
  return `${version} ${process.env['ELECTRON_MIRROR'] ?? ''}\n`;
}

/**
 * Resolves with null, or with what went wrong. The installer downloads into the temporary folder and unpacks beside
 * itself. If neither grows, nothing arrives.
 */
function install(folder: string): Promise<string | null> {
  const installer = spawn(process.execPath, [join(ELECTRON_PACKAGE, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
  });
  let errors = '';
  installer.stderr.on('data', (data) => (errors += data));
  let stalled = false;
  let bytes = 0;
  let grewAt = performance.now();
  let reportedAt = grewAt;
  const watch = setInterval(() => {
    const now = performance.now();
    const grown = bytesIn(folder) + bytesIn(join(ELECTRON_PACKAGE, 'dist'));
    if (grown > bytes) [bytes, grewAt] = [grown, now];
    if (now - grewAt > STALLED_MS) {
      stalled = true;
      installer.kill('SIGKILL');
    }
    if (now - reportedAt > REPORT_EVERY_MS) {
      reportedAt = now;
      say(`  ${Math.round(bytes / 1e6)} MB`);
    }
  }, LOOK_EVERY_MS);
  return new Promise((resolve) => {
    const end = (problem: string | null) => {
      clearInterval(watch);
      resolve(problem);
    };
    installer.once('error', (error) => end(error.message));
    installer.once('close', (code) => {
      if (code === 0) end(null);
      else end(stalled ? 'the download stalled' : (reasonIn(errors) ?? 'its installer failed'));
    });
  });
}

/** The message of the error whose stack was printed. */
export function reasonIn(stack: string): string | null {
  const message = /^\w*Error: (.+)$/m.exec(stack)?.[1];
  return message?.replace(/\.$/, '') ?? null;
}

function bytesIn(folder: string): number {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.reduce(
      (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
      0,
    );
  } catch {
    // A file was deleted after it was listed. The next check will see the difference.
    return 0;
  }
}
