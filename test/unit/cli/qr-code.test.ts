import { describe, expect, it } from 'vitest';
import { drawQr, paperOf } from '../../../main/cli/qr-code.ts';

const ADDRESS = 'https://login.example.org/device';

/** A terminal with as many columns as a command line would tell, and the colours of its `TERM`. */
function terminal(columns: number, colours: number) {
  return { isTTY: true, columns, hasColors: (wanted: number) => colours >= wanted } as NodeJS.WriteStream;
}

describe('the QR code of a terminal', () => {
  it('is as wide as its modules and their quiet zone, and that much room is enough', async () => {
    const drawn = (await drawQr(ADDRESS, { columns: 37, inColour: false })) ?? '';
    expect(new Set(drawn.split('\n').map((line) => line.length))).toEqual(new Set([37]));
    expect(drawn).toMatch(/^[ █▀▄\n]+$/);
  });

  it('is not drawn where its lines would be wrapped', async () => {
    expect(await drawQr(ADDRESS, { columns: 36, inColour: false })).toBeNull();
    expect(await drawQr(`${ADDRESS}?${'x'.repeat(1900)}`, { columns: 80, inColour: true })).toBeNull();
  });

  it('is black on white in colour, each line by itself', async () => {
    const drawn = (await drawQr(ADDRESS, { columns: 80, inColour: true })) ?? '';
    const plain = (await drawQr(ADDRESS, { columns: 80, inColour: false })) ?? '';
    expect(drawn.split('\n')).toEqual(plain.split('\n').map((line) => `\u001b[30;107m${line}\u001b[0m`));
  });

  it.each([
    ['a terminal', terminal(80, 256), { columns: 80, inColour: true }],
    ['a terminal without colours (NO_COLOR, TERM=dumb)', terminal(80, 2), { columns: 80, inColour: false }],
    ['a terminal without white', terminal(80, 8), { columns: 80, inColour: false }],
    ['a terminal that does not know its width', terminal(0, 16), { columns: Infinity, inColour: true }],
    ['a pipe', { isTTY: false } as NodeJS.WriteStream, { columns: Infinity, inColour: false }],
  ])('takes the room and the colours of %s', (_, stream, paper) => {
    expect(paperOf(stream)).toEqual(paper);
  });
});
