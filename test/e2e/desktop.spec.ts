/** The tray, the window, and a second launch. */
import { spawn } from 'node:child_process';
import type { Page } from '@playwright/test';
import { expect, test } from '../harness/fixtures.ts';
import { recipe } from '../harness/launch.ts';
import { english } from '../harness/messages.ts';
import { testWorld } from '../harness/test-world.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, press, sees, shownCode, signIn, TITLES } from './steps.ts';

test('the tray shows the state, offers the matching actions, and is enough to use the app', async ({
  launch,
  server,
}) => {
  const app = await launch({ flags: ['--hidden'] });
  const menu = async () => (await app.desktop.tray())?.menu;
  await expect.poll(menu).toEqual(['(Not signed in)', '', 'Sign in…', 'Show', 'Tools', 'Settings', '', 'Quit']);
  expect(app.hasWindow()).toBe(false);
  await app.desktop.chooseFromTray('Show');
  await sees(await app.window(), TITLES.signedOut);
  await (await app.window()).close();
  await expect.poll(() => app.hasWindow()).toBe(false);
  expect(app.hasEnded()).toBe(false);

  await app.desktop.chooseFromTray('Sign in…');
  const page = await app.window();
  const code = await shownCode(page);
  await expect.poll(() => scriptsRead(page, 'before the first paint')).toEqual([]);
  // Then it loads the other views, so that no later view has to wait. Scripts that the page contains are not read again.
  await expect.poll(() => scriptsRead(page, 'at all')).toEqual(expect.arrayContaining(['pages.js', 'signed-in.js']));
  const read = await scriptsRead(page, 'at all');
  expect(read).toEqual([...new Set(read)]);
  for (const name of ['code', 'en-code', 'en-common', 'shared', 'window']) expect(read).not.toContain(`${name}.js`);
  await expect.poll(menu).toContain('Copy code');
  await app.desktop.chooseFromTray('Copy code');
  await expect.poll(() => app.desktop.clipboard()).toBe(code);
  await app.desktop.chooseFromTray('Open page');
  await expect.poll(() => app.desktop.opened()).toEqual([server.approvalPage]);

  await approve(server, code);
  await sees(page, TITLES.signedIn);
  await expect.poll(menu).toContain('Sign out');
  expect((await app.desktop.tray())?.tooltip).toContain('Signed in');
  expect(await app.quit()).toBe(0);
});

/** The names of the scripts that a page has read, once for each time. */
async function scriptsRead(page: Page, when: 'before the first paint' | 'at all'): Promise<readonly string[]> {
  const until = when === 'at all' ? 'Infinity' : `performance.getEntriesByName('first-contentful-paint')[0].startTime`;
  const read = await page.evaluate<string[]>(
    `performance.getEntriesByType('resource').filter(({ startTime }) => startTime < ${until}).map(({ name }) => name)`,
  );
  const names = read.map((url) => url.split('/').at(-1) ?? '');
  return names.filter((name) => name.endsWith('.js')).sort();
}

test('a second launch shows the window, may start a sign-in, and refuses other settings by name', {
  tag: '@long',
}, async ({ launch, home, server }) => {
  const app = await launch();
  await (await app.window()).close();
  await expect.poll(() => app.hasWindow()).toBe(false);

  const second = (...flags: string[]) => {
    const start = recipe(testWorld().runtime, {
      flags: [`--user-data-dir=${home.profile}`, ...flags],
      recorder: {
        keychain: home.workingKeychain,
        administratorsFile: home.administratorsFile,
        desktop: true,
        printed: null,
      },
      display: testWorld().display.kind !== 'none',
    });
    const child = spawn(start.command, start.args, {
      cwd: start.folder,
      env: { ...start.environment, ...home.environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (text) => (output += text));
    return new Promise<{ code: number | null; output: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, output })),
    );
  };

  expect(await second()).toMatchObject({ code: 0 });
  await sees(await app.window(), TITLES.signedOut);
  await (await app.window()).close();

  const refused = await second('--server-url=https://evil.example', '--keep-without-keyring');
  expect(refused.code).toBe(64);
  expect(refused.output).toContain('--server-url');
  expect(refused.output).toContain('--keep-without-keyring');
  expect((await app.snapshot()).server?.url).toBe(server.url);

  await second('--sign-in');
  await sees(await app.window(), TITLES.waiting);
});

test('an unexpected error ends nothing, and is shown without its message', { tag: '@long' }, async ({
  launch,
  server,
  home,
}) => {
  const app = await launch();
  const page = await signIn(app, server);
  const message = `at ${server.secrets().at(-1)}`;
  await app.electron.evaluate((_, text) => {
    setTimeout(() => {
      throw new TypeError(text);
    });
    void Promise.reject(new RangeError(text));
  }, message);
  await expect(page.getByText(english.notRenewed.unforeseen)).toBeVisible();
  await page.getByText('Details', { exact: true }).click();
  await expect(page.getByText(/fault: (TypeError|RangeError)/)).toBeVisible();
  await press(page, 'Try again');
  await expect.poll(() => server.log.filter(({ grantType }) => grantType === 'refresh_token').length).toBe(1);
  expectNoSecrets({ home, server, runs: [app] });
});
