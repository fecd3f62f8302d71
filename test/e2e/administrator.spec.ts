/** An administrator's settings for all users of this computer, in a terminal and in a window. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorizationServer, Home } from '../harness/fixtures.ts';
import { expect, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { ending } from './in-terminal.ts';
import { approve, sees, TITLES } from './steps.ts';

/** Writes the administrator's file. */
function set(home: Home, config: object): void {
  writeFileSync(home.administratorsFile, JSON.stringify(config), { mode: 0o644 });
}

const serverOf = ({ url, clientId, scope }: AuthorizationServer) => ({ serverUrl: url, clientId, scope });

test('the terminal follows the administrator’s file, keeps a sign-in while it has an error, and begins none', async ({
  terminal,
  server,
  home,
}) => {
  const given = serverOf(server);
  set(home, given);
  const run = (...flags: string[]) => terminal({ server: null, flags });
  const first = run();
  await approve(server, (await first.prompt()).userCode, 'ada@example.org');
  expect((await ending(first)).code).toBe(0);
  const asked = () => server.log.length;

  const before = asked();
  const otherwise = await ending(run('--server-url=https://login.example.org'));
  expect(otherwise).toEqual({
    code: 64,
    output: expect.stringContaining(
      '--server-url must be left out, because the administrator has set a different value.',
    ),
  });

  set(home, { ...given, serverUrl: 'login.example.org' });
  const unknown = await ending(run());
  expect(unknown.code).toBe(78);
  expect(unknown.output).toContain('config.json\n  serverUrl must be an address such as');
  expect(asked()).toBe(before);

  set(home, { ...given, proxy: { mode: 'fixed', rules: '127.0.0.1:1', bypass: '<-loopback>' } });
  expect(await ending(run())).toEqual({ code: 5, output: expect.stringContaining('net::ERR_PROXY_CONNECTION_FAILED') });
  expect(asked()).toBe(before);

  set(home, { ...given, theme: 'purple' });
  const anew = await ending(run('--sign-in'));
  expect(anew).toEqual({ code: 78, output: expect.stringContaining('theme must be system, light or dark') });
  expect(asked()).toBe(before);
  const stays = await ending(run());
  expect(stays).toEqual({
    code: 0,
    output: expect.stringMatching(/Signed in as ada@example\.org[\s\S]*You stay signed in/),
  });
  expect(asked()).toBeGreaterThan(before);
});

test('the window follows the administrator’s file, and shows ignored options and errors to fix', {
  tag: '@long',
}, async ({ launch, server, home }) => {
  set(home, { ...serverOf(server), theme: 'dark' });
  const managed = await launch({ server: null, flags: ['--server-url=https://login.example.org'] });
  const window = await managed.window();
  await sees(window, TITLES.signedOut);
  await window.locator('summary').click();
  await expect(
    window.getByText('--server-url: ignored, because the administrator has set a different value'),
  ).toBeVisible();
  expect(await managed.snapshot()).toMatchObject({
    server: { url: server.url, lockedBy: 'administrator' },
    settings: { theme: { value: 'dark', lockedBy: 'administrator' } },
  });
  await managed.quit();

  set(home, { sever: server.url });
  const broken = await launch();
  const page = await broken.window();
  await sees(page, english.misconfigured.title);
  await expect(page.getByText('sever must be left out: there is no such field')).toBeVisible();
  expect(server.log).toEqual([]);
});

test('--check-config lists every problem of a file with its place, or what it sets, and changes nothing', async ({
  terminal,
  home,
}) => {
  const file = join(home.folder, 'config.json');
  const check = (text: string) => {
    writeFileSync(file, text);
    return ending(terminal({ server: null, flags: [`--check-config=${file}`] }));
  };
  expect(await check('{\n  "theme": "dark"\n  "updates": false\n}')).toEqual({
    code: 78,
    output: `${file}:3:3: must contain a JSON object: comma expected\n`,
  });
  expect(await check('{\n  "sever": "https://login.example.org",\n  "theme": "purple"\n}')).toEqual({
    code: 78,
    output: `${file}:2:3: sever must be left out: there is no such field\n${file}:3:3: theme must be system, light or dark\n`,
  });
  expect(await check('{"serverUrl": "https://login.example.org"}')).toEqual({
    code: 0,
    output: `${file} can be used. It sets serverUrl.\n`,
  });
  for (const own of ['logs', 'vault', 'settings.json']) expect(existsSync(join(home.profile, own))).toBe(false);
});
