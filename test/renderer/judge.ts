/** The checks of every view: axe finds no problems, Tab reaches everything, and a camera reads the QR code. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { readQr } from '../harness/pixels.ts';
import type { Stage } from './stage.ts';

export const SIZES = {
  usual: { width: 480, height: 720 },
  smallest: { width: 360, height: 560 },
  wide: { width: 1000, height: 700 },
  /** The usual window at 200 % zoom. */
  zoomed: { width: 240, height: 360 },
} as const;

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Loads axe into the page, and returns a function that lists its findings in the current view, by rule and place. */
export function axeIn({ page }: Pick<Stage, 'page'>): Promise<() => Promise<readonly string[]>> {
  return axeViolations(page);
}

/** Does the same for any page. */
export async function axeViolations(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(axe.source);
  return () =>
    page.evaluate(async (values) => {
      const { violations } = await axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
    }, WCAG_22_AA);
}

/** The QR code's text as a phone would read it: from the pixels of the card, not from the page's code. */
export async function readPass({ page }: Stage): Promise<string | null> {
  return readQr(await page.locator('.pass').screenshot());
}

/** Tab reaches only the chosen one of several radio buttons. */
const FOCUSABLE = 'button, input:not([type=radio]:not(:checked)), select, summary, a[href], [tabindex="0"]';
const NAME = '(one) => one.id || one.ariaLabel || one.textContent.trim()';

/** Elements to press, open or type into. */
export function pressable({ page }: Pick<Stage, 'page'>): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('${FOCUSABLE}')].filter((one) => one.checkVisibility() && !one.disabled).map(${NAME})`,
  );
}

/** The elements that Tab reaches, in order. */
export async function tabThrough(stage: Pick<Stage, 'page'>): Promise<string[]> {
  const { page } = stage;
  const reached: string[] = [];
  await page.evaluate('document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute("tabindex")');
  for (const _ of await pressable(stage)) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(`(${NAME})(document.activeElement)`));
  }
  return reached;
}
