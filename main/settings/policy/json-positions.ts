/** Finds the positions of a syntax error and of each field in JSON, which `JSON.parse` doesn't provide. */
import { type JSONPath, visit } from 'jsonc-parser';

/** Lines and columns start at 1. Columns count UTF-16 code units, as in most editors. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The first syntax error, such as `comma expected`. */
interface SyntaxProblem {
  readonly at: Position;
  readonly problem: string;
}

interface Fields {
  /** The position of the whole value. */
  readonly start: Position;
  /** The positions of field names and list elements, by path (`accounts.0.name`). For a repeated name, the last position. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Fields that occur more than once. All but the last are ignored. */
  readonly repeated: readonly string[];
}

/** Deeper than any valid file, and not too deep for the stack. */
const DEEPEST = 100;

/** The parser's error codes, from 1, in words. */
const PROBLEMS: readonly string[] = [
  '',
  'invalid symbol',
  'invalid number',
  'property name in double quotes expected',
  'value expected',
  'colon expected',
  'comma expected',
  'closing brace expected',
  'closing bracket expected',
  'end of file expected',
  'comments are not allowed',
  'unfinished comment',
  'text must end on the same line',
  'unfinished number',
  'invalid Unicode escape',
  'invalid escape character',
  'invalid character',
];

export function readPositions(text: string): Fields | SyntaxProblem {
  let start: Position = { line: 1, column: 1 };
  const positions = new Map<string, Position>();
  const repeated: string[] = [];
  const problems: SyntaxProblem[] = [];

  function onValue(_offset: number, _length: number, line: number, column: number, path: () => JSONPath) {
    const names = path();
    const at = positionOf(line, column);
    if (names.length > DEEPEST) {
      problems.push({ at, problem: 'too many brackets inside one another' });
      throw new RangeError('too deep');
    }
    if (names.length === 0) start = at;
    if (typeof names.at(-1) === 'number') positions.set(names.join('.'), at);
  }

  const visitor: Parameters<typeof visit>[1] = {
    onObjectBegin: onValue,
    onArrayBegin: onValue,
    onLiteralValue: (_value, ...at) => onValue(...at),
    onObjectProperty(name, _offset, _length, line, column, path) {
      const field = [...path(), name].join('.');
      if (positions.has(field)) repeated.push(field);
      positions.set(field, positionOf(line, column));
    },
    onError: (code, _offset, _length, line, column) =>
      problems.push({ at: positionOf(line, column), problem: PROBLEMS[code] ?? 'invalid JSON' }),
  };
  try {
    visit(text, visitor, { disallowComments: true });
  } catch (error) {
    if (problems.length === 0) throw error;
  }
  return problems[0] ?? { start, positions, repeated };
}

function positionOf(line: number, column: number): Position {
  return { line: line + 1, column: column + 1 };
}
