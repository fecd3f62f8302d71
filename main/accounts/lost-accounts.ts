/** Accounts that are missing because the list was damaged together with their copies. Their sign-ins are still on the disk. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountId } from '../../preload/api.ts';
import { exists } from '../files/durable.ts';
import { isCopyDamaged } from './account-copies.ts';
import { type LoadedAccounts, setAsideList } from './accounts-file.ts';

/** Only accounts that a list names have such a vault. */
const OWN_VAULT = /^[0-9a-f]{16}$/;

/**
 * The names of their vaults; null if the list can't be read. An account that the administrator no longer lists leaves a vault
 * behind, too, so a vault counts only if something was damaged. Never rejects. A vault that can't be read doesn't count as
 * lost.
 * @param configured the accounts that the settings and the administrator name
 */
export async function lostVaults(
  profile: string,
  loaded: LoadedAccounts,
  configured: readonly { readonly id: AccountId }[],
): Promise<readonly string[] | null> {
  if (loaded.kind === 'unreadable') return null;
  const root = join(profile, 'vault');
  const known = new Set([...configured.map(({ id }) => id), ...loaded.records.map(({ id, vault }) => vault ?? id)]);
  const unknown = (await namesIn(root)).filter((name) => OWN_VAULT.test(name) && !known.has(name)).sort();
  if (unknown.length === 0) return [];
  const wasDamaged = (await namesIn(profile)).some(setAsideList);
  const isLost = async (name: string) =>
    (wasDamaged || (await isCopyDamaged(root, name))) && (await holdsSignIn(join(root, name)));
  const lost = await Promise.all(unknown.map(isLost));
  return unknown.filter((_, at) => lost[at]);
}

/** Whether anything of a sign-in is left that was not ended. */
async function holdsSignIn(vault: string): Promise<boolean> {
  const has = (name: string) => exists(join(vault, name)).catch(() => false);
  return !(await has('ended')) && ((await has('session')) || (await has('session-previous')));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
