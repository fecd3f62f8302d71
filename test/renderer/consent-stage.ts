/** The built prompt in a plain browser page: no Electron, and a main process that notes the answers. */
import type { Page } from '@playwright/test';
import type { ConsentView } from '../../preload/consent-api.ts';
import { openBuilt } from './stage.ts';

/** What the page's fake `window.consent` keeps for the test. */
interface Inside {
  readonly answers: [id: string, choice: string][];
  readonly show: () => void;
}
declare const inside: Inside;

export interface ConsentStage {
  readonly page: Page;
  /** The errors in the page. */
  readonly faults: string[];
  /** The answers since the last call. */
  answers(): Promise<readonly (readonly [id: string, choice: string])[]>;
  /** Reports to the page that main brought the window to the front. */
  bringToFront(): Promise<void>;
}

/** Opens the prompt in an empty page. */
export async function openConsent(page: Page, view: ConsentView): Promise<ConsentStage> {
  await page.addInitScript(fakeConsent, view);
  const faults = await openBuilt(page, 'consent.html');
  await page.locator('main').waitFor();
  return {
    page,
    faults,
    answers: () => page.evaluate(() => inside.answers.splice(0)),
    bringToFront: () => page.evaluate(() => inside.show()),
  };
}

/** Runs in the page, before its own scripts. */
function fakeConsent(view: ConsentView) {
  const listeners: (() => void)[] = [];
  const answers: Inside['answers'] = [];
  const consent = {
    question: async () => view,
    answer: async (id: string, choice: string) => void answers.push([id, choice]),
    onShown: (listener: () => void) => void listeners.push(listener),
  };
  const show = () => {
    for (const listener of listeners) listener();
  };
  Object.assign(globalThis, { consent, inside: { answers, show } satisfies Inside });
}
