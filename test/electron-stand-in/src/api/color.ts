/** Parses colors in the forms that Electron's options accept. */

export interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  /** 0 to 1. */
  readonly a: number;
}

/** Parses `#rgb`, `#rrggbb` and `#aarrggbb`. Throws for the other forms that Electron supports. */
export function parseColor(color: string): Rgba {
  const [, short] = /^#([0-9a-f]{3})$/i.exec(color) ?? [];
  const digits = short === undefined ? color.slice(1) : short.replaceAll(/./g, '$&$&');
  if (!/^#[0-9a-f]+$/i.test(color) || ![6, 8].includes(digits.length))
    throw new Error(`The color ${color} is not implemented by the Electron stand-in`);
  const [a = 0, r = 0, g = 0, b = 0] = (digits.padStart(8, 'f').match(/../g) ?? []).map((pair) =>
    Number.parseInt(pair, 16),
  );
  return { r, g, b, a: a / 255 };
}
