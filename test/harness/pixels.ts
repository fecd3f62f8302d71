/** What a phone's camera would read from a screen. */
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/** The text of the QR code in a screenshot; null if there is none that can be read. */
export function readQr(png: Buffer): string | null {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? null;
}
