/** One encrypted copy of a session, kept by electron-store. */
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type ElectronStore from 'electron-store';
import * as v from 'valibot';
import type { StorageTrouble } from '../../preload/api.ts';
import { readIfThere, syncFile, troubleOf } from '../files/durable.ts';
import { codeOf } from '../system/error-name.ts';
import { FORMAT } from './key-file.ts';
import { type Binding, type StoredSession, VaultError } from './types.ts';

/** A session with an id of its own for each time that it was written: the rotation journal names it. */
export interface Copy {
  readonly id: string;
  readonly session: StoredSession;
}

export type ReadCopy =
  | { readonly kind: 'absent' }
  /** `bytes` is the file as it lies there, encrypted. */
  | { readonly kind: 'copy'; readonly copy: Copy; readonly bytes: Buffer }
  | { readonly kind: 'unreadable'; readonly trouble: StorageTrouble };

const ServerSaid = v.object({
  status: v.number(),
  error: v.nullable(v.string()),
  description: v.nullable(v.string()),
});
const Ended = v.variant('kind', [
  v.object({ kind: v.picklist(['revoked', 'interrupted', 'refused']), said: ServerSaid, at: v.number() }),
  v.object({ kind: v.literal('ran-out'), at: v.number() }),
]);
const Session = v.object({
  refreshToken: v.nullable(v.string()),
  accessToken: v.nullable(v.object({ value: v.string(), expiresAt: v.nullable(v.number()) })),
  // Earlier versions knew only the endpoints of the binding.
  endpoints: v.optional(v.nullable(v.object({ deviceAuthorization: v.string(), token: v.string() })), null),
  accountName: v.nullable(v.string()),
  // Earlier versions wrote none.
  identity: v.optional(v.nullable(v.object({ issuer: v.string(), subject: v.string() })), null),
  signedInAt: v.number(),
  // Not in what earlier versions wrote.
  refreshExpiresAt: v.optional(v.nullable(v.number()), null),
  refused: v.optional(v.nullable(v.object({ times: v.number(), said: ServerSaid, at: v.number() })), null),
  ended: v.nullable(Ended),
});
const AnyFormat = v.looseObject({ format: v.number() });
const ThisFormat = v.object({
  id: v.string(),
  binding: v.object({ baseUrl: v.string(), clientId: v.string(), tokenEndpoint: v.string() }),
  session: Session,
});

/** Reads a copy, and changes nothing. A copy that names another binding than `binding` is damaged. */
export async function readCopy(file: string, secret: Buffer, binding: Binding): Promise<ReadCopy> {
  let value: unknown;
  let bytes: Buffer | null;
  try {
    bytes = await readIfThere(file);
    if (bytes === null) return { kind: 'absent' };
    value = (await storeAt(file, secret)).store;
  } catch (error) {
    // electron-store's own errors have no code: they all mean that the file does not decrypt to what was written.
    return { kind: 'unreadable', trouble: codeOf(error) === '' ? 'damaged' : troubleOf(error) };
  }
  const any = v.safeParse(AnyFormat, value);
  if (any.success && any.output.format > FORMAT) return { kind: 'unreadable', trouble: 'newer-version' };
  const known = v.safeParse(ThisFormat, value);
  if (!known.success || !isDeepStrictEqual(known.output.binding, binding) || leadsElsewhere(known.output, binding))
    return { kind: 'unreadable', trouble: 'damaged' };
  return { kind: 'copy', copy: { id: known.output.id, session: known.output.session }, bytes };
}

/** A token is never sent to another origin, whatever a file says (R7). */
function leadsElsewhere({ session }: Pick<Copy, 'session'>, { baseUrl }: Binding): boolean {
  const { origin } = new URL(baseUrl);
  return Object.values(session.endpoints ?? {}).some((url) => !URL.canParse(url) || new URL(url).origin !== origin);
}

/** Writes a copy to a file that is not there yet, and reads it back. Returns the file's bytes. */
export async function writeCopy(file: string, secret: Buffer, binding: Binding, copy: Copy): Promise<Buffer> {
  const written = { id: copy.id, session: v.parse(Session, copy.session) };
  const store = await storeAt(file, secret);
  store.store = { format: FORMAT, ...written, binding };
  // In a Snap electron-store writes in place and without fsync.
  await syncFile(file);
  const back = await readCopy(file, secret, binding);
  // A disk that fills up may take a part of the file without an error.
  if (back.kind !== 'copy' || !isDeepStrictEqual(back.copy, written)) throw new VaultError('io');
  return back.bytes;
}

/** Imported only when there is something to read or write: its schema compiler costs more than the first paint may. */
export async function storeAt(file: string, secret: Buffer): Promise<ElectronStore<Record<string, unknown>>> {
  const { default: Store } = await import('electron-store');
  return new Store<Record<string, unknown>>({
    cwd: dirname(file),
    name: basename(file),
    fileExtension: '',
    // Detects tampering; the default neither does, nor does it refuse a plain file.
    encryptionAlgorithm: 'aes-256-gcm',
    encryptionKey: secret,
    configFileMode: 0o600,
    // Each reading of the file derives a key again.
    cache: true,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
  });
}
