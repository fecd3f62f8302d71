/** The accounts that settings, flags and the administrator name, and whether users may add others. */
import type { AccountId, LockedBy, MayAddAccount } from '../../preload/api.ts';
import type { Server } from '../oauth/protocol.ts';
import type { PolicySettings } from '../settings/policy/types.ts';
import { type ServerSetting, serverOf } from '../settings/resolve.ts';
import type { ServerFieldValues } from '../settings/server-fields.ts';
import { idOfBinding } from './account-id.ts';
import { isSameName } from './names.ts';

export interface ConfiguredAccount {
  readonly id: AccountId;
  /** Null: for the user to choose. */
  readonly name: string | null;
  readonly fields: ServerFieldValues;
  readonly server: Server;
  /** Whether its vault is the one that a profile with one account has for its binding. */
  readonly isFirstOfBinding: boolean;
  /** The name to which that vault belongs from now on, since the administrator lists several accounts of its binding; else null. */
  readonly listedAs: string | null;
  /** Who set it up, if users cannot remove it; else null. */
  readonly lockedBy: LockedBy | null;
}

/**
 * The account of the settings first. If the administrator names it too, it counts as the administrator's. Of several that the
 * administrator lists for one server and client, each is known by its name: neither another order nor the removal of one gives
 * its sign-in to another.
 * @param listedAs the name to which the vault of a binding belongs, by the id of its account; undefined: to none in particular
 */
export function configuredAccounts(
  setting: ServerSetting,
  policy: PolicySettings,
  listedAs: (id: AccountId) => string | undefined,
): readonly ConfiguredAccount[] {
  const named = (policy.accounts ?? []).flatMap((account): readonly (PolicyServer & { name: string })[] => {
    const server = serverOf(account);
    return server ? [{ name: account.name, fields: account, server }] : [];
  });
  const accounts = named.map(({ name, fields, server }): ConfiguredAccount => {
    const id = idOfBinding(server);
    const alike = named.filter((each) => idOfBinding(each.server) === id);
    const owner = listedAs(id) ?? alike[0]?.name ?? name;
    const isFirstOfBinding = isSameName(name, owner);
    return {
      id: isFirstOfBinding ? id : idOfBinding(server, name),
      name,
      fields,
      server,
      isFirstOfBinding,
      listedAs: isFirstOfBinding && alike.length > 1 ? name : null,
      lockedBy: 'administrator',
    };
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
    listedAs: null,
    lockedBy,
  } satisfies ConfiguredAccount;
}

/** The servers on which users may add accounts: one that the administrator has set is the only one, unless others are allowed. */
export function mayAddAccount({ server, lockedBy }: ServerSetting, { otherAccounts }: PolicySettings): MayAddAccount {
  if (otherAccounts === false) return 'no';
  if (lockedBy !== 'administrator' || otherAccounts === true) return 'anywhere';
  return server ? 'on-known-servers' : 'no';
}
