/** `npm run screenshots`: makes the README's pictures from the built app, as it waits for a phone, on the chosen runtime. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startAuthorizationServer } from './authorization-server/server.ts';
import { script } from './harness/cannot-run.ts';
import { makeHome } from './harness/profile.ts';
import { launchApp } from './harness/running-app.ts';
import { prepareTests } from './harness/test-world.ts';

const FOLDER = join(import.meta.dirname, 'screenshots');

await script(async () => {
  const { close } = await prepareTests(process.argv.slice(2));
  const server = await startAuthorizationServer();
  const home = makeHome(randomBytes(4).toString('hex'), {});
  try {
    const app = await launchApp({ home, flags: [`--server-url=${server.url}`, `--client-id=${server.clientId}`] });
    const window = await app.window();
    await window.emulateMedia({ reducedMotion: 'reduce' });
    await window.getByRole('button', { name: 'Sign in' }).click();
    await window.getByRole('img', { name: /QR code/ }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: join(FOLDER, `waiting-${colorScheme}.png`) });
    }
    await app.quit();
  } finally {
    await server.close();
    home.remove();
    await close();
  }
  return 0;
});
