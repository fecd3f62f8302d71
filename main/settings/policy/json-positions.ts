/** Finds the positions of a syntax error and of each field in JSON (RFC 8259), which `JSON.parse` doesn't provide reliably. */

/** Lines and columns start at 1. Columns count UTF-16 code units, as in most editors. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A syntax error, at its first character. */
interface Broken {
  readonly at: Position;
  /** What is expected instead, such as `a comma or }`. */
  readonly expected: string;
}

export interface Fields {
  /** The positions of field names and list elements, by path (`accounts.0.name`). For a repeated name, the last position. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Fields that occur more than once. All but the last are ignored. */
  readonly repeated: readonly string[];
}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b/y;
const COMMENT = /\/[/*]|#/y;

/** Deeper than any valid file, and not too deep for the stack. */
const DEEPEST = 100;

export function readPositions(text: string): Fields | Broken {
  const positions = new Map<string, Position>();
  const repeated: string[] = [];
  let at = 0;

  try {
    value([]);
    blanks();
    if (at < text.length) fail('nothing more');
    return { positions, repeated };
  } catch (error) {
    if (error instanceof Unexpected) return { at: positionOf(text, at), expected: error.expected };
    throw error;
  }

  function value(path: readonly string[]): void {
    blanks();
    if (path.length > DEEPEST) fail('fewer brackets inside one another');
    if (take('{')) members(path);
    else if (take('[')) elements(path);
    else if (text[at] === '"') string();
    else if (match(SCALAR) === null) fail('a value');
  }

  function members(path: readonly string[]): void {
    blanks();
    if (take('}')) return;
    do {
      blanks();
      if (text[at] !== '"') fail('a field name in double quotes');
      const start = at;
      const field = [...path, string()];
      const name = field.join('.');
      if (positions.has(name)) repeated.push(name);
      positions.set(name, positionOf(text, start));
      blanks();
      if (!take(':')) fail('a colon');
      value(field);
      blanks();
    } while (take(','));
    if (!take('}')) fail('a comma or }');
  }

  function elements(path: readonly string[]): void {
    blanks();
    if (take(']')) return;
    let index = 0;
    do {
      blanks();
      const element = [...path, String(index)];
      positions.set(element.join('.'), positionOf(text, at));
      value(element);
      index += 1;
      blanks();
    } while (take(','));
    if (!take(']')) fail('a comma or ]');
  }

  function string(): string {
    const found = match(STRING);
    if (found === null)
      fail('text that ends on the same line, with \\ only before " \\ / b f n r t or u and four digits');
    return JSON.parse(found);
  }

  function blanks(): void {
    match(BLANKS);
  }

  function take(character: string): boolean {
    if (text[at] !== character) return false;
    at += 1;
    return true;
  }

  function match(pattern: RegExp): string | null {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return null;
    at += found.length;
    return found;
  }

  function fail(expected: string): never {
    COMMENT.lastIndex = at;
    throw new Unexpected(COMMENT.test(text) ? `${expected}: JSON has no comments` : expected);
  }
}

class Unexpected extends Error {
  readonly expected: string;
  constructor(expected: string) {
    super(expected);
    this.expected = expected;
  }
}

function positionOf(text: string, at: number): Position {
  const lines = text.slice(0, at).split(/\r\n|[\r\n]/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
