/** The accounts that settings, flags and policy name, and whether users may add others. */
import type { AccountId, LockedBy, MayAddAccount } from '../../preload/api.ts';
import type { Server } from '../oauth/protocol.ts';
import type { PolicySettings } from '../settings/policy/schema.ts';
import { type ServerSetting, serverOf } from '../settings/resolve.ts';
import { fieldsOf, type ServerFieldValues } from '../settings/server-fields.ts';
import { idOfBinding } from './account-id.ts';
import { isSameName } from './names.ts';

export interface ConfiguredAccount {
  readonly id: AccountId;
  /** Null: for the user to choose. */
  readonly name: string | null;
  readonly fields: ServerFieldValues;
  readonly server: Server;
  /** Whether it has the vault that a profile with a single account uses for its binding. */
  readonly isFirstOfBinding: boolean;
  /** The name to store with that vault, if the administrator lists several accounts with its binding; else null. */
  readonly listedAs: string | null;
  /** Who configured it, if users can't remove it; else null. */
  readonly lockedBy: LockedBy | null;
}

/**
 * The settings' account comes first. If the administrator names it too, it counts as theirs. If the administrator lists several
 * accounts with the same server and client, the name identifies each, so reordering the list or removing one never gives its
 * sign-in to another.
 * @param listedAs returns the name stored with a binding's vault, by the ID of its account; undefined: none
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
  return {
    id: idOfBinding(server),
    name: null,
    fields: { ...fieldsOf((field) => fields[field].value ?? undefined), serverUrl: server.baseUrl },
    server,
    isFirstOfBinding: true,
    listedAs: null,
    lockedBy,
  } satisfies ConfiguredAccount;
}

/** On which servers users may add accounts. If the administrator has set one, only on that, unless others are allowed. */
export function mayAddAccount({ server, lockedBy }: ServerSetting, { otherAccounts }: PolicySettings): MayAddAccount {
  if (otherAccounts === false) return 'no';
  if (lockedBy !== 'administrator' || otherAccounts === true) return 'anywhere';
  return server ? 'on-known-servers' : 'no';
}
