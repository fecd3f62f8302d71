/** The committed icon files exist for every system, in the required sizes and colors. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { iconsIn } from '../../../main/desktop/tray-icons.ts';

const folder = fileURLToPath(new URL('../../../build/icons', import.meta.url));
const png = (path: string) => PNG.sync.read(readFileSync(path));
const sizeOf = (path: string) => [png(path).width, png(path).height];
const twice = (path: string) => path.replace('.png', '@2x.png');

const marks = ['ok', 'working', 'attention'] as const;

describe.each(marks)('the tray icon %s', (mark) => {
  it('on Linux is 22 pixels, and 44 for fine screens', () => {
    const path = iconsIn(folder, 'linux').tray[mark];
    expect([sizeOf(path), sizeOf(twice(path))]).toEqual([
      [22, 22],
      [44, 44],
    ]);
  });

  it('on macOS is a template of 16 pixels, and 32 for fine screens, all black', () => {
    const path = iconsIn(folder, 'darwin').tray[mark];
    expect(path).toMatch(/Template\.png$/);
    expect([sizeOf(path), sizeOf(twice(path))]).toEqual([
      [16, 16],
      [32, 32],
    ]);
    for (const { data } of [png(path), png(twice(path))])
      for (let at = 0; at < data.length; at += 4) expect([data[at], data[at + 1], data[at + 2]]).toEqual([0, 0, 0]);
  });

  it('on Windows is an .ico for every usual scale', () => {
    expect(sizesOfIco(iconsIn(folder, 'win32').tray[mark])).toEqual([16, 20, 24, 32]);
  });
});

it('tray icons show their state by shape: no two cover the same pixels', () => {
  const shapes = marks.map((mark) => {
    const { data } = png(iconsIn(folder, 'darwin').tray[mark]);
    return data.filter((_, at) => at % 4 === 3).map((alpha) => (alpha > 127 ? 1 : 0));
  });
  expect(new Set(shapes.map((it) => it.join(''))).size).toBe(3);
});

it('a window’s icon is 256 pixels', () => {
  expect(sizeOf(iconsIn(folder, 'linux').window)).toEqual([256, 256]);
});

it.each([16, 24, 32, 48, 64, 128, 256, 512, 1024])('the application has an icon of %i pixels', (px) => {
  expect(sizeOf(`${folder}/app/${px}x${px}.png`)).toEqual([px, px]);
});

it('the application has one file for Windows and one for macOS, so that packing needs no tool', () => {
  expect(sizesOfIco(`${folder}/app.ico`)).toEqual([16, 24, 32, 48, 64, 128, 256]);
  const icns = readFileSync(`${folder}/app.icns`);
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
});

/** The widths in the directory of an .ico file; 0 means 256. */
function sizesOfIco(path: string): readonly number[] {
  const ico = readFileSync(path);
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  return Array.from({ length: ico.readUInt16LE(4) }, (_, entry) => ico[6 + 16 * entry] || 256);
}
