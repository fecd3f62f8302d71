/**
 * Draws every icon file from the SVG sources beside this script: `npm run icons`.
 * The results are committed, so that neither a build nor a package needs a renderer.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { Resvg } from '@resvg/resvg-js';
import { IconIcns, IconIco } from '@shockpkg/icon-encoder';

const here = (path: string) => new URL(path, import.meta.url);

/** The sizes that desktops request. Up to `SMALL`, the drawing for 16 px is more legible. */
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const SMALL = 24;

/** Windows shows 16 and 32 px at its usual scales, 20 and 24 px between them. */
const WINDOWS_TRAY_SIZES = [16, 20, 24, 32];

/** Apple's type codes, each with its size in pixels (the @2x ones are twice their nominal size). */
const ICNS_TYPES: readonly (readonly [type: string, px: number])[] = [
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic04', 16],
  ['ic14', 512],
  ['ic09', 512],
  ['ic05', 32],
  ['ic10', 1024],
  ['ic11', 32],
];

await mkdir(here('app/'), { recursive: true });
await mkdir(here('tray/'), { recursive: true });
await drawApp();
for (const mark of ['ok', 'working', 'attention']) await drawTray(mark);

async function drawApp() {
  const png = new Map<number, Uint8Array>();
  for (const px of APP_SIZES) png.set(px, await draw(px <= SMALL ? 'app-16.svg' : 'app.svg', px));
  const sized = (px: number) => png.get(px) ?? new Uint8Array();

  for (const px of APP_SIZES) await writeFile(here(`app/${px}x${px}.png`), sized(px));
  await writeFile(here('app.ico'), await ico([16, 24, 32, 48, 64, 128, 256].map(sized)));
  const icns = new IconIcns();
  icns.toc = true;
  for (const [type, px] of ICNS_TYPES) await icns.addFromPng(sized(px), [type]);
  await writeFile(here('app.icns'), icns.encode());
}

async function drawTray(mark: string) {
  // On Linux, StatusNotifierItem hosts draw icons with 22 px.
  await writeFile(here(`tray/${mark}.png`), await draw(`tray-${mark}-22.svg`, 22));
  await writeFile(here(`tray/${mark}@2x.png`), await draw(`tray-${mark}-22.svg`, 44));
  // macOS treats a black and transparent image as a template if its name ends in Template.
  await writeFile(here(`tray/${mark}Template.png`), await draw(`tray-${mark}-16-template.svg`, 16));
  await writeFile(here(`tray/${mark}Template@2x.png`), await draw(`tray-${mark}-16-template.svg`, 32));
  const windows = WINDOWS_TRAY_SIZES.map((px) => draw(`tray-${mark}-16.svg`, px));
  await writeFile(here(`tray/${mark}.ico`), await ico(await Promise.all(windows)));
}

async function draw(source: string, px: number): Promise<Uint8Array> {
  return new Resvg(await readFile(here(source), 'utf8'), { fitTo: { mode: 'width', value: px } }).render().asPng();
}

async function ico(pngs: readonly Uint8Array[]): Promise<Uint8Array> {
  const icon = new IconIco();
  for (const png of pngs) await icon.addFromPng(png);
  return icon.encode();
}
