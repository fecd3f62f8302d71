/** Every view in every state, theme and direction for axe; every QR code in every size, theme and scale for a camera. */
import { spawnSync } from 'node:child_process';
import { findProgram } from '../harness/programs.ts';
import { axeIn, pressable, readPass, SIZES, tabThrough } from '../renderer/judge.ts';
import { QR_SCENES, SCENES } from '../renderer/scenes.ts';
import { expect, test } from '../renderer/test.ts';

const ZBAR = findProgram('zbarimg');
const readers = ZBAR ? 'jsQR and zbar' : 'jsQR alone, since there is no zbarimg here';
const THEMES = ['light', 'dark'] as const;

for (const colorScheme of THEMES) {
  for (const language of ['en', 'ar'] as const) {
    test(`axe finds nothing in any state, ${colorScheme}, ${language}`, async ({ stage }) => {
      test.setTimeout(600_000);
      await stage.page.emulateMedia({ colorScheme });
      const violations = await axeIn(stage);
      for (const [name, snapshot] of SCENES) {
        await stage.draw({ ...snapshot, language, systemLocale: language });
        expect.soft(await violations(), name).toEqual([]);
      }
      console.log(`axe: ${SCENES.length} states, ${colorScheme}, ${language}`);
    });
  }
}

test('Tab reaches everything in every state', async ({ stage }) => {
  test.setTimeout(600_000);
  for (const [name, snapshot] of SCENES) {
    await stage.draw(snapshot);
    expect.soft(await tabThrough(stage), name).toEqual(await pressable(stage));
  }
});

for (const scale of [1, 2]) {
  test.describe(`at ${scale}x`, () => {
    test.use({ alone: true, scale });
    for (const colorScheme of THEMES) {
      test(`two readers find every QR code in every size, ${colorScheme}`, async ({ stage }) => {
        test.setTimeout(600_000);
        const { page } = stage;
        await page.emulateMedia({ colorScheme });
        let read = 0;
        for (const size of ['usual', 'smallest', 'wide'] as const) {
          await page.setViewportSize(SIZES[size]);
          for (const [scene, qrText] of QR_SCENES) {
            await stage.draw(scene[1]);
            expect.soft(await readPass(stage), `${scene[0]}, ${size}`).toBe(qrText);
            // In the smallest window, a QR code of 2000 characters has modules of one pixel, which zbar can't read.
            const tooFine = scale === 1 && size === 'smallest' && scene[0] === 'odd-longest-address';
            if (ZBAR && !tooFine)
              expect
                .soft(zbar(ZBAR, await page.screenshot({ fullPage: true })), `${scene[0]}, ${size}, by zbar`)
                .toBe(qrText);
            read += 1;
          }
        }
        console.log(`QR codes: ${read} at ${scale}x, ${colorScheme}; ${readers}`);
      });
    }
  });
}

/** Reads it with another reader, from the whole window. */
function zbar(program: string, png: Buffer): string | null {
  const { stdout, status } = spawnSync(program, ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', '-'], {
    input: png,
  });
  return status === 0 ? stdout.toString().replace(/\n$/, '') : null;
}
