/** Draws a QR code as an SVG path. */
import { create } from 'qrcode';

/** Modules of white on each side (ISO/IEC 18004). */
const QUIET_ZONE = 4;

export interface QrPath {
  /** Modules per side, including the quiet zone. */
  readonly modules: number;
  /** The dark modules, each one unit wide. */
  readonly path: string;
}

/** Draws `text` with error correction level M; null if it's too long for a QR code. */
export function qrPath(text: string): QrPath | null {
  const drawn = tryCreate(text);
  if (!drawn) return null;
  const { size } = drawn;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; ) {
      let run = 0;
      while (column + run < size && drawn.get(row, column + run)) run += 1;
      if (run > 0) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h${run}v1h-${run}z`;
      column += run + 1;
    }
  }
  return { modules: size + 2 * QUIET_ZONE, path };
}

function tryCreate(text: string) {
  try {
    return create(text, { errorCorrectionLevel: 'M' }).modules;
  } catch {
    return null;
  }
}
