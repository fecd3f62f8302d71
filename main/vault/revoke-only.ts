/**
 * Tokens that are kept only to be revoked (R8). The keychain wraps them directly: the vault's own key goes with the
 * sign-in that they outlive.
 */
import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { EpochMs } from '../../preload/api.ts';
import { readIfThere, removeDurably, troubleOf, writeDurably } from '../files/durable.ts';
import { inTurn } from '../time/serial-queue.ts';
import { removeIfEmpty } from './deletion.ts';
import { placesOf } from './layout.ts';
import { hashedMachineId } from './machine-id.ts';
import { protectionOf } from './protection.ts';
import {
  type Binding,
  LONGEST_REVOKE_ONLY_MS,
  type RevokeOnlyStore,
  type RevokeOnlyToken,
  VaultError,
  type VaultOptions,
} from './types.ts';

/** More sign-ins than end offline within 30 days; the newest ones count. */
const MOST = 8;
/** A clock that was set back this far since is no proof of a token's youth. */
const CLOCK_TOLERANCE_MS = 24 * 60 * 60_000;

const Tokens = v.array(
  v.object({
    token: v.string(),
    hint: v.picklist(['refresh_token', 'access_token']),
    identity: v.nullable(v.object({ issuer: v.string(), subject: v.string() })),
    accountName: v.nullable(v.string()),
    since: v.number(),
  }),
);
const Wrapped = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    // Inside, so that a file that was renamed sends no token to another server (R7).
    binding: v.object({ baseUrl: v.string(), clientId: v.string(), tokenEndpoint: v.string() }),
    machine: v.nullable(v.string()),
    tokens: Tokens,
  }),
);

/** Touches nothing before it is asked. One for each binding. */
export function openRevokeOnly(options: VaultOptions & { readonly now: () => EpochMs }): RevokeOnlyStore {
  const { keychain, keepWithoutKeyring, machineId, now } = options;
  const { baseUrl, clientId, tokenEndpoint } = options.binding;
  const binding: Binding = { baseUrl, clientId, tokenEndpoint };
  const { root, revokeOnly: file } = placesOf(options.folder, binding);
  const turn = inTurn();

  async function read(): Promise<readonly RevokeOnlyToken[]> {
    const wrapped = await readIfThere(file).catch(orNothing);
    if (wrapped === null) return [];
    const plain = await unwrap(wrapped);
    const known = v.safeParse(Wrapped, plain);
    const machine = await hashedId();
    const isOurs =
      known.success &&
      isDeepStrictEqual(known.output.binding, binding) &&
      // A copied profile's tokens are the other computer's to revoke.
      (machine === null || known.output.machine === null || machine === known.output.machine);
    const all = isOurs ? known.output.tokens : [];
    const young = all.filter(({ since }) => isYoung(since));
    if (young.length < all.length || all.length === 0) await write(young);
    return young;
  }

  /** A link, a folder or a huge file in its place was not written here. */
  function orNothing(error: unknown): Buffer {
    if (troubleOf(error) !== 'damaged') throw error;
    return Buffer.alloc(0);
  }

  function isYoung(sinceMs: EpochMs): boolean {
    const ageMs = now() - sinceMs;
    return ageMs > -CLOCK_TOLERANCE_MS && ageMs < LONGEST_REVOKE_ONLY_MS;
  }

  async function write(tokens: readonly RevokeOnlyToken[]): Promise<void> {
    if (tokens.length === 0) {
      await removeDurably(file);
      return removeIfEmpty(root);
    }
    const plain = JSON.stringify({ binding, machine: await hashedId(), tokens: tokens.slice(-MOST) });
    const wrapped = await wrap(plain);
    if (protectionOf(wrapped, keychain.platform) === 'weak' && !keepWithoutKeyring())
      throw new VaultError('no-keyring');
    // A token that only this run could read would never be revoked.
    if (!(await keychain.lasts())) throw new VaultError('io');
    await writeDurably(file, wrapped);
  }

  /** Null for what the keychain will not open. One that is locked may open later, for as long as the file is young. */
  async function unwrap(wrapped: Buffer): Promise<string | null> {
    try {
      return (await keychain.unwrap(wrapped)).result;
    } catch {
      if (wrapped.length === 0 || protectionOf(wrapped, keychain.platform) === 'weak') return null;
      if (!isYoung((await stat(file)).mtimeMs)) return null;
      throw new VaultError('keyring-locked');
    }
  }

  async function wrap(plain: string): Promise<Buffer> {
    try {
      const wrapped = await keychain.wrap(plain);
      if ((await keychain.unwrap(wrapped)).result === plain) return wrapped;
    } catch {
      // The same as a keychain that answers with something else.
    }
    throw new VaultError('keyring-locked');
  }

  async function hashedId(): Promise<string | null> {
    const id = await machineId();
    return id === null ? null : hashedMachineId(id);
  }

  return {
    read: () => turn(read).catch(fail),
    write: (tokens) => turn(() => write(tokens)).catch(fail),
  };
}

function fail(error: unknown): never {
  throw error instanceof VaultError ? error : new VaultError(troubleOf(error));
}
