/** Building the three bundles. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun, say } from './cannot-run.ts';
import { MAIN_BUNDLE, ROOT } from './paths.ts';

/** Builds what the app consists of; silent unless that fails. */
export async function build(): Promise<void> {
  say('Building…');
  const args = [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code === 0) return;
  process.stderr.write(output);
  throw new CannotRun('The build failed; see above.');
}

/** Throws CannotRun where there is nothing to run yet. */
export function assertBuilt(): void {
  if (!existsSync(MAIN_BUNDLE)) throw new CannotRun('The app is not built yet. Build it with:  npm run build');
}
