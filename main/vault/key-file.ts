/** The file that holds the wrapped key: plain facts about it, and a checksum that tells damage from a changed keyring. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** What a key file says. */
export interface KeyFile {
  /** What protected the key when it was wrapped. */
  readonly protection: 'keychain' | 'weak';
  /** The keychain's name then: another desktop has another one. */
  readonly keyring: string;
  /** A hash of the computer's id; null where there was none to be had. */
  readonly machine: string | null;
  readonly wrapped: Buffer;
}

export type ParsedKeyFile =
  | { readonly kind: 'key'; readonly file: KeyFile }
  | { readonly kind: 'unreadable'; readonly trouble: 'damaged' | 'newer-version' };

/** The format that this version writes: it keeps off whatever has a higher one. */
export const FORMAT = 1;

/** Later formats keep the first line, and `format` in the second, so that this version knows that it must keep off. */
const AnyFormat = v.looseObject({ format: v.number() });
const ThisFormat = v.object({
  protection: v.picklist(['keychain', 'weak']),
  keyring: v.string(),
  machine: v.nullable(v.string()),
  wrapped: v.pipe(v.string(), v.base64()),
});

/** The text of the file: a checksum in its first line, the facts as JSON in its second. */
export function printKeyFile({ wrapped, ...facts }: KeyFile): string {
  const body = `${JSON.stringify({ format: FORMAT, ...facts, wrapped: wrapped.toString('base64') })}\n`;
  return `${checksum(body)}\n${body}`;
}

/** Judges what a key file holds. Never throws. */
export function parseKeyFile(text: string): ParsedKeyFile {
  const body = text.slice(CHECKSUM_LENGTH + 1);
  if (text.slice(0, CHECKSUM_LENGTH) !== checksum(body)) return { kind: 'unreadable', trouble: 'damaged' };
  const any = v.safeParse(v.pipe(v.string(), v.parseJson(), AnyFormat), body);
  if (!any.success) return { kind: 'unreadable', trouble: 'damaged' };
  if (any.output.format > FORMAT) return { kind: 'unreadable', trouble: 'newer-version' };
  const known = v.safeParse(ThisFormat, any.output);
  if (!known.success) return { kind: 'unreadable', trouble: 'damaged' };
  return { kind: 'key', file: { ...known.output, wrapped: Buffer.from(known.output.wrapped, 'base64') } };
}

const CHECKSUM_LENGTH = 64;

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
