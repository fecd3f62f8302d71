import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPositions } from '../../../../main/settings/policy/json-positions.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('JSON', () => {
  it.each<[string, number, number, string]>([
    ['', 1, 1, 'value expected'],
    ['{', 1, 2, 'closing brace expected'],
    ['{"a": 1', 1, 8, 'closing brace expected'],
    ['{"a": [1 2]}', 1, 10, 'comma expected'],
    ['{\n  "a": 1,\n}', 3, 1, 'property name in double quotes expected'],
    ['{\r  "a": 1,\r}', 3, 1, 'property name in double quotes expected'],
    ['{\r\n  "a": 1\r\n  "b": 2\r\n}', 3, 3, 'comma expected'],
    ['{"a" 1}', 1, 6, 'colon expected'],
    ["{'a': 1}", 1, 2, 'invalid symbol'],
    ['{a: 1}', 1, 2, 'invalid symbol'],
    ['{"a": True}', 1, 7, 'invalid symbol'],
    ['{"a": 01}', 1, 8, 'comma expected'],
    ['{"a": 1} {}', 1, 10, 'end of file expected'],
    ['{"a": "C:\\Windows"}', 1, 7, 'invalid escape character'],
    ['{"a": "\\u00"}', 1, 7, 'invalid Unicode escape'],
    ['{"a": "b\u0001"}', 1, 7, 'invalid character'],
    ['{"a": "b\n"}', 1, 7, 'text must end on the same line'],
    ['{"a": 1.}', 1, 7, 'unfinished number'],
    ['[1', 1, 3, 'closing bracket expected'],
    ['{ // ours\n"a": 1}', 1, 3, 'comments are not allowed'],
    ['{"a": 1 /* ours */}', 1, 9, 'comments are not allowed'],
  ])('%j is broken in line %i, column %i: %s', (text, line, column, problem) => {
    expect(isJson(text)).toBe(false);
    expect(readPositions(text)).toEqual({ at: { line, column }, problem });
  });

  it('has a position for each field, by its path', () => {
    expect(readPositions('{\n  "a": {"b": [{"c": "\\u0041\\n"},\n   2]},\n\n  "d\\"": null }')).toEqual({
      start: { line: 1, column: 1 },
      positions: new Map([
        ['a', { line: 2, column: 3 }],
        ['a.b', { line: 2, column: 9 }],
        ['a.b.0', { line: 2, column: 15 }],
        ['a.b.0.c', { line: 2, column: 16 }],
        ['a.b.1', { line: 3, column: 4 }],
        ['d"', { line: 5, column: 3 }],
      ]),
      repeated: [],
    });
  });

  it('reports duplicate names', () => {
    const found = readPositions('{"a": 1, "b": {"a": 2}, "\\u0061": 3}');
    expect(found).toMatchObject({ repeated: ['a'] });
    expect('positions' in found && found.positions.get('a')).toEqual({ line: 1, column: 25 });
  });

  it('is broken for this exactly if it is for JSON.parse', () => {
    const json = fc.json({ maxDepth: 4 });
    const damaged = fc
      .tuple(
        json,
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', ':', '\\', '0', '-', '.', 'e', ' ', '\u0001', '\u2028'),
      )
      .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
    fc.assert(
      fc.property(fc.oneof(json, damaged, fc.string()), (text) => {
        expect('problem' in readPositions(text)).toBe(!isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('that is nested without end is refused, and costs no stack', () => {
    expect(readPositions('['.repeat(1_000_000))).toEqual({
      at: { line: 1, column: 102 },
      problem: 'too many brackets inside one another',
    });
    expect(readPositions('['.repeat(101) + ']'.repeat(101))).toMatchObject({ repeated: [] });
  });
});
