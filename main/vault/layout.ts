/** The paths of a vault. Each server (R7) and each account has its own vault. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Binding } from './types.ts';

export interface VaultLayout {
  /** The folder of all vaults. */
  readonly root: string;
  /** This vault's folder. Vaults that were set aside are beside it, as `NAME.aside-1`. */
  readonly folder: string;
  /** The folder's name within `root`. */
  readonly name: string;
  /** The wrapped key. */
  readonly key: string;
  /** The session, encrypted. */
  readonly current: string;
  /** The previous good copy, encrypted. */
  readonly previous: string;
  /** A copy that is being written and checked. Readers ignore it. */
  readonly next: string;
  /** Notes that a refresh was sent and its response is not stored yet (R3). */
  readonly journal: string;
  /** The grants of local tools, encrypted. */
  readonly tools: string;
  /** Tokens that still have to be revoked, encrypted. Beside the folder, because they outlive the sign-in. */
  readonly revokeOnly: string;
  /** Notes that the sign-in has ended and the rest of the folder has to be deleted (R8). */
  readonly tombstone: string;
}

/** The name of the vault that a profile with one account uses for a binding. */
export function nameOfBinding({ baseUrl, clientId, tokenEndpoint }: Binding): string {
  return createHash('sha256')
    .update(JSON.stringify([baseUrl, clientId, tokenEndpoint]))
    .digest('hex')
    .slice(0, 32);
}

/** The path of the current session in the vault with this name. */
export function sessionIn(root: string, name: string): string {
  return join(root, name, 'session');
}

/** The paths of one vault below `root`. Doesn't access the disk. */
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
