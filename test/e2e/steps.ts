/** User actions that many stories share. */
import { expect, type Page } from '@playwright/test';
import { approveByForms } from '../authorization-server/person.ts';
import { type AuthorizationServer, type RunningApp, readQr } from '../harness/fixtures.ts';
import { english } from '../harness/messages.ts';

export const TITLES = {
  signedOut: english.signedOut.title,
  /** The stories' servers are on this computer. */
  waiting: 'Open the page, then enter the code',
  signedIn: english.signedIn.title,
} as const;

/** Waits until the window has this heading. */
export async function sees(page: Page, title: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

/** Presses the button with exactly this name. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Requests a code in the window, and returns it as displayed. */
export async function askForCode(page: Page): Promise<string> {
  await press(page, 'Sign in');
  return shownCode(page);
}

export async function shownCode(page: Page, title: string = TITLES.waiting): Promise<string> {
  await sees(page, title);
  return ((await page.locator('.code [aria-hidden="true"]').textContent()) ?? '').replace(/\s/g, '');
}

/** Approves a code without a browser, which is quick. */
export async function approve(server: AuthorizationServer, userCode: string, name = 'ada@example.org'): Promise<void> {
  const { page } = await approveByForms(server.approvalPage, { userCode, name, decision: 'approve' });
  expect(page).toBe('approved');
}

/** Signs in from the first screen. */
export async function signIn(app: RunningApp, server: AuthorizationServer, name?: string): Promise<Page> {
  const page = await app.window();
  await approve(server, await askForCode(page), name);
  await sees(page, TITLES.signedIn);
  return page;
}

/** The number of requests to the token endpoint so far. */
export function polls(server: AuthorizationServer): number {
  return server.log.filter(({ path }) => path === '/api/v1/oauth/token').length;
}

/** The number of polls for this code so far. */
export function pollsOf(server: AuthorizationServer, userCode: string): number {
  return server.log.filter((entry) => entry.userCode === userCode).length;
}

/** Waits for two more polls for a code. That is longer than any interval, so any poll for an older code would have arrived. */
export async function polledTwice(server: AuthorizationServer, userCode: string): Promise<void> {
  const before = pollsOf(server, userCode);
  await expect.poll(() => pollsOf(server, userCode)).toBeGreaterThan(before + 1);
}

/** The address in the window: from the QR code, or from the text if only this computer can open the page. */
export async function linkIn(page: Page): Promise<string> {
  const isHere = await page.getByRole('button', { name: 'Copy code and open page' }).isVisible();
  if (isHere) return (await page.locator('.address bdi').textContent())?.trim() ?? '';
  await page.locator('.qr svg').waitFor();
  const text = readQr(await page.screenshot());
  if (text === null) throw new Error('there is no readable QR code in the window');
  return text;
}
