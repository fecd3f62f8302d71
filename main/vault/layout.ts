/** The paths of a vault: another server has another, empty vault (R7), and so has another account. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Binding } from './types.ts';

export interface VaultLayout {
  /** Holds the folders of all vaults. */
  readonly root: string;
  /** This vault's own folder; what was set aside lies beside it, as `NAME.aside-1`. */
  readonly folder: string;
  /** The folder's name within `root`. */
  readonly name: string;
  /** The wrapped key. */
  readonly key: string;
  /** The session, encrypted. */
  readonly current: string;
  /** The good copy before it, encrypted. */
  readonly previous: string;
  /** A copy that is being written and checked; of no meaning to a reader. */
  readonly next: string;
  /** Says that a refresh was sent whose answer is not written (R3). */
  readonly journal: string;
  /** What local tools were allowed, encrypted. */
  readonly tools: string;
  /** Tokens that are still to be revoked, encrypted. Beside the folder, for it outlives the sign-in. */
  readonly revokeOnly: string;
  /** Says that the sign-in has ended, and that everything beside it is to be deleted (R8). */
  readonly tombstone: string;
}

/** The name of the vault that a profile with one account has for a binding. */
export function nameOfBinding({ baseUrl, clientId, tokenEndpoint }: Binding): string {
  return createHash('sha256')
    .update(JSON.stringify([baseUrl, clientId, tokenEndpoint]))
    .digest('hex')
    .slice(0, 32);
}

/** The file of the sign-in in the vault of this name. */
export function sessionIn(root: string, name: string): string {
  return join(root, name, 'session');
}

/** The places of one vault below `root`. Nothing is made there, and nothing looked at. */
export function layoutOf(root: string, binding: Binding, name = nameOfBinding(binding)): VaultLayout {
  const folder = join(root, name);
  return {
    root,
    folder,
    name,
    key: join(folder, 'key'),
    current: sessionIn(root, name),
    previous: join(folder, 'session-previous'),
    next: join(folder, 'session-next'),
    journal: join(folder, 'rotation.json'),
    tools: join(folder, 'tools'),
    revokeOnly: join(root, `${name}-revoke-only`),
    tombstone: join(folder, 'ended'),
  };
}
