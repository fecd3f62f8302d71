import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { drawQr, terminalOf } from '../../../main/cli/qr-code.ts';

const ADDRESS = 'https://login.example.org/device';

/** A terminal with as many columns as a command line would give, and the colors of its `TERM`. */
function terminal(columns: number, colors: number) {
  return { isTTY: true, columns, hasColors: (wanted: number) => colors >= wanted } as NodeJS.WriteStream;
}

describe('the QR code of a terminal', () => {
  it('is as wide as its modules and their quiet zone, and that much room is enough', async () => {
    const drawn = (await drawQr(ADDRESS, { columns: 37, inColor: false })) ?? '';
    expect(new Set(drawn.split('\n').map((line) => line.length))).toEqual(new Set([37]));
    expect(drawn).toMatch(/^[ █▀▄\n]+$/);
    // The quiet zone is four modules wide, which is two lines.
    const lines = drawn.split('\n');
    expect([...lines.slice(0, 2), ...lines.slice(-2)].join('').trim()).toBe('');
    for (const line of lines) expect(line).toMatch(/^ {4}.{29} {4}$/);
  });

  it('is not drawn if its lines would wrap', async () => {
    expect(await drawQr(ADDRESS, { columns: 36, inColor: false })).toBeNull();
    expect(await drawQr(`${ADDRESS}?${'x'.repeat(1900)}`, { columns: 80, inColor: true })).toBeNull();
  });

  it('is black on white in color, each line by itself', async () => {
    const drawn = (await drawQr(ADDRESS, { columns: 80, inColor: true })) ?? '';
    const plain = (await drawQr(ADDRESS, { columns: 80, inColor: false })) ?? '';
    expect(drawn.split('\n')).toEqual(plain.split('\n').map((line) => `\u001b[30;107m${line}\u001b[0m`));
  });

  it.each([
    ['a terminal', terminal(80, 256), { columns: 80, inColor: true, isDark: true }],
    ['a terminal without colors (NO_COLOR, TERM=dumb)', terminal(80, 2), { columns: 80, inColor: false, isDark: true }],
    ['a terminal without white', terminal(80, 8), { columns: 80, inColor: false, isDark: true }],
    ['a terminal that does not know its width', terminal(0, 16), { columns: Infinity, inColor: true, isDark: true }],
    ['a pipe', { isTTY: false } as NodeJS.WriteStream, { columns: Infinity, inColor: false }],
  ])('takes the room and the colors of %s', (_, stream, paper) => {
    expect(terminalOf(stream, {})).toEqual(paper);
  });

  it.each([
    ['0;15', false],
    ['0;default;7', false],
    ['15;0', true],
    ['0;7;0', true],
    ['', true],
  ])('takes COLORFGBG=%j at its word: dark is %s', (COLORFGBG, isDark) => {
    expect(terminalOf(terminal(80, 2), { COLORFGBG }).isDark).toBe(isDark);
  });

  it.each([
    ['dark', true, '#000', '#fff'],
    ['light', false, '#fff', '#000'],
  ])(
    'without colors is dark on light on a %s terminal, for scanners that read no inverted code',
    async (_, isDark, paper, ink) => {
      const drawn = (await drawQr(ADDRESS, { columns: 80, inColor: false, isDark })) ?? '';
      const { data, side } = photographed(drawn, paper, ink);
      expect(jsQR(data, side, side, { inversionAttempts: 'dontInvert' })?.data).toBe(ADDRESS);
    },
  );
});

/** A terminal as a camera sees it: four pixels per module, each character two modules high. */
function photographed(drawn: string, paper: string, ink: string) {
  const rows = drawn.split('\n').filter((line) => line !== '');
  const upper = new Set(['█', '▀']);
  const lower = new Set(['█', '▄']);
  const modules = rows.flatMap((row) => [upper, lower].map((half) => [...row].map((block) => half.has(block))));
  const size = modules[0]?.length ?? 0;
  const side = size * 4;
  const data = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const isInk = modules[Math.floor(y / 4)]?.[Math.floor(x / 4)] ?? false;
      const value = (isInk ? ink : paper) === '#fff' ? 255 : 0;
      data.set([value, value, value, 255], (y * side + x) * 4);
    }
  return { data, side };
}
