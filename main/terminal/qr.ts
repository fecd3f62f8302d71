/** A QR code as text. */

const BLACK_ON_WHITE = '\u001b[30;107m';
const PLAIN = '\u001b[0m';

/** Draws `text` in half blocks, with its quiet zone; in colour it is black on white whatever the terminal's own colours are. */
export async function drawQr(text: string, inColour: boolean): Promise<string> {
  const { default: qrcode } = await import('qrcode');
  const drawn = await qrcode.toString(text, { type: 'utf8', margin: 4 });
  return inColour ? drawn.replace(/^.+$/gm, `${BLACK_ON_WHITE}$&${PLAIN}`) : drawn;
}
