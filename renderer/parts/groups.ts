/** How a user code is set in type: in groups that the eye can carry, with nothing added to it. */

export interface Piece {
  readonly text: string;
  /** `join`: what the server itself put between groups. */
  readonly kind: 'group' | 'join';
}

const JOINS = /([-\u2010-\u2015 ]+)/;

/** The pieces joined give the code verbatim. */
export function pieces(userCode: string): readonly Piece[] {
  const split = userCode
    .split(JOINS)
    .map((text, at): Piece => ({ text, kind: at % 2 === 0 ? 'group' : 'join' }))
    .filter(({ text }) => text !== '');
  const [only] = split;
  return split.length === 1 && only ? inEqualParts(only.text) : split;
}

/** Other scripts may join their letters, so they are not cut. */
function inEqualParts(code: string): readonly Piece[] {
  const length =
    /^[A-Za-z0-9]+$/.test(code) && code.length > 5
      ? code.length % 4 !== 0 && code.length % 3 === 0
        ? 3
        : 4
      : code.length;
  const parts: Piece[] = [];
  for (let at = 0; at < code.length; at += length) parts.push({ text: code.slice(at, at + length), kind: 'group' });
  return parts;
}

/** How wide the code is, in letters of the Latin alphabet; those of East Asia take two. */
export function widthOf(userCode: string): number {
  return [...userCode].reduce((width, character) => width + (character >= '\u1100' ? 2 : 1), 0);
}
