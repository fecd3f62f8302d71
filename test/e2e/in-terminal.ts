/** Shared parts of the stories in a terminal. */
import jsQR from 'jsqr';
import type { TerminalRun } from '../harness/fixtures.ts';

/** A run's exit code and its complete output. */
export async function ending(run: TerminalRun): Promise<{ readonly code: number | null; readonly output: string }> {
  const code = await run.exitCode;
  return { code, output: run.stdout.text() + run.stderr.text() };
}

/** The text of the QR code that a terminal draws in half blocks; null if none can be read. */
export function readTextQr(printed: string): string | null {
  const lines = printed.split('\n').filter((line) => /^[ █▀▄]{20,}$/.test(line));
  const columns = lines[0]?.length ?? 0;
  const [width, height] = [columns * MODULE, lines.length * 2 * MODULE];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [Math.floor((at % width) / MODULE), Math.floor(at / width / MODULE)];
    const half = lines[y >> 1]?.[x] ?? ' ';
    const ink = half === '█' || half === (y % 2 === 0 ? '▀' : '▄');
    pixels.set(ink ? [0, 0, 0, 255] : [255, 255, 255, 255], at * 4);
  }
  return jsQR(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
}

/** Pixels on each side of a QR code's module. */
const MODULE = 4;
