/** A QR code as text. */

const BLACK_ON_WHITE = '\u001b[30;107m';
const PLAIN = '\u001b[0m';
/** With fewer, there is no white to draw on. */
const COLOURS = 16;

/** Where it is drawn. */
export interface Paper {
  readonly columns: number;
  readonly inColour: boolean;
}

/** What a terminal has room and colours for; a file or a pipe has all the room, and none of the colours. */
export function paperOf(stream: NodeJS.WriteStream): Paper {
  if (!stream.isTTY) return { columns: Number.POSITIVE_INFINITY, inColour: false };
  // A terminal that does not know its width says 0. `hasColors` knows NO_COLOR and TERM=dumb.
  return { columns: stream.columns || Number.POSITIVE_INFINITY, inColour: stream.hasColors(COLOURS) };
}

/**
 * Draws `text` in half blocks, with its quiet zone; in colour it is black on white whatever the terminal's own colours
 * are. Null: its lines would not fit, and what a terminal wraps no phone can read.
 */
export async function drawQr(text: string, { columns, inColour }: Paper): Promise<string | null> {
  const { default: qrcode } = await import('qrcode');
  const drawn = await qrcode.toString(text, { type: 'utf8', margin: 4 });
  if (drawn.indexOf('\n') > columns) return null;
  return inColour ? drawn.replace(/^.+$/gm, `${BLACK_ON_WHITE}$&${PLAIN}`) : drawn;
}
