/** What the window's page cannot do, and what happens when its renderer dies. */
import { expect, test } from '../harness/fixtures.ts';
import { askForCode, sees, shownCode, TITLES } from './steps.ts';

test('the page cannot leave, open a window, reach the network, run what is not the app’s own, or ask for more than the contract', async ({
  launch,
}) => {
  const app = await launch();
  const page = await app.window();
  await sees(page, TITLES.signedOut);
  const address = page.url();
  // As text: this program's types know no DOM.
  const outcome = await page.evaluate(`(async () => {
    const add = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
    add('script', { textContent: 'globalThis.ranInline = true' });
    add('script', { src: 'data:text/javascript,globalThis.ranData=true' });
    add('iframe', { src: 'https://evil.example/' });
    open('https://evil.example/');
    const outcome = {
      fetched: await fetch('index.html').then(() => true, () => false),
      // Later, since what a debugger evaluates may evaluate.
      evaluated: await new Promise((resolve) => setTimeout(() => {
        try { resolve((0, eval)('true')); } catch { resolve(false); }
      })),
      ran: [globalThis.ranInline, globalThis.ranData].join(),
      node: [typeof globalThis.require, typeof globalThis.process].join(),
    };
    location.href = 'https://evil.example/';
    await new Promise((resolve) => setTimeout(resolve, 200));
    return outcome;
  })()`);
  expect(outcome).toEqual({ fetched: false, evaluated: false, ran: ',', node: 'undefined,undefined' });
  expect(page.url()).toBe(address);
  expect(app.electron.windows()).toHaveLength(1);

  // A request that carries what the contract does not is refused without a reason.
  const refusals = await page.evaluate(`Promise.all([
    companion.openPage('https://evil.example/'),
    companion.signIn({}),
    companion.useServer({ url: 'https://evil.example', clientId: null, tokenPath: '/' }),
  ].map((asked) => asked.then(() => 'answered', (error) => error.message.replace(/^.*Error: /, ''))))`);
  expect(refusals).toEqual(['refused', 'refused', 'refused']);
  expect(await app.desktop.opened()).toEqual([]);
  await sees(page, TITLES.signedOut);
});

test('a window whose renderer dies comes back where it was, with the same code', { tag: '@long' }, async ({
  launch,
}) => {
  const app = await launch();
  const dying = await app.window();
  const code = await askForCode(dying);
  const bounds = { x: 40, y: 60, width: 520, height: 700 };
  await app.electron.evaluate(({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place), bounds);

  const died = dying.waitForEvent('crash');
  const devtools = await dying.context().newCDPSession(dying);
  // Its renderer is gone before it could answer.
  void devtools.send('Page.crash').catch(() => {});
  await died;
  await expect.poll(() => app.electron.windows().filter((page) => page !== dying)).toHaveLength(1);
  expect(await shownCode(await app.window())).toBe(code);
  const { width, height } = await app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? { width: 0, height: 0 },
  );
  expect({ width, height }).toEqual({ width: bounds.width, height: bounds.height });
});
