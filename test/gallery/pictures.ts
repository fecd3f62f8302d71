/** Pictures of the window in every state: by the real app, which gets a state as its main process would send it. */
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { ConsentQuestion, Language, Snapshot } from '../../preload/api.ts';
import { signalChannel } from '../../preload/requests.ts';
import type { RunningApp } from '../harness/fixtures.ts';
import { DATA } from '../harness/paths.ts';
import { openConsent } from '../renderer/consent-stage.ts';
import { NOW } from '../renderer/snapshots.ts';
import { signOf } from '../renderer/stage.ts';
import { consentView } from '../renderer/tools.ts';

export const GALLERY = join(DATA, 'gallery');

/** The app's usual window size. */
const WINDOW = { width: 480, height: 720 };

/** The variants of each state: one language for each writing direction, light and dark. */
export const LOOKS = (['en', 'ar'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme })),
);
export type Look = (typeof LOOKS)[number];

/** Debian's fonts with fonts-noto-core, by the names used to request them. Other fonts would give other pixels. */
const PINNED = { 'system-ui': 'NotoSans-Regular.ttf', 'system-ui:lang=ar': 'DejaVuSans.ttf' };

/** Why pictures can't be compared with the stored ones; null if they can. */
export function whyNotComparable(): string | null {
  try {
    for (const [pattern, pinned] of Object.entries(PINNED)) {
      const file = execFileSync('fc-match', ['-f', '%{file}', pattern], { encoding: 'utf8' });
      if (basename(file) !== pinned) return `the pictures were made with ${pinned}, and here is ${basename(file)}`;
    }
    return null;
  } catch {
    return 'fc-match is not here to tell which fonts are used';
  }
}

/** Draws states one after the other in the app's own window, with a stopped clock. */
export async function openGallery(app: RunningApp) {
  const page = await app.window();
  await page.clock.setFixedTime(NOW);
  await keepOwnStates(app);
  return {
    /** @param press actions on the page before the picture is taken */
    async picture(
      of: Snapshot,
      { language, colorScheme }: Look,
      press?: (page: Page) => Promise<void>,
    ): Promise<Buffer> {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await report(app, { ...of, language, systemLocale: localeOf(language) });
      await drawn(page, language, signOf(of));
      await press?.(page);
      return page.screenshot();
    },
  };
}

/** The question about a tool, drawn in a plain browser: the app's own window asks only what a tool has asked for. */
export async function pictureOfQuestion(
  browser: Browser,
  question: Partial<ConsentQuestion>,
  { language, colorScheme }: Look,
  hasDetails: boolean,
): Promise<Buffer> {
  const context = await browser.newContext({ viewport: WINDOW, colorScheme, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await openConsent(page, consentView(question, { language, systemLocale: localeOf(language) }));
    if (hasDetails) await page.locator('summary').click();
    return await page.screenshot();
  } finally {
    await context.close();
  }
}

function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}

/** A function for the main process that sends the gallery's states. */
const SEND = 'sendToGallery';

/** Stops the app's own states from reaching the page, because a late one would replace the state in the picture. */
function keepOwnStates(app: RunningApp): Promise<void> {
  return app.electron.evaluate(
    ({ BrowserWindow }, [channel, name]) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) throw new Error('no window is open');
      const send = contents.send.bind(contents);
      Object.assign(globalThis, { [name]: send });
      contents.send = (to: string, ...args: unknown[]) => {
        if (to !== channel) send(to, ...args);
      };
    },
    [signalChannel('changed'), SEND] as const,
  );
}

function report(app: RunningApp, snapshot: Snapshot): Promise<void> {
  return app.electron.evaluate((_, [name, channel, reported]) => Reflect.get(globalThis, name)(channel, reported), [
    SEND,
    signalChannel('changed'),
    snapshot,
  ] as const);
}

/** A state that is usually brief is drawn with a delay, and so is a language that has to be loaded first. */
async function drawn(page: Page, language: Language, sign: string): Promise<void> {
  await page.locator(`html[lang="${language}"]`).waitFor();
  await page.locator(sign).first().waitFor({ state: 'attached' });
  // Two frames, after which a change of language or theme has been drawn.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
}
