/** Reads a screen like a phone's camera. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/** The text of the QR code in a screenshot; null if none can be read. */
export function readQr(png: Buffer): string | null {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}

/** The same for everything on the Xvfb display whose pixels are in this folder. */
export function readQrOnScreen(pixelsIn: string): string | null {
  // The X window dump format, version 7 (XWDFile.h): a header of 32-bit numbers, a color table, then 4 bytes a pixel.
  const dump = readFileSync(join(pixelsIn, 'Xvfb_screen0'));
  const [headerBytes, width, height, rowBytes, colors] = [0, 4, 5, 12, 19].map((at) => dump.readUInt32BE(4 * at));
  if (!headerBytes || !width || !height || !rowBytes || colors === undefined) return null;
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = dump.readUInt32LE(headerBytes + 12 * colors + y * rowBytes + 4 * x);
      rgba.set([(pixel >> 16) & 0xff, (pixel >> 8) & 0xff, pixel & 0xff, 0xff], 4 * (y * width + x));
    }
  }
  return jsQR(rgba, width, height)?.data ?? null;
}
