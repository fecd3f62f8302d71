/** Splits a user code into groups that are easy to read, without adding characters. */

/** Some characters, and the server's own separator after them: a hyphen, a space or nothing. */
export interface Group {
  readonly letters: string;
  readonly join: string;
}

const GROUP = /([^-\u2010-\u2015 ]*)([-\u2010-\u2015 ]*)/g;

/** Joined, the groups equal the code. */
export function groupsOf(userCode: string): readonly Group[] {
  const groups = [...userCode.matchAll(GROUP)]
    .map(([, letters = '', join = '']) => ({ letters, join }))
    .filter(({ letters, join }) => letters || join);
  const [only] = groups;
  return groups.length === 1 && only?.join === '' ? inEqualParts(only.letters) : groups;
}

function inEqualParts(code: string): readonly Group[] {
  const length = partLength(code);
  const groups: Group[] = [];
  for (let at = 0; at < code.length; at += length) groups.push({ letters: code.slice(at, at + length), join: '' });
  return groups;
}

/** Splits only Latin letters and digits, because other scripts may join their letters. */
function partLength(code: string): number {
  if (code.length <= 5 || !/^[A-Za-z0-9]+$/.test(code)) return code.length;
  return code.length % 4 !== 0 && code.length % 3 === 0 ? 3 : 4;
}

/** The width of the code in Latin letters. East Asian characters count as two. */
export function widthOf(userCode: string): number {
  return [...userCode].reduce((width, character) => width + (character >= '\u1100' ? 2 : 1), 0);
}
