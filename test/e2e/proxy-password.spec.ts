/** A proxy that asks for a password. The user types it in the window; it is sent only to that proxy and written nowhere. */
import type { Page } from '@playwright/test';
import type { Companion } from '../../preload/api.ts';
import { expect, type RunningApp, test } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';
import { type PasswordProxy, startPasswordProxy } from './password-proxy.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';
import { approve, press, sees, shownCode, TITLES } from './steps.ts';

const FIRST = { user: 'ada', password: 'correct-horse-Ü' };
const WRONG = { user: 'ada', password: 'wrong-stapler-7' };
const LATER = { user: 'ada', password: 'battery: staple%' };

test('wrong, then right, then changed by the proxy: the window asks each time, and no one else sees the password', {
  tag: '@long',
}, async ({ launch, server, home }) => {
  const proxy = await startPasswordProxy(FIRST);
  try {
    const app = await launch();
    await useProxy(app, proxy);
    const page = await app.window();
    const asked = page.getByText(english.proxy.note({ host: proxy.host }));
    const texts: string[] = [];
    const reported = async () => texts.push(JSON.stringify(await app.snapshot()), await page.content());

    await test.step('the proxy asks, and does not accept a wrong password', async () => {
      await press(page, 'Sign in');
      await sees(page, 'The server can’t be reached');
      await expect(asked).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await answer(page, WRONG);
      await expect(page.getByRole('alert')).toHaveText(english.proxy.refused);
      await expect(page.getByLabel(english.proxy.user)).toBeFocused();
      await expect(page.getByLabel(english.proxy.password)).toHaveValue('');
      expect(proxy.passed()).toBe(0);
      await reported();
    });
    await test.step('the right one leads to a code, and to being signed in', async () => {
      await answer(page, FIRST);
      await approve(server, await shownCode(page));
      await sees(page, TITLES.signedIn);
      await reported();
    });
    await test.step('renewing, too, goes through the proxy, unasked', async () => {
      const before = proxy.passed();
      await tryAgain(page);
      await expect.poll(() => proxy.passed()).toBeGreaterThan(before);
      await expect(asked).toHaveCount(0);
    });
    await test.step('the signed-in window asks for the password if the proxy no longer accepts it', async () => {
      proxy.wants(LATER);
      // If a renewal is in progress, pressing the button sends no request of its own.
      await expect(async () => {
        await tryAgain(page);
        await expect(page.getByRole('alert')).toHaveText(english.proxy.refused, { timeout: 2_000 });
      }).toPass();
      await sees(page, TITLES.signedIn);
      await answer(page, LATER);
      await expect(asked).toHaveCount(0);
      expect((await app.snapshot()).session).toMatchObject({ kind: 'signed-in', connection: { kind: 'ok' } });
      await reported();
    });

    await app.quit();
    const passwords = [FIRST, WRONG, LATER].map(({ password }) => password);
    const secrets = () => [...server.secrets(), ...passwords];
    expectNoSecrets({ home, server: { secrets }, runs: [app], texts: [...texts, app.printed()] });
  } finally {
    await proxy.close();
  }
});

/** Uses the proxy even for servers on this computer, because the stories have no others. */
async function useProxy({ electron }: RunningApp, { host }: PasswordProxy): Promise<void> {
  await electron.evaluate(async ({ session }, proxyRules) => {
    for (const partition of ['companion', 'companion-refresh'])
      await session.fromPartition(partition).setProxy({ proxyRules, proxyBypassRules: '<-loopback>' });
  }, host);
}

async function answer(page: Page, { user, password }: typeof FIRST): Promise<void> {
  await page.getByLabel(english.proxy.user).fill(user);
  await page.getByLabel(english.proxy.password).fill(password);
  await page.keyboard.press('Enter');
}

/** Triggers the automatic renewal, so that the story needn't wait for it. */
async function tryAgain(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { companion } = globalThis as unknown as { companion: Companion };
    await companion.tryAgain((await companion.current()).account ?? '');
  });
}
