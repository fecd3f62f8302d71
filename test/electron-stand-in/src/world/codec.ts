/**
 * JSON for what structured cloning carries between the processes. Runs on both sides: in Node and, as text, in Chromium.
 * Functions, symbols and promises cannot be cloned, as in Electron.
 */

/** A value as JSON carries it: plain, or `{ [TAG]: kind, value }`. */
export type Encoded = null | boolean | number | string | Encoded[] | { [key: string]: Encoded };

const TAG = '$structured';

export function encode(value: unknown): Encoded {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0) ? value : tagged('number', numberText(value));
  if (value === undefined) return tagged('undefined', null);
  if (typeof value === 'bigint') return tagged('bigint', String(value));
  if (typeof value === 'function' || typeof value === 'symbol' || value instanceof Promise)
    throw new Error('An object could not be cloned.');
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Date) return tagged('date', value.getTime());
  if (value instanceof RegExp) return tagged('regexp', [value.source, value.flags]);
  if (value instanceof Error) return tagged('error', [value.name, value.message]);
  if (value instanceof Map) return tagged('map', [...value].map(encode));
  if (value instanceof Set) return tagged('set', [...value].map(encode));
  if (value instanceof ArrayBuffer) return tagged('buffer', bytesText(new Uint8Array(value)));
  if (ArrayBuffer.isView(value))
    return tagged('bytes', bytesText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
  const fields = Object.entries(value).map(([key, field]) => [key, encode(field)] as const);
  // An object that happens to have a field with the tag's name is encoded as its entries.
  return Object.hasOwn(value, TAG)
    ? tagged(
        'object',
        fields.map(([key, field]) => [key, field]),
      )
    : Object.fromEntries(fields);
}

export function decode(encoded: Encoded): unknown {
  if (encoded === null || typeof encoded !== 'object') return encoded;
  if (Array.isArray(encoded)) return encoded.map(decode);
  if (!(TAG in encoded)) return Object.fromEntries(Object.entries(encoded).map(([key, field]) => [key, decode(field)]));
  const value = encoded['value'] ?? null;
  const list = Array.isArray(value) ? value : [];
  switch (encoded[TAG]) {
    case 'number':
      return Number(value);
    case 'bigint':
      return BigInt(String(value));
    case 'date':
      return new Date(Number(value));
    case 'regexp':
      return new RegExp(String(list[0]), String(list[1]));
    case 'error':
      return Object.assign(new Error(String(list[1])), { name: String(list[0]) });
    case 'map':
      return new Map(list.map(decodePair));
    case 'set':
      return new Set(list.map(decode));
    case 'buffer':
      return bytes(String(value)).buffer;
    case 'bytes':
      return bytes(String(value));
    case 'object':
      return Object.fromEntries(list.map(decodePair).map(([key, field]) => [String(key), field]));
    default:
      return undefined;
  }
}

function tagged(kind: string, value: Encoded): Encoded {
  return { [TAG]: kind, value };
}

/** `String(-0)` would be "0". */
function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function decodePair(encoded: Encoded): [unknown, unknown] {
  const pair = Array.isArray(encoded) ? encoded : [];
  return [decode(pair[0] ?? null), decode(pair[1] ?? null)];
}

function bytesText(view: Uint8Array): string {
  return Array.from(view, (byte) => String.fromCharCode(byte)).join('');
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
