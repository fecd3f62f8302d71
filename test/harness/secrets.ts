/** Finds secrets in files, output and logs, which must not contain any, in whatever encoding. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateSync, gzipSync, inflateRawSync } from 'node:zlib';

export interface Finding {
  /** The file, or the name of the text. */
  readonly where: string;
  /** Its number among the secrets, because a report must not contain the secret itself. */
  readonly secret: number;
  readonly encoding: string;
}

/** Shorter secrets could occur by chance. */
const SHORTEST = 8;

/** Every secret that occurs in `data`. */
export function findSecrets(where: string, data: Buffer | string, secrets: readonly string[]): readonly Finding[] {
  const bytes = Buffer.from(data);
  const texts = [bytes, ...unpacked(bytes)];
  return secrets.flatMap((secret, number) => {
    if (secret.length < SHORTEST) throw new Error(`secret ${number} is too short to look for`);
    const found = encodings(secret).find(({ forms }) =>
      forms.some((form) => texts.some((text) => text.includes(form))),
    );
    return found ? [{ where, secret: number, encoding: found.name }] : [];
  });
}

/** Every secret in the names and contents of the files below `folder`. Throws unless it finds one that it planted there itself. */
export function scanFolder(folder: string, secrets: readonly string[]): readonly Finding[] {
  proveScanner(folder);
  return scan(folder, secrets);
}

interface Encoding {
  readonly name: string;
  readonly forms: readonly Buffer[];
}

/** The encodings of a text, each with all the forms that it can take inside a larger text. */
export function encodings(secret: string): readonly Encoding[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const json = JSON.stringify(secret).slice(1, -1);
  const codes = [...secret].map((character) => character.charCodeAt(0).toString(16));
  const url = encodeURIComponent(secret);
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  const texts = (name: string, ...forms: readonly string[]) => ({
    name,
    forms: forms.map((form) => Buffer.from(form)),
  });
  return [
    { name: 'plain', forms: [bytes] },
    texts('base64', ...base64Inside(bytes, 'base64')),
    texts('base64url', ...base64Inside(bytes, 'base64url')),
    texts('hex', hex, hex.toUpperCase()),
    texts(
      'URL-encoded',
      url,
      url.replace(/%../g, (code) => code.toLowerCase()),
      form,
    ),
    texts('JSON', json, JSON.stringify(json).slice(1, -1), codes.map((code) => `\\u${code.padStart(4, '0')}`).join('')),
    { name: 'UTF-16', forms: [Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'utf16le').swap16()] },
  ];
}

/** Base64 depends on the text's offset in groups of three bytes. Characters that depend on neighboring bytes are omitted. */
function base64Inside(bytes: Buffer, encoding: 'base64' | 'base64url'): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(encoding)
      .replace(/=+$/, '');
    const shapedBefore = before === 0 ? 0 : before + 1;
    const shapedAfter = (before + bytes.length) % 3 === 0 ? 0 : 1;
    return text.slice(shapedBefore, text.length - shapedAfter);
  });
}

/** Compressed parts, found by the headers of gzip (RFC 1952) and zlib (RFC 1950). Data after such a part doesn't matter. */
function unpacked(bytes: Buffer): readonly Buffer[] {
  const gzip = positions(bytes, Buffer.of(0x1f, 0x8b, 8)).map((at) => afterGzipHeader(bytes, at));
  const zlib = [0x01, 0x5e, 0x9c, 0xda].flatMap((level) =>
    positions(bytes, Buffer.of(0x78, level)).map((at) => at + 2),
  );
  return [...gzip, ...zlib].flatMap((at) => {
    try {
      return [inflateRawSync(bytes.subarray(at), { maxOutputLength: 1 << 24, finishFlush: constants.Z_SYNC_FLUSH })];
    } catch {
      // It only looked like a compressed part.
      return [];
    }
  });
}

/** The header has ten bytes, and possibly a file name. No known program writes the other fields. */
function afterGzipHeader(bytes: Buffer, at: number): number {
  const hasName = ((bytes[at + 3] ?? 0) & 8) !== 0;
  return hasName ? bytes.indexOf(0, at + 10) + 1 : at + 10;
}

function positions(bytes: Buffer, pattern: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(pattern); at !== -1; at = bytes.indexOf(pattern, at + 1)) found.push(at);
  return found;
}

function scan(folder: string, secrets: readonly string[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    findings.push(...findSecrets(`the name of ${path}`, entry.name, secrets));
    if (entry.isFile()) findings.push(...findSecrets(path, readIfExists(path), secrets));
  }
  return findings;
}

/** A running app may delete a file between listing and reading. */
function readIfExists(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

/** A scanner that finds nothing proves nothing until it has found something. */
function proveScanner(folder: string): void {
  const planted = 'planted/secret+"8628"~';
  const place = mkdtempSync(join(folder, 'planted-'));
  try {
    const all = encodings(planted);
    const packed = { name: 'compressed', forms: [gzipSync(planted), deflateSync(planted)] };
    for (const { name, forms } of [...all, packed]) {
      for (const form of forms) {
        writeFileSync(join(place, 'file'), Buffer.concat([Buffer.from('before '), form, Buffer.from(' after')]));
        if (scan(place, [planted]).length === 0) throw new Error(`the scanner misses what is written as ${name}`);
      }
    }
  } finally {
    rmSync(place, { recursive: true });
  }
}
