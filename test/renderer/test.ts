/** Playwright's `test` with one browser page that draws the built window. */
import { type BrowserContextOptions, test as base, chromium, expect } from '@playwright/test';
import { findChromium } from '../harness/programs.ts';
import { NOW, snapshot } from './snapshots.ts';
import { openStage, type Stage } from './stage.ts';

export { expect };

/** A person in London who wants no motion: pictures are the same each time. */
const SETTINGS: BrowserContextOptions = {
  viewport: { width: 480, height: 720 },
  locale: 'en-GB',
  timezoneId: 'Etc/UTC',
  reducedMotion: 'reduce',
};

interface Window {
  /** The window, signed out, at a moment that stands still. */
  readonly stage: Stage;
}

export const test = base.extend<Window, { readonly plainBrowser: Awaited<ReturnType<typeof chromium.launch>> }>({
  plainBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from the pattern
    async ({}, use) => {
      const executablePath = findChromium();
      const browser = await chromium.launch(executablePath ? { executablePath } : {});
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  stage: async ({ plainBrowser }, use) => {
    const context = await plainBrowser.newContext(SETTINGS);
    await context.clock.setFixedTime(NOW);
    const stage = await openStage(context, snapshot({ kind: 'signed-out', because: null }));
    await use(stage);
    expect(stage.faults).toEqual([]);
    await context.close();
  },
});
