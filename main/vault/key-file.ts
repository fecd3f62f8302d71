/** The file with the wrapped key. Its checksum distinguishes damage from a changed keyring. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { FORMAT, FORMAT_OF_SEVERAL, isNewer } from './format.ts';

/** The content of a key file. */
export interface KeyFile {
  /** What protected the key when it was wrapped. */
  readonly protection: 'keychain' | 'weak';
  /** The keychain's name at that time, because each desktop has its own. */
  readonly keychainName: string;
  /** A hash of the machine ID; null if the computer has none. */
  readonly machineIdHash: string | null;
  /** The key as the keychain wrapped it. */
  readonly wrappedKey: Buffer;
}

export type ParsedKeyFile =
  | { readonly kind: 'key'; readonly file: KeyFile; readonly severalAccounts: boolean }
  | { readonly kind: 'unreadable'; readonly trouble: 'damaged' | 'newer-version' };

/** Later formats must keep the first line, and `format` in the second, so that this version recognizes them. */
const KeyRecord = v.object({
  format: v.picklist([FORMAT, FORMAT_OF_SEVERAL]),
  protection: v.picklist(['keychain', 'weak']),
  keychainName: v.string(),
  machineIdHash: v.nullable(v.string()),
  wrappedKey: v.pipe(v.string(), v.base64()),
});

/** Serializes a key file: a checksum on the first line, JSON on the second. */
export function printKeyFile(file: KeyFile, severalAccounts: boolean): string {
  const { protection, keychainName, machineIdHash, wrappedKey } = file;
  const format = severalAccounts ? FORMAT_OF_SEVERAL : FORMAT;
  const record = { format, protection, keychainName, machineIdHash, wrappedKey: wrappedKey.toString('base64') };
  const body = `${JSON.stringify(record)}\n`;
  return `${checksum(body)}\n${body}`;
}

/** Parses and validates a key file. Never throws. */
export function parseKeyFile(text: string): ParsedKeyFile {
  const body = text.slice(CHECKSUM_LENGTH + 1);
  if (text.slice(0, CHECKSUM_LENGTH) !== checksum(body)) return { kind: 'unreadable', trouble: 'damaged' };
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), body);
  if (isNewer(json.output, FORMAT_OF_SEVERAL)) return { kind: 'unreadable', trouble: 'newer-version' };
  const known = v.safeParse(KeyRecord, json.output);
  if (!known.success) return { kind: 'unreadable', trouble: 'damaged' };
  const { format, protection, keychainName, machineIdHash, wrappedKey } = known.output;
  return {
    kind: 'key',
    severalAccounts: format === FORMAT_OF_SEVERAL,
    file: { protection, keychainName, machineIdHash, wrappedKey: Buffer.from(wrappedKey, 'base64') },
  };
}

const CHECKSUM_LENGTH = 64;

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
