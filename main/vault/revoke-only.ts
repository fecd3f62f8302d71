/**
 * Tokens that are kept only to be revoked (R8). The keychain wraps them directly, because they outlive the sign-in and with it
 * the vault's own key.
 */
import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { EpochMs } from '../../preload/api.ts';
import { readIfExists, removeDurably, writeDurably } from '../files/durable.ts';
import { troubleOf } from '../files/storage-error.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { removeIfEmpty } from './deletion.ts';
import { BindingRecord, FORMAT, IdentityRecord, identityRecord, isNewer } from './format.ts';
import { layoutOf } from './layout.ts';
import { hashedMachineId } from './machine-id.ts';
import type { VaultOptions } from './options.ts';
import { protectionOf, wrapChecked } from './protection.ts';
import {
  type Binding,
  LONGEST_REVOKE_ONLY_MS,
  type RevokeOnlyStore,
  type RevokeOnlyToken,
  VaultError,
} from './types.ts';

/** How many tokens to keep: more than sign-ins usually end offline within 30 days. The newest are kept. */
const MOST = 8;
/** If a token's date is this far in the future, the clock was set back and the token's age is unknown. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60_000;

const TokenRecord = v.pipe(
  v.object({
    token: v.string(),
    tokenTypeHint: v.picklist(['refresh_token', 'access_token']),
    identity: v.nullable(IdentityRecord),
    accountName: v.nullable(v.string()),
    signedOutAt: v.number(),
  }),
  v.transform(
    ({ token, tokenTypeHint, identity, accountName, signedOutAt }): RevokeOnlyToken => ({
      token,
      hint: tokenTypeHint,
      identity,
      accountName,
      since: signedOutAt,
    }),
  ),
);
/** The content that the keychain wraps. */
const Contents = v.object({
  binding: BindingRecord,
  machineIdHash: v.nullable(v.string()),
  tokens: v.array(TokenRecord),
});
/** The file. Its format can be read without the keychain. */
const FileRecord = v.object({ format: v.literal(FORMAT), wrapped: v.pipe(v.string(), v.base64()) });

function tokenRecord({ token, hint, identity, accountName, since }: RevokeOnlyToken): v.InferInput<typeof TokenRecord> {
  return { token, tokenTypeHint: hint, identity: identityRecord(identity), accountName, signedOutAt: since };
}

/** Accesses nothing yet. Each account has one, named after the account, which outlives its vaults. */
export function openRevokeOnly(options: VaultOptions & { readonly now: () => EpochMs }): RevokeOnlyStore {
  const { keychain, keepWithoutKeyring, machineId, now } = options;
  const { baseUrl, clientId, tokenEndpoint } = options.binding;
  const binding: Binding = { baseUrl, clientId, tokenEndpoint };
  const { root, revokeOnly: file } = layoutOf(options.folder, binding, options.name);
  const turn = createSerialQueue();

  async function read(): Promise<readonly RevokeOnlyToken[]> {
    const wrapped = await readWrapped();
    if (wrapped === null) return [];
    const known = v.safeParse(v.pipe(v.string(), v.parseJson(), Contents), await unwrap(wrapped));
    const machine = hashedMachineId(await machineId());
    const isOurs =
      known.success &&
      isDeepStrictEqual(known.output.binding, binding) &&
      // If the profile was copied, the tokens are for the other computer to revoke.
      (machine === null || known.output.machineIdHash === null || machine === known.output.machineIdHash);
    const all = isOurs ? known.output.tokens : [];
    const young = all.filter(({ since }) => isYoung(since));
    if (young.length < all.length || all.length === 0) await write(young);
    return young;
  }

  /** Null if there is no file; empty if the file isn't the app's. Rejects for a newer version's file. */
  async function readWrapped(): Promise<Buffer | null> {
    const bytes = await readIfExists(file).catch(orNothing);
    if (bytes === null) return null;
    const json = v.safeParse(v.pipe(v.string(), v.parseJson()), bytes.toString('utf8'));
    if (isNewer(json.output)) throw new VaultError('newer-version');
    const known = v.safeParse(FileRecord, json.output);
    return known.success ? Buffer.from(known.output.wrapped, 'base64') : Buffer.alloc(0);
  }

  /** Empty for a link, a folder or a huge file, which isn't the app's. */
  function orNothing(error: unknown): Buffer {
    if (troubleOf(error) !== 'damaged') throw error;
    return Buffer.alloc(0);
  }

  function isYoung(sinceMs: EpochMs): boolean {
    const ageMs = now() - sinceMs;
    return ageMs > -CLOCK_TOLERANCE_MS && ageMs < LONGEST_REVOKE_ONLY_MS;
  }

  async function write(tokens: readonly RevokeOnlyToken[]): Promise<void> {
    // Rejects if a newer version wrote the file, which must not be changed.
    await readWrapped();
    if (tokens.length === 0) {
      await removeDurably(file);
      return removeIfEmpty(root);
    }
    const plain = JSON.stringify({
      binding,
      machineIdHash: hashedMachineId(await machineId()),
      tokens: tokens.slice(-MOST).map(tokenRecord),
    });
    const wrapped = await wrapChecked(keychain, plain);
    if (!wrapped) throw new VaultError('keyring-locked');
    if (protectionOf(wrapped, keychain.platform) === 'weak' && !keepWithoutKeyring())
      throw new VaultError('no-keyring');
    // Don't keep a token that only this run could read.
    if (!(await keychain.lasts())) throw new VaultError('io');
    await writeDurably(file, JSON.stringify({ format: FORMAT, wrapped: wrapped.toString('base64') }));
  }

  /** Null if the keychain can't open it. If it's locked, this rejects while the file is recent, because it may open later. */
  async function unwrap(wrapped: Buffer): Promise<string | null> {
    try {
      return (await keychain.unwrap(wrapped)).result;
    } catch {
      if (wrapped.length === 0 || protectionOf(wrapped, keychain.platform) === 'weak') return null;
      if (!isYoung((await stat(file)).mtimeMs)) return null;
      throw new VaultError('keyring-locked');
    }
  }

  return {
    read: () => turn(read).catch(fail),
    write: (tokens) => turn(() => write(tokens)).catch(fail),
  };
}

function fail(error: unknown): never {
  throw error instanceof VaultError ? error : new VaultError(troubleOf(error));
}
