/** The accounts that settings, flags and the administrator name, and whether users may add others. */
import type { AccountId, LockedBy, MayAddAccount } from '../../preload/api.ts';
import type { Server } from '../oauth/protocol.ts';
import type { PolicySettings } from '../settings/policy/types.ts';
import { type ServerSetting, serverOf } from '../settings/resolve.ts';
import type { ServerFieldValues } from '../settings/server-fields.ts';
import { idOfBinding } from './account-id.ts';

export interface ConfiguredAccount {
  readonly id: AccountId;
  /** Null: for the user to choose. */
  readonly name: string | null;
  readonly fields: ServerFieldValues;
  readonly server: Server;
  /** Whether its vault is the one that a profile with one account has for its binding. */
  readonly isFirstOfBinding: boolean;
  /** Who set it up, if users cannot remove it; else null. */
  readonly lockedBy: LockedBy | null;
}

/** The account of the settings first. If the administrator names it too, it counts as the administrator's. */
export function configuredAccounts(setting: ServerSetting, policy: PolicySettings): readonly ConfiguredAccount[] {
  const named = (policy.accounts ?? []).flatMap((account): readonly (PolicyServer & { name: string })[] => {
    const server = serverOf(account);
    return server ? [{ name: account.name, fields: account, server }] : [];
  });
  const accounts = named.map(({ name, fields, server }, at): ConfiguredAccount => {
    const nth = named.slice(0, at).filter((before) => idOfBinding(before.server) === idOfBinding(server)).length;
    const id = idOfBinding(server, nth);
    return { id, name, fields, server, isFirstOfBinding: nth === 0, lockedBy: 'administrator' };
  });
  const own = ownAccount(setting, policy);
  return own && !accounts.some(({ id }) => id === own.id) ? [own, ...accounts] : accounts;
}

interface PolicyServer {
  readonly fields: ServerFieldValues;
  readonly server: Server;
}

function ownAccount({ server, fields, lockedBy }: ServerSetting, { otherAccounts }: PolicySettings) {
  const isOther = lockedBy !== 'administrator';
  if (!server || (isOther && otherAccounts === false)) return null;
  const value = (field: Exclude<keyof typeof fields, 'serverUrl'>) => fields[field].value ?? undefined;
  return {
    id: idOfBinding(server),
    name: null,
    fields: {
      serverUrl: server.baseUrl,
      clientId: value('clientId'),
      scope: value('scope'),
      deviceAuthorizationPath: value('deviceAuthorizationPath'),
      tokenPath: value('tokenPath'),
    },
    server,
    isFirstOfBinding: true,
    lockedBy,
  } satisfies ConfiguredAccount;
}

/** The servers on which users may add accounts: one that the administrator has set is the only one, unless others are allowed. */
export function mayAddAccount({ server, lockedBy }: ServerSetting, { otherAccounts }: PolicySettings): MayAddAccount {
  if (otherAccounts === false) return 'no';
  if (lockedBy !== 'administrator' || otherAccounts === true) return 'anywhere';
  return server ? 'on-known-servers' : 'no';
}
