/** A QR code as text. */
import type { BitMatrix } from 'qrcode';

const BLACK_ON_WHITE = '\u001b[30;107m';
const PLAIN = '\u001b[0m';
/** With fewer, there is no white to draw on. */
const COLOURS = 16;

/** The terminal that it is drawn on. */
export interface Paper {
  readonly columns: number;
  readonly inColour: boolean;
  /** Whether the terminal writes light on dark. Assumed unless its environment states otherwise. */
  readonly isDark?: boolean;
}

/** What a terminal has room and colours for; a file or a pipe has all the room, and none of the colours. */
export function paperOf(
  stream: NodeJS.WriteStream,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Paper {
  if (!stream.isTTY) return { columns: Number.POSITIVE_INFINITY, inColour: false };
  // A terminal that does not know its width reports 0. `hasColors` knows NO_COLOR and TERM=dumb.
  const inColour = stream.hasColors(COLOURS);
  return { columns: stream.columns || Number.POSITIVE_INFINITY, inColour, isDark: !isLight(environment) };
}

/**
 * Draws `text` in half blocks, with its quiet zone; in colour it is black on white, independent of the terminal's own colours
 * are. Null: its lines would not fit, and what a terminal wraps no phone can read.
 */
export async function drawQr(text: string, { columns, inColour, isDark = false }: Paper): Promise<string | null> {
  const { create } = await import('qrcode');
  const drawn = inHalfBlocks(create(text).modules);
  if (drawn.indexOf('\n') > columns) return null;
  if (inColour) return drawn.replace(/^.+$/gm, `${BLACK_ON_WHITE}$&${PLAIN}`);
  // On a dark terminal a filled block is light, and strict scanners read no inverted code.
  return isDark ? inverted(drawn) : drawn;
}

/** Modules of white on each side (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Two rows of modules in each line of text, dark ones as ink, without a line break at the end. */
function inHalfBlocks(modules: BitMatrix): string {
  const { size } = modules;
  const isDark = (row: number, column: number) =>
    row >= 0 && row < size && column >= 0 && column < size && modules.get(row, column) > 0;
  const lines: string[] = [];
  for (let row = -QUIET_ZONE; row < size + QUIET_ZONE; row += 2) {
    let line = '';
    for (let column = -QUIET_ZONE; column < size + QUIET_ZONE; column += 1)
      line += BLOCKS[(isDark(row, column) ? 2 : 0) + (isDark(row + 1, column) ? 1 : 0)];
    lines.push(line);
  }
  return lines.join('\n');
}

/** By what is dark: nothing, the lower half, the upper half, both. */
const BLOCKS = [' ', '▄', '▀', '█'] as const;

/** rxvt's convention, which others follow: `COLORFGBG=0;15` is black on white. */
function isLight({ COLORFGBG = '' }: Readonly<Record<string, string | undefined>>): boolean {
  return /;(7|15)$/.test(COLORFGBG);
}

const OPPOSITE: Readonly<Record<string, string>> = { ' ': '█', '█': ' ', '▀': '▄', '▄': '▀' };

function inverted(drawn: string): string {
  return drawn.replace(/[ █▀▄]/g, (block) => OPPOSITE[block] ?? block);
}
