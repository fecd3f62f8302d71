/** What identifies an account, even if its name changes: in requests, grants, the accounts file and the local API. */
import { createHash, randomBytes } from 'node:crypto';
import type { AccountId } from '../../preload/api.ts';
import type { Server } from '../oauth/protocol.ts';
import { foldedName } from './names.ts';

/**
 * The id of the account that the settings or the administrator name: the same as long as it is bound to the same server and
 * client. `name`: distinguishes it from others of that binding.
 */
export function idOfBinding({ baseUrl, clientId, tokenEndpoint }: Server, name: string | null = null): AccountId {
  const parts = [baseUrl, clientId, tokenEndpoint];
  return createHash('sha256')
    .update(JSON.stringify(name === null ? parts : [...parts, foldedName(name)]))
    .digest('hex')
    .slice(0, 16);
}

/** The id of an account that a user adds: two sign-ins at one server and client are two accounts. */
export function newAccountId(): AccountId {
  return randomBytes(8).toString('hex');
}
