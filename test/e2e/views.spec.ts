/** Every view, drawn in a plain browser from every state: whether it fits and is accessible. */
import { PNG } from 'pngjs';
import { ACCOUNT_WAITING } from '../renderer/accounts.ts';
import { axeIn, pressable, readPass, SIZES, tabThrough } from '../renderer/judge.ts';
import { QR_SCENES, SCENES, SIGNED_IN, WAITING } from '../renderer/scenes.ts';
import { expect, test } from '../renderer/test.ts';

/** A sample. views.long.spec.ts covers all views, in both themes and directions. */
const EVERY = 30;
const sampleFrom = (first: number) => SCENES.filter((_, at) => at % EVERY === first).entries();

test('one in thirty views is accessible, in one theme or the other', async ({ stage }) => {
  const violations = await axeIn(stage);
  for (const [at, [name, snapshot]] of sampleFrom(0)) {
    await stage.page.emulateMedia({ colorScheme: at % 2 === 0 ? 'light' : 'dark' });
    await stage.draw(snapshot);
    expect.soft(await violations(), name).toEqual([]);
  }
});

test('one in thirty views is reached whole by keyboard', async ({ stage }) => {
  for (const [, [name, snapshot]] of sampleFrom(5)) {
    await stage.draw(snapshot);
    expect.soft(await tabThrough(stage), name).toEqual(await pressable(stage));
  }
});

for (const size of ['usual', 'smallest', 'wide', 'zoomed'] as const) {
  const scrolls = size === 'zoomed' ? '' : ', and what is looked at most without scrolling at all';
  test(`the ${size} window holds each view without scrolling sideways${scrolls}`, {
    tag: size === 'smallest' ? [] : '@long',
  }, async ({ stage }) => {
    const whole = new Set(
      size === 'zoomed' ? [] : [...WAITING, ...ACCOUNT_WAITING, ...SIGNED_IN].map(([name]) => name),
    );
    await stage.page.setViewportSize(SIZES[size]);
    const overflows = await stage.overflow(SCENES.map(([, snapshot]) => snapshot));
    for (const [at, { beside, below }] of overflows.entries()) {
      const name = SCENES[at]?.[0] ?? '';
      expect.soft(beside, `${name}: pixels beside the window`).toBeLessThanOrEqual(0);
      if (whole.has(name)) expect.soft(below, `${name}: pixels below the window`).toBeLessThanOrEqual(0);
    }
  });
}

// views.long.spec.ts reads each in every size, theme and scale.
const LOOKS = [
  ['usual', 'light'],
  ['smallest', 'dark'],
] as const;
test('a camera reads the QR code off the screen, in one theme or the other', async ({ stage }) => {
  for (const [at, [size, colorScheme]] of LOOKS.entries()) {
    await stage.page.emulateMedia({ colorScheme });
    await stage.page.setViewportSize(SIZES[size]);
    for (const [scene, qrText] of QR_SCENES.filter((_, nth) => nth % LOOKS.length === at)) {
      await stage.draw(scene[1]);
      expect.soft(await readPass(stage), `${scene[0]}, ${size}`).toBe(qrText);
    }
  }
});

test('every module of the QR code is a whole number of pixels, black or white, in a dark theme too', {
  tag: '@long',
}, async ({ stage }) => {
  await stage.page.emulateMedia({ colorScheme: 'dark' });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await stage.page.setViewportSize(viewport);
    for (const [scene] of QR_SCENES) {
      await stage.draw(scene[1]);
      const pixelsPerModule = await stage.page.evaluate<number>(
        `(({ width, viewBox }) => width.baseVal.value / viewBox.baseVal.width)(document.querySelector('.qr > svg'))`,
      );
      expect.soft(pixelsPerModule % 1, `${scene[0]}, ${size}`).toBe(0);
      const shades = shadesInside(await stage.page.locator('.qr > svg').screenshot());
      expect.soft(shades, `${scene[0]}, ${size}`).toEqual(new Set([0xff000000, 0xffffffff]));
    }
  }
});

/** In pixels. */
const CORNER = 8;
const EDGE = 1;
/** All colors in a picture, except at its edges, which may be between pixels, and at its rounded corners. */
function shadesInside(picture: Buffer): Set<number> {
  const { data, width, height } = PNG.sync.read(picture);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const isInside = (at: number) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const [besides, above] = [Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)];
    return Math.min(besides, above) >= EDGE && Math.max(besides, above) >= CORNER;
  };
  return new Set(pixels.filter((_, at) => isInside(at)));
}
