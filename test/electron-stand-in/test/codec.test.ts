import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, type Encoded, encode } from '../src/world/codec.ts';

/** Encodes and decodes a value through JSON, as messages do. */
const travel = (value: unknown): unknown => {
  const received: Encoded = JSON.parse(JSON.stringify(encode(value)));
  return decode(received);
};

describe('what IPC carries', () => {
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['NaN', Number.NaN],
    ['-0', -0],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['a bigint', 2n ** 70n],
    ['a date', new Date(86_400_000)],
    ['a regular expression', /a+b/giu],
    [
      'a map',
      new Map<unknown, unknown>([
        ['key', new Set([1, undefined])],
        [{ a: 1 }, [null]],
      ]),
    ],
    ['bytes', new Uint8Array([0, 127, 128, 255])],
    ['a field by the name of the tag', { $structured: 'date', value: 'plain' }],
    ['nested objects', { list: [{ deep: undefined }], text: 'ünï😀' }],
  ])('%s arrives as it left', (_name, value) => {
    expect(travel(value)).toStrictEqual(value);
  });

  it('carries the name and the message of an error', () => {
    expect(travel(new RangeError('too far'))).toMatchObject({ name: 'RangeError', message: 'too far' });
  });

  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve()],
    ['a function within', { deep: [() => 1] }],
  ])('%s cannot be cloned, as in Electron', (_name, value) => {
    expect(() => encode(value)).toThrow('An object could not be cloned.');
  });

  it('carries any JSON unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(travel(value)).toEqual(value);
      }),
    );
  });
});
