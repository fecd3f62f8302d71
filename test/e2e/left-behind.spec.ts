/** No unused sign-in remains at the server, and the app uses no profile that other users could change. */
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorizationServer, Home } from '../harness/fixtures.ts';
import { expect, test } from '../harness/fixtures.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, signIn } from './steps.ts';

const NOT_US = 4711;

const revocations = ({ log }: AuthorizationServer) =>
  log.filter(({ path }) => path.endsWith('/revoke')).map(({ status }) => status);
const vaultNames = ({ profile }: Home) => readdirSync(join(profile, 'vault'));

test('a sign-out without a connection ends the sign-in at the server later', async ({
  terminal,
  startServer,
  home,
}) => {
  const server = await startServer();
  const run = terminal({ server });
  await approve(server, (await run.prompt()).userCode, 'ada@example.org');
  expect((await ending(run)).code).toBe(0);
  await server.close();

  const out = await ending(terminal({ server, flags: ['--sign-out'] }));
  expect(out).toEqual({ code: 0, output: expect.stringContaining('will end the sign-in on the server too') });
  expect(vaultNames(home)).toEqual([expect.stringMatching(/^[\da-f]{32}-revoke-only$/)]);
  expectNoSecrets({ home, server, runs: [] });

  const back = await startServer({ port: Number(new URL(server.url).port) });
  const later = await ending(terminal({ server: back, flags: ['--sign-out'] }));
  expect(later).toEqual({ code: 0, output: expect.stringContaining('has ended this sign-in') });
  expect(revocations(back)).toEqual([200]);
  expect(readdirSync(home.profile)).not.toContain('vault');
});

test('a sign-in by a different person ends the one before at the server if it is to replace it; one by the same person does not', {
  tag: '@long',
}, async ({ terminal, server }) => {
  for (const [who, revoked] of [
    ['ada@example.org', []],
    ['ada@example.org', []],
    ['bob@example.org', [200]],
  ] as const) {
    const run = terminal({ flags: ['--sign-in', '--someone-else=replace'] });
    await approve(server, (await run.prompt()).userCode, who);
    const { code, output } = await ending(run);
    expect(code, output).toBe(0);
    expect(revocations(server)).toEqual(revoked);
  }
  // The new sign-in is still valid.
  expect((await ending(terminal())).output).toContain('Signed in as bob@example.org');
});

test('quitting ends a sign-in that lasts until then, at the server too', { tag: '@long' }, async ({
  launch,
  server,
}) => {
  const app = await launch({ keychain: { kind: 'weak' } });
  await signIn(app, server);
  await app.quit();
  expect(revocations(server)).toEqual([200]);
});

test('77: a profile of someone else is refused and left alone; one of our own is closed to others', async ({
  terminal,
  home,
}) => {
  test.skip(process.getuid?.() !== 0, 'only root can give a folder away');
  const profile = join(home.folder, 'another-profile');
  // An empty folder would be removed.
  mkdirSync(join(profile, 'vault', 'of-another-account'), { recursive: true });
  chownSync(profile, NOT_US, NOT_US);
  const refused = await ending(terminal({ flags: [`--user-data-dir=${profile}`] }));
  expect(refused).toEqual({ code: 77, output: expect.stringContaining(`${profile} belongs to another user`) });
  expect(readdirSync(profile)).toEqual(['vault']);

  chownSync(profile, 0, 0);
  chmodSync(profile, 0o777);
  chmodSync(join(profile, 'vault'), 0o777);
  const out = await ending(terminal({ flags: [`--user-data-dir=${profile}`, '--sign-out'] }));
  expect(out).toEqual({ code: 0, output: expect.stringContaining('You’re not signed in to') });
  expect((statSync(profile).mode & 0o777).toString(8)).toBe('755');
  expect((statSync(join(profile, 'vault')).mode & 0o777).toString(8)).toBe('700');
});
