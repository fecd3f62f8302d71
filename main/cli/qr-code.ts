/** Draws a QR code as text. */
import type { BitMatrix } from 'qrcode';

const BLACK_ON_WHITE = '\u001b[30;107m';
const PLAIN = '\u001b[0m';
/** With fewer colors, the terminal may have no white background. */
const COLORS = 16;

/** The terminal to draw on. */
interface Terminal {
  readonly columns: number;
  readonly inColor: boolean;
  /** Whether the terminal shows light text on dark, which is assumed unless its environment states otherwise. */
  readonly isDark?: boolean;
}

/** A stream's width and colors. A file or a pipe has unlimited width and no colors. */
export function terminalOf(
  stream: NodeJS.WriteStream,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): Terminal {
  if (!stream.isTTY) return { columns: Number.POSITIVE_INFINITY, inColor: false };
  // A terminal that does not know its width reports 0. `hasColors` knows NO_COLOR and TERM=dumb.
  const inColor = stream.hasColors(COLORS);
  return { columns: stream.columns || Number.POSITIVE_INFINITY, inColor, isDark: !isLight(environment) };
}

/**
 * Draws `text` in half blocks, with a quiet zone. With colors, it's black on white whatever the terminal's own colors are.
 * Null if it doesn't fit, because phones can't read a code with wrapped lines.
 */
export async function drawQr(text: string, { columns, inColor, isDark = false }: Terminal): Promise<string | null> {
  const { create } = await import('qrcode');
  const drawn = inHalfBlocks(create(text).modules);
  if (drawn.indexOf('\n') > columns) return null;
  if (inColor) return drawn.replace(/^.+$/gm, `${BLACK_ON_WHITE}$&${PLAIN}`);
  // On a dark terminal, filled blocks are light, and strict scanners can't read inverted codes.
  return isDark ? inverted(drawn) : drawn;
}

/** Modules of white on each side (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Draws two rows of modules per line of text, dark modules filled. No line break at the end. */
function inHalfBlocks(modules: BitMatrix): string {
  const { size } = modules;
  // Rows outside the code have no modules, but columns outside would be those of the next row.
  const isDark = (row: number, column: number) => column >= 0 && column < size && modules.get(row, column) > 0;
  const lines: string[] = [];
  for (let row = -QUIET_ZONE; row < size + QUIET_ZONE; row += 2) {
    let line = '';
    for (let column = -QUIET_ZONE; column < size + QUIET_ZONE; column += 1)
      line += BLOCKS[(isDark(row, column) ? 2 : 0) + (isDark(row + 1, column) ? 1 : 0)];
    lines.push(line);
  }
  return lines.join('\n');
}

/** Nothing dark, the lower half, the upper half, both. */
const BLOCKS = [' ', '▄', '▀', '█'] as const;

/** Reads rxvt's convention, which other terminals follow: `COLORFGBG=0;15` is black on white. */
function isLight({ COLORFGBG = '' }: Readonly<NodeJS.ProcessEnv>): boolean {
  return /;(7|15)$/.test(COLORFGBG);
}

const OPPOSITE: Readonly<Record<string, string>> = { ' ': '█', '█': ' ', '▀': '▄', '▄': '▀' };

function inverted(drawn: string): string {
  return drawn.replace(/[ █▀▄]/g, (block) => OPPOSITE[block] ?? block);
}
