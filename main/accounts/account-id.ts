/** Account IDs, which stay the same when the name changes. Requests, grants, the accounts file and the local API use them. */
import { createHash, randomBytes } from 'node:crypto';
import type { AccountId } from '../../preload/api.ts';
import type { Server } from '../oauth/protocol.ts';
import { foldedName } from './names.ts';

/**
 * The ID of an account that settings or policy name: the same as long as server and client are the same.
 * @param name distinguishes several accounts with the same server and client
 */
export function idOfBinding({ baseUrl, clientId, tokenEndpoint }: Server, name: string | null = null): AccountId {
  const parts = [baseUrl, clientId, tokenEndpoint];
  return createHash('sha256')
    .update(JSON.stringify(name === null ? parts : [...parts, foldedName(name)]))
    .digest('hex')
    .slice(0, 16);
}

/** A random ID for an account that a user adds, because they may have several with the same server and client. */
export function newAccountId(): AccountId {
  return randomBytes(8).toString('hex');
}
