/** A tool requests a token: the prompt in its own window, each answer, and attacks from pages. */
import { request } from 'node:http';
import type { Page } from '@playwright/test';
import { expect, type RunningApp, test } from '../harness/fixtures.ts';
import { axeViolations } from '../renderer/judge.ts';
import { press, sees, signIn } from './steps.ts';

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Asks the app's own API for a token, as a tool does, once the question before has left the screen. */
async function ask(app: RunningApp, body: object): Promise<Reply> {
  await expect.poll(() => app.isAsking()).toBe(false);
  const { api } = (await app.snapshot()).tools;
  if (api.kind !== 'listening') throw new Error(`the API is not there: ${JSON.stringify(api)}`);
  return new Promise((resolve, reject) => {
    const sent = request(
      { socketPath: api.path, path: '/v1/token', method: 'POST', headers: { 'Content-Type': 'application/json' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.once('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    sent.once('error', reject).end(JSON.stringify(body));
  });
}

const typeOf = ({ body }: Reply) => String(body['type']).split(':').at(-1);

async function signedIn(app: RunningApp, server: Parameters<typeof signIn>[1]): Promise<Page> {
  const page = await signIn(app, server);
  await expect.poll(async () => (await app.snapshot()).tools.api.kind).toBe('listening');
  return page;
}

/** The question, with buttons that can be pressed. */
async function question(app: RunningApp): Promise<Page> {
  const prompt = await app.consentWindow();
  await expect(prompt.getByRole('button', { name: 'Don’t allow' })).toHaveAttribute('aria-disabled', 'false');
  return prompt;
}

/** Answers the question, and waits until its window has closed, which can be later than the tool's response. */
async function answer(app: RunningApp, act: (prompt: Page) => Promise<void>): Promise<void> {
  const prompt = await question(app);
  const closed = prompt.waitForEvent('close');
  await act(prompt);
  await closed;
}

test('a tool gets a token once it is allowed, and the window shows what it did', async ({ launch, server }) => {
  const app = await launch();
  const page = await signedIn(app, server);
  const once = ask(app, { tool: 'backup', reason: 'Nightly backup', startedBy: 'cron', folder: '/home/ada' });
  const prompt = await question(app);
  await sees(prompt, '“backup” wants to use your sign-in');
  await expect(prompt.getByRole('blockquote')).toHaveText('Nightly backup');
  await expect(prompt.getByText('ada@example.org')).toBeVisible();
  await expect(prompt.getByRole('button', { name: 'Don’t allow' })).toBeFocused();
  await prompt.getByText('Details', { exact: true }).click();
  await expect(prompt.getByText('cron')).toBeVisible();
  await answer(app, (it) => press(it, 'Once'));
  expect((await once).body).toMatchObject({ token_type: 'Bearer' });

  const always = ask(app, { tool: 'backup' });
  await answer(app, (it) => press(it, 'Always allow'));
  expect((await always).status).toBe(200);
  expect((await ask(app, { tool: 'backup' })).status).toBe(200);
  expect(app.isAsking()).toBe(false);

  await app.desktop.chooseFromTray('Tools');
  await sees(page, 'Tools');
  await expect(page.getByText('Used 2 times')).toBeVisible();
  await press(page, 'Remove backup');
  await expect(page.getByText('No tools yet')).toBeVisible();

  const untilLock = ask(app, { tool: 'sync' });
  await answer(app, (it) => it.getByRole('button', { name: 'Until I' }).click());
  expect((await untilLock).status).toBe(200);
  await expect(page.getByText('until you')).toBeVisible();

  await test.step('a refusal, a closed window and Escape give no token, and a denied tool raises no second question', async () => {
    const denied = ask(app, { tool: 'one' });
    await answer(app, (it) => press(it, 'Don’t allow'));
    expect(typeOf(await denied)).toBe('declined');
    expect(typeOf(await ask(app, { tool: 'one' }))).toBe('declined');
    expect(app.isAsking()).toBe(false);

    const closed = ask(app, { tool: 'two' });
    await (await question(app)).close();
    expect(typeOf(await closed)).toBe('no-consent');

    const escaped = ask(app, { tool: 'three' });
    // The window closes before the key is released.
    await answer(app, (it) => it.keyboard.press('Escape').catch(() => undefined));
    expect(typeOf(await escaped)).toBe('declined');
    // After three refusals within ten minutes, under any names, there are no more prompts for a while.
    expect(typeOf(await ask(app, { tool: 'four' }))).toBe('no-consent');
    expect(app.isAsking()).toBe(false);
  });
});

/** Stops the app's clock until the returned function is called, so that nothing in between is too late. */
async function stopClock({ electron }: RunningApp): Promise<() => Promise<void>> {
  const stopped = await electron.evaluateHandle(() => {
    const os = process.getBuiltinModule('node:os');
    const { syncBuiltinESMExports } = process.getBuiltinModule('node:module');
    const { uptime } = os;
    const [now, up] = [performance.now(), uptime()];
    performance.now = () => now;
    os.uptime = () => up;
    syncBuiltinESMExports();
    return {
      go() {
        Reflect.deleteProperty(performance, 'now');
        os.uptime = uptime;
        syncBuiltinESMExports();
      },
    };
  });
  return () => stopped.evaluate((clock) => clock.go());
}

test('presses in the first half second don’t count, and the keyboard alone is enough to answer', {
  tag: '@long',
}, async ({ launch, server }) => {
  const app = await launch();
  await signedIn(app, server);
  const asked = ask(app, { tool: 'backup' });
  const prompt = await question(app);
  // As soon as the window comes to the front, send a request that the page itself would never send.
  const refused = prompt.evaluate(`consent.question().then(({ question: { id } }) => {
    const outcome = (answer) => answer.then(() => 'taken', () => 'refused');
    return new Promise((resolve) => {
      consent.onShown(() => resolve(Promise.all([outcome(consent.answer(id, 'always')), outcome(consent.answer('another', 'no'))])));
      globalThis.isListening = true;
    });
  })`);
  await expect.poll(() => prompt.evaluate('globalThis.isListening')).toBe(true);
  const letGo = await stopClock(app);
  await app.desktop.chooseFromTray('Answer…');
  expect(await refused).toEqual(['refused', 'refused']);
  await letGo();
  await question(app);
  expect(await (await axeViolations(prompt))()).toEqual([]);
  await prompt.keyboard.press('Tab');
  await prompt.keyboard.press('Enter').catch(() => undefined);
  expect((await asked).status).toBe(200);
});

test('the main window’s page can neither open the question nor answer it, and a code on the screen comes first', {
  tag: '@long',
}, async ({ launch, server }) => {
  const app = await launch();
  const page = await signedIn(app, server);
  await app.desktop.chooseFromTray('Sign in again…');
  await expect.poll(async () => (await app.snapshot()).session.kind).toBe('awaiting-approval');

  const asked = ask(app, { tool: 'backup' });
  await expect.poll(async () => (await app.desktop.tray())?.menu).toContain('Answer…');
  expect((await app.desktop.tray())?.tooltip).toContain('“backup” wants to use your sign-in');
  expect((await app.desktop.notifications()).at(-1)).toEqual({
    title: '“backup” wants to use your sign-in',
    body: 'Click to answer.',
  });
  expect(app.isAsking()).toBe(false);
  await press(page, 'Cancel');

  const prompt = await question(app);
  expect(new URL(prompt.url()).host).not.toBe(new URL(page.url()).host);
  const own = await page.evaluate(
    '[typeof consent, Object.keys(companion).filter((it) => /answer|consent/i.test(it))]',
  );
  expect(own).toEqual(['undefined', ['answerSomeoneElse', 'answerProxy']]);
  const outcome = await page.evaluate(`(async () => {
    const target = ${JSON.stringify(prompt.url())};
    open(target);
    const frame = Object.assign(document.createElement('iframe'), { src: target });
    // Even a blocked frame reports that it has loaded.
    await new Promise((resolve) => { frame.onload = resolve; document.body.append(frame); });
    const fetched = await fetch(target).then(() => 'read', () => 'refused');
    const inside = frame.contentDocument?.body?.childElementCount ?? 0;
    frame.remove();
    return [fetched, inside];
  })()`);
  expect(outcome).toEqual(['refused', 0]);
  await expect.poll(() => app.electron.windows().length).toBe(2);
  // The prompt's page doesn't have the main window's contract either.
  expect(await prompt.evaluate('[typeof companion, Object.keys(consent).sort()]')).toEqual([
    'undefined',
    ['answer', 'onShown', 'question'],
  ]);
  // When raised again, it accepts no press for half a second. Record that in the page, because a busy computer could check too
  // late.
  await expect.poll(() => prompt.evaluate('document.querySelector("button").ariaDisabled')).toBe('false');
  await prompt.evaluate(`(() => {
    const button = document.querySelector('button');
    globalThis.isHeldAgain = new Promise((resolve) => {
      new MutationObserver(() => { if (button.ariaDisabled === 'true') resolve(true); }).observe(button, { attributes: true });
    });
  })()`);
  await app.desktop.chooseFromTray('Answer…');
  expect(await prompt.evaluate('globalThis.isHeldAgain')).toBe(true);
  await press(await question(app), 'Don’t allow');
  expect(typeOf(await asked)).toBe('declined');
  expect((await app.desktop.tray())?.menu).not.toContain('Answer…');
});

test('with tools switched off nothing is asked', { tag: '@long' }, async ({ launch, server }) => {
  const app = await launch();
  const page = await signedIn(app, server);
  await expect(page.getByText('Use this sign-in')).toBeVisible();
  await app.desktop.chooseFromTray('Settings');
  await page.getByRole('switch', { name: 'Let tools ask' }).click();
  await expect(page.getByRole('switch', { name: 'Let tools ask' })).not.toBeChecked();
  expect(typeOf(await ask(app, { tool: 'backup' }))).toBe('tools-off');
  expect(app.isAsking()).toBe(false);
  await press(page, 'Back');
  await expect(page.getByText('Use this sign-in')).toBeHidden();
});

test('the command to copy is in the clipboard after one press', { tag: '@long' }, async ({ launch, server }) => {
  const app = await launch();
  const page = await signedIn(app, server);
  await page.getByText('Use this sign-in').click();
  await press(page, 'Copy the command');
  await expect.poll(() => app.desktop.clipboard()).toBe('transparenc-companion token');
  await page.getByRole('radio', { name: 'Git' }).check();
  await press(page, 'Copy the command');
  await expect.poll(() => app.desktop.clipboard()).toContain('credential git');
});
