/** The local API of a running app: its address, its end, and that it costs nothing while idle. */
import { existsSync, lstatSync } from 'node:fs';
import { callApi } from '../../main/local-tools/client.ts';
import { socketPaths } from '../../main/local-tools/socket-path.ts';
import { expect, type Home, test } from '../harness/fixtures.ts';
import { signIn } from './steps.ts';

test.skip(process.platform === 'win32', 'A named pipe has no file to look at.');

/** The path on which the app of this home listens. */
function socketOf({ profile, environment }: Home): string {
  const paths = socketPaths(profile, { platform: process.platform, environment, uid: process.getuid?.() ?? null });
  return paths[0]?.socket ?? '';
}

const call = (home: Home, path: string, body: object | null = null) =>
  callApi({ path: socketOf(home), secret: null }, path, body);

test('the API listens while the app runs, shows who is signed in, and no request starts a sign-in', {
  tag: '@long',
}, async ({ launch, home, server }) => {
  const app = await launch();
  await expect.poll(async () => (await call(home, '/v1/status')).kind).toBe('ok');
  expect(lstatSync(socketOf(home)).mode & 0o777).toBe(0o600);
  expect(await call(home, '/v1/token', { tool: 'backup' })).toMatchObject({ problem: 'not-signed-in' });
  expect(server.userCodes()).toEqual([]);
  await signIn(app, server);
  expect(await call(home, '/v1/status')).toMatchObject({
    body: { served_by: 'window', local_tools: 'ask', accounts: [{ state: 'signed-in', user: 'ada@example.org' }] },
  });
  // A process with a window keeps the profile.
  expect(await call(home, '/v1/hand-over', {})).toMatchObject({ problem: 'busy' });
  await app.quit();
  expect(existsSync(socketOf(home))).toBe(false);
});

test('after a kill the next start takes the place of the dead socket', { tag: '@long' }, async ({ launch, home }) => {
  const app = await launch();
  await expect.poll(async () => (await call(home, '/v1/status')).kind).toBe('ok');
  await app.kill();
  expect(existsSync(socketOf(home))).toBe(true);
  expect(await call(home, '/v1/status')).toEqual({ kind: 'no-response', sent: false });
  await launch();
  await expect.poll(async () => (await call(home, '/v1/status')).kind).toBe('ok');
});
