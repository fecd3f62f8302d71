/** A user with a phone: a separate browser that opens an approval page, logs in and decides. */
import type { Browser, Page } from '@playwright/test';

export interface Visit {
  /** The address that the QR code held, or that was typed. */
  readonly url: string;
  /** The code to type, if the address doesn't contain it. */
  readonly userCode?: string;
  /** The name to log in with (default: `ada`). */
  readonly name?: string;
}

/** The page before the user decides. */
export interface Asked {
  readonly device: string;
  readonly userCode: string;
}

export interface Phone {
  /** Opens the page, enters the code, logs in, and stops at the decision. */
  visit(visit: Visit): Promise<Asked>;
  approve(): Promise<void>;
  deny(): Promise<void>;
  /** The page itself, for further checks. */
  readonly page: Page;
  close(): Promise<void>;
}

/** A phone on which no one is logged in. */
export async function openPhone(browser: Browser): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  const shows = (name: string) => page.locator(`body[data-page="${name}"]`).waitFor();

  return {
    page,
    async visit({ url, userCode, name = 'ada' }) {
      await page.goto(url);
      await shows('code');
      if (userCode !== undefined) await page.getByLabel('Code').fill(userCode);
      await page.getByRole('button', { name: 'Continue' }).tap();
      await page.locator('body:not([data-page="code"])').waitFor();
      if ((await page.locator('body').getAttribute('data-page')) === 'login') {
        await page.getByLabel('Name').fill(name);
        await page.getByLabel('Password').fill('any');
        await page.getByRole('button', { name: 'Log in' }).tap();
      }
      await shows('decision');
      return {
        device: (await page.locator('[data-fact="device"]').textContent()) ?? '',
        userCode: (await page.locator('.code').textContent()) ?? '',
      };
    },
    async approve() {
      await page.getByRole('button', { name: /^Yes/ }).tap();
      await shows('approved');
    },
    async deny() {
      await page.getByRole('button', { name: /^No/ }).tap();
      await shows('denied');
    },
    close: () => context.close(),
  };
}
