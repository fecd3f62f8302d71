/** Playwright's `test` with one browser page that draws the built window. */
import { type Browser, type BrowserContextOptions, test as base, chromium, expect } from '@playwright/test';
import type { ConsentView } from '../../preload/consent-api.ts';
import { openBrowser } from '../harness/browser.ts';
import { findChromium } from '../harness/programs.ts';
import { type ConsentStage, openConsent } from './consent-stage.ts';
import { NOW, snapshot } from './snapshots.ts';
import { isDrawn, openStage, type Stage } from './stage.ts';

export { expect };

const VIEWPORT = { width: 480, height: 720 };
/** In London's time zone and without motion, so that pictures are always the same. */
const SETTINGS: BrowserContextOptions = {
  viewport: VIEWPORT,
  locale: 'en-GB',
  timezoneId: 'Etc/UTC',
  reducedMotion: 'reduce',
};

interface Window {
  /**
   * Whether the test has a browser context of its own, in `test.use({ alone: true })`: for one that steers the time of
   * its page, or changes what the page begins with. The others share a page, since each costs more than what a test does.
   */
  readonly alone: boolean;
  /** The device pixel ratio, for a test with its own browser context. */
  readonly scale: number;
  /** The window, signed out, with a stopped clock. */
  readonly stage: Stage;
  /** Opens the window with different contents for some of its files. */
  readonly stageWith: (chunks: Readonly<Record<string, string>>) => Promise<Stage>;
  /** Opens the question about a tool, in a page of its own. */
  readonly ask: (view: ConsentView) => Promise<ConsentStage>;
}

export const test = base.extend<Window, { readonly plainBrowser: Browser; readonly shared: Stage }>({
  alone: [false, { option: true }],
  scale: [1, { option: true }],
  plainBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const browser = await openBrowser(chromium, findChromium());
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  shared: [async ({ plainBrowser }, use) => use(await open(plainBrowser)), { scope: 'worker' }],
  stage: async ({ plainBrowser, shared, alone, scale }, use) => {
    const stage = alone ? await open(plainBrowser, {}, scale) : shared;
    if (!alone) {
      await stage.page.setViewportSize(VIEWPORT);
      await stage.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
      await stage.page.reload();
      await isDrawn(stage.page);
    }
    await use(stage);
    expect(stage.faults.splice(0)).toEqual([]);
    if (alone) await stage.page.context().close();
  },
  stageWith: async ({ plainBrowser }, use) => {
    const stages: Stage[] = [];
    await use(async (chunks) => {
      const stage = await open(plainBrowser, chunks);
      stages.push(stage);
      return stage;
    });
    for (const { faults } of stages) expect(faults).toEqual([]);
    for (const { page } of stages) await page.context().close();
  },
  ask: async ({ plainBrowser }, use) => {
    const stages: ConsentStage[] = [];
    await use(async (view) => {
      const stage = await openConsent(await (await plainBrowser.newContext(SETTINGS)).newPage(), view);
      stages.push(stage);
      return stage;
    });
    for (const { faults } of stages) expect(faults).toEqual([]);
    for (const { page } of stages) await page.context().close();
  },
});

async function open(browser: Browser, chunks: Readonly<Record<string, string>> = {}, scale = 1): Promise<Stage> {
  const context = await browser.newContext({ ...SETTINGS, deviceScaleFactor: scale });
  await context.clock.setFixedTime(NOW);
  return openStage(await context.newPage(), snapshot({ kind: 'signed-out', because: null }), chunks);
}
