/**
 * An attacker who controls the window's page can do no harm from there. The test tries everything, and a table shows the
 * results.
 */
import { REQUESTS } from '../../preload/requests.ts';
import { type Attacked, attackTable } from '../harness/attack-table.ts';
import { expect, test } from '../harness/fixtures.ts';
import { testWorld } from '../harness/test-world.ts';
import { inPage, PAGE_ATTACKS, TRAVERSALS, WRONG_VALUES } from './attacks.ts';
import { approve, sees, TITLES } from './steps.ts';

/**
 * On the stand-in, Chromium itself refuses every permission; test/unit/desktop/hardening.test.ts covers Electron's handlers.
 */
const standIn = testWorld().runtime.kind === 'stand-in';

test('a page that was taken over leads nowhere', { tag: '@long' }, async ({ launch, terminal }) => {
  test.slow();
  const app = await launch();
  const page = await app.window();
  await sees(page, TITLES.signedOut);
  const address = page.url();
  const rows: Attacked[] = [];
  const note = (attack: string, tried: string, happened: unknown) =>
    rows.push({ attack, tried, happened: String(happened) });

  for (const [attack, tried, code] of PAGE_ATTACKS) note(attack, tried, await page.evaluate(inPage(code)));

  // A script of the window loads, so the responses to the other requests are meaningful.
  const load = (src: string) =>
    page.evaluate(inPage(`return (await added('script', { src: ${src} })) === 'load' ? 'loaded' : 'no: not found'`));
  expect(await load(JSON.stringify('assets/shared.js'))).toBe('loaded');
  for (const path of TRAVERSALS) note('read a file', path, await load(JSON.stringify(path)));

  for (const name of REQUESTS) {
    // Without an account, the request opens the list of accounts.
    const wrong = WRONG_VALUES.filter((value) => name !== 'openAccount' || value !== 'null');
    const answers =
      await page.evaluate(`Promise.all([${wrong.join(', ')}].flatMap((value) => [[value], [value, value]]).map(
      async (args) => companion.${name}(...args)).map((asked) => asked.then(() => 'answered', (error) => /refused$/.test(error.message) ? 'refused' : 'not sent')))`);
    const kinds = [...new Set(answers as string[])].sort();
    expect.soft({ name, kinds }).toEqual({ name, kinds: ['not sent', 'refused'] });
    note('ask wrongly', `${name}: ${(answers as string[]).length} lists of arguments`, `no: ${kinds.join(', ')}`);
  }
  for (const url of [
    'https://evil.example/',
    'http://evil.example/',
    'file:///etc/passwd',
    'javascript:1',
    'ms-settings:',
    'smb://evil/x',
  ]) {
    await page.evaluate(
      inPage(`open(${JSON.stringify(url)}); await companion.openInBrowser(${JSON.stringify(url)}).catch(() => 0)`),
    );
    const opened = await app.desktop.opened();
    note('open an address', url, opened.length === 0 ? 'no: nothing was opened' : opened.join());
  }
  for (const [tried, code] of [
    ['location', `location.href = 'https://evil.example/'`],
    ['a link', `add('a', { href: 'https://evil.example/' }).click()`],
    ['a form', `add('form', { action: 'https://evil.example/' }).submit()`],
    [
      'a refresh',
      `document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=https://evil.example/' }))`,
    ],
    ['a page without an origin', `location.href = 'data:text/html,x'`],
  ] as const) {
    await page.evaluate(inPage(`${code}; await soon(); await soon()`));
    note('lead it away', tried, page.url() === address ? 'no: it stays' : page.url());
  }
  await expect.poll(() => app.electron.windows().length).toBe(1);
  await sees(page, TITLES.signedOut);

  const same = terminal();
  note('a second run', 'the same profile', (await same.exitCode) === 7 ? 'no: exit code 7' : 'it runs');

  // This comes last, because it destroys the window's page.
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.loadURL('data:text/html,<main>x</main>'),
  );
  await page.locator('main', { hasText: /^x$/ }).waitFor();
  const asked = await page.evaluate(
    `globalThis.companion ? companion.current().then(() => 'answered', () => 'no: refused') : 'no: it is not there'`,
  );
  note('ask from a wrong origin', 'data:', asked);

  expect(rows.filter(({ happened }) => !happened.startsWith('no'))).toEqual([]);
  console.log(attackTable('Attacks by the window’s page', rows));
  if (standIn)
    console.log(
      'On the stand-in Chromium refuses permissions whatever the program says, and frames never have a preload script.\n',
    );
});

test('a second profile holds nothing of the first one’s sign-in', { tag: '@long' }, async ({
  home,
  server,
  terminal,
}) => {
  const first = terminal();
  await approve(server, (await first.prompt()).userCode);
  expect(await first.exitCode).toBe(0);
  const second = terminal({ flags: [`--user-data-dir=${home.folder}/second`] });
  await second.prompt();
  second.signal('SIGINT');
  expect(await second.exitCode).toBe(130);
  const again = terminal();
  expect(await again.exitCode).toBe(0);
  expect(again.stdout.text()).not.toMatch(/^Code /m);
});
