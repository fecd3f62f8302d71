/** `npm run screenshots`: makes the README's pictures from the built app, as it waits for a phone, on the chosen runtime. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { startAuthorizationServer } from './authorization-server/server.ts';
import { script } from './harness/cannot-run.ts';
import { displayEnvironment } from './harness/display.ts';
import { recipe } from './harness/launch.ts';
import { prepareTests } from './harness/test-world.ts';

const FOLDER = join(import.meta.dirname, 'screenshots');

await script(async () => {
  const { world, close } = await prepareTests(process.argv.slice(2));
  const server = await startAuthorizationServer();
  const profile = await mkdtemp(join(tmpdir(), 'companion-screenshots-'));
  const flags = [`--server-url=${server.url}`, `--client-id=${server.clientId}`, `--user-data-dir=${profile}`];
  const { runtime, display } = world;
  const { command, args, environment, folder } = recipe(runtime, {
    flags,
    recorder: null,
    display: display.kind !== 'none',
  });
  const env = Object.entries({ ...environment, ...displayEnvironment(display) });
  try {
    const app = await _electron.launch({
      executablePath: command,
      args: [...args],
      cwd: folder,
      env: Object.fromEntries(env.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    });
    const window = await app.firstWindow();
    await window.emulateMedia({ reducedMotion: 'reduce' });
    await window.getByRole('button', { name: 'Sign in' }).click();
    await window.getByRole('button', { name: 'Copy code' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: join(FOLDER, `waiting-${colorScheme}.png`) });
    }
    await app.close();
  } finally {
    await server.close();
    await rm(profile, { recursive: true, force: true });
    await close();
  }
  return 0;
});
