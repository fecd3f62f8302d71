/** Every view, drawn in a plain browser from every state: whether it fits, and who can use it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { ODD, SCENES, type Scene, WAITING } from '../renderer/scenes.ts';
import type { Stage } from '../renderer/stage.ts';
import { expect, test } from '../renderer/test.ts';

const SIZES = {
  usual: { width: 480, height: 720 },
  smallest: { width: 360, height: 560 },
  wide: { width: 1000, height: 700 },
  /** The usual window at 200 % zoom. */
  zoomed: { width: 240, height: 360 },
} as const;
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every view is accessible, in ${colorScheme}`, async ({ stage }) => {
    await stage.page.emulateMedia({ colorScheme });
    // Each view in one of the two themes; both themes see every kind of view.
    const mine = SCENES.filter((_, at) => at % 2 === (colorScheme === 'light' ? 0 : 1));
    for (const scene of mine) {
      await draw(stage, scene);
      await picture(stage, scene, colorScheme);
      const { violations } = await new AxeBuilder({ page: stage.page })
        .withTags(WCAG_22_AA)
        .setLegacyMode(true)
        .analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
      expect.soft(found, scene[0]).toEqual([]);
    }
  });
}

test('every view is reached whole by keyboard', async ({ stage }) => {
  for (const scene of SCENES) {
    await draw(stage, scene);
    expect.soft(await tabThrough(stage), scene[0]).toEqual(await pressable(stage));
  }
});

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`nothing reaches over the side of a ${size} window`, async ({ stage }) => {
    const { page } = stage;
    await page.setViewportSize(viewport);
    for (const scene of SCENES) {
      await draw(stage, scene);
      const { over } = await overflow(stage);
      expect.soft(over, `${scene[0]}: pixels over the side`).toBeLessThanOrEqual(0);
      if (size === 'smallest' || size === 'wide') await picture(stage, scene, size);
    }
  });
}

for (const size of ['usual', 'smallest', 'wide'] as const) {
  test(`the pass needs no scrolling in a ${size} window`, async ({ stage }) => {
    await stage.page.setViewportSize(SIZES[size]);
    for (const scene of WAITING) {
      await draw(stage, scene);
      const { below } = await overflow(stage);
      expect.soft(below, `${scene[0]}: pixels below the window`).toBeLessThanOrEqual(0);
    }
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a camera reads the QR code off the screen, in ${colorScheme}`, async ({ stage }) => {
    const { page } = stage;
    await page.emulateMedia({ colorScheme });
    for (const size of ['usual', 'smallest', 'wide'] as const) {
      await page.setViewportSize(SIZES[size]);
      for (const scene of [...WAITING, ...ODD]) {
        const [name, { session }] = scene;
        if (session.kind !== 'awaiting-approval' || name === 'odd-too-long-for-qr') continue;
        await draw(stage, scene);
        const screen = PNG.sync.read(await page.screenshot({ fullPage: true }));
        expect.soft(decode(screen), `${name}, ${size}`).toBe(session.prompt.qrText);
      }
    }
  });
}

test('every module of the QR code is a whole number of pixels, black or white', async ({ stage }) => {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await stage.page.setViewportSize(viewport);
    for (const scene of WAITING.slice(0, 3)) {
      await draw(stage, scene);
      const colours = await coloursOf(stage.page.locator('.qr > svg'));
      expect.soft(colours, `${scene[0]}, ${size}`).toEqual(new Set(['0,0,0', '255,255,255']));
    }
  }
});

async function draw({ page, change }: Stage, [name, snapshot]: Scene) {
  await change(snapshot);
  const { kind } = snapshot.session;
  if (kind === 'loading' || kind === 'requesting-code' || kind === 'signing-out')
    await expect(page.locator('.mark--working')).toBeVisible();
  if (kind === 'awaiting-approval' && name !== 'odd-too-long-for-qr')
    await expect(page.locator('.qr > svg')).toBeVisible();
  await page.evaluate('document.fonts.ready.then(() => null)');
}

/** Pictures for people: every view, both themes, three sizes. */
async function picture({ page }: Stage, [name]: Scene, variant: string) {
  await page.screenshot({ path: `test-results/views/${name}.${variant}.png`, fullPage: true });
}

async function overflow({ page }: Stage): Promise<{ over: number; below: number }> {
  return page.evaluate(
    '(({ scrollWidth, scrollHeight }) => ({ over: scrollWidth - innerWidth, below: scrollHeight - innerHeight }))(document.documentElement)',
  );
}

const FOCUSABLE = 'button, input, summary, a[href], [tabindex="0"]';

function pressable({ page }: Stage): Promise<string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('${FOCUSABLE}')].filter((one) => one.checkVisibility()).map((one) => one.id || one.textContent.trim())`,
  );
}

/** What Tab reaches from the heading on, in order. */
async function tabThrough(stage: Stage): Promise<string[]> {
  const { page } = stage;
  const reached: string[] = [];
  await page.evaluate(`document.querySelector('h1').focus()`);
  for (const _ of await pressable(stage)) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(`document.activeElement.id || document.activeElement.textContent.trim()`));
  }
  return reached;
}

function decode({ data, width, height }: PNG): string | null {
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}

async function coloursOf(locator: Locator): Promise<Set<string>> {
  const { data } = PNG.sync.read(await locator.screenshot());
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += 4) colours.add(data.subarray(at, at + 3).join(','));
  return colours;
}
