/** The accounts of a profile, before any vault is opened. */
import { join } from 'node:path';
import type { AccountId, MayAddAccount } from '../../../preload/api.ts';
import type { AccountRecord, LoadedAccounts } from '../../accounts/accounts-file.ts';
import { type ConfiguredAccount, configuredAccounts, mayAddAccount } from '../../accounts/configured.ts';
import { exists } from '../../files/durable.ts';
import type { Server } from '../../oauth/protocol.ts';
import type { Policy } from '../../settings/policy/schema.ts';
import { type ServerSetting, serverOf } from '../../settings/resolve.ts';
import { nameOfBinding, sessionIn } from '../../vault/layout.ts';

export type KnownAccounts = Awaited<ReturnType<typeof knownAccounts>>;

/**
 * @param first the server that the settings named at the start. If a flag names the server of an account the user added, it
 * means that account, unless an earlier run signed in there without adding one.
 * @param loaded the list as last read
 */
export async function knownAccounts(
  profile: string,
  first: ServerSetting,
  { managed, serverIsCertain }: Pick<Policy, 'managed' | 'serverIsCertain'>,
  loaded: () => LoadedAccounts,
) {
  const records = () => {
    const now = loaded();
    return now.kind === 'records' ? now.records : [];
  };
  const hasVault = first.server !== null && (await mayBeThere(join(profile, 'vault', nameOfBinding(first.server))));
  const isListed = (id: AccountId) => records().some((one) => one.id === id && one.server === null);
  const isAdded = ({ id, server, lockedBy }: ConfiguredAccount) =>
    lockedBy === 'flag' && !hasVault && !isListed(id) && records().some((one) => isAt(one, server));
  const listedAs = (id: AccountId) => records().find((one) => one.id === id && one.server === null)?.listedAs;
  /** The accounts that settings and policy name. */
  const configured = (setting: ServerSetting): readonly ConfiguredAccount[] =>
    serverIsCertain ? configuredAccounts(setting, managed, listedAs).filter((account) => !isAdded(account)) : [];
  const mayAdd = (setting: ServerSetting): MayAddAccount => (serverIsCertain ? mayAddAccount(setting, managed) : 'no');
  return {
    configured,
    mayAdd,
    /** Whether users may add an account on this server. */
    mayAddOn(setting: ServerSetting, { baseUrl, clientId }: Server): boolean {
      const where = mayAdd(setting);
      const isKnown = configured(setting).some(
        ({ server }) => server.baseUrl === baseUrl && server.clientId === clientId,
      );
      return where === 'anywhere' || (where === 'on-known-servers' && isKnown);
    },
  };
}

/** The list without accounts that a run added before it was killed, and that no one signed in to. */
export async function withoutAbandoned(profile: string, loaded: LoadedAccounts): Promise<LoadedAccounts> {
  if (loaded.kind === 'unreadable') return loaded;
  const isKept = async ({ id, vault, isNew }: AccountRecord) =>
    !isNew || (await mayBeThere(sessionIn(join(profile, 'vault'), vault ?? id)));
  const kept = await Promise.all(loaded.records.map(isKept));
  return { ...loaded, records: loaded.records.filter((_, at) => kept[at]) };
}

/** Each account's server and the name of its vault, as the app would open them. */
export function vaultsOf(
  known: KnownAccounts,
  setting: ServerSetting,
  loaded: LoadedAccounts,
): readonly { readonly server: Server; readonly vault: string }[] {
  const records = loaded.kind === 'records' ? loaded.records : [];
  const own = known.configured(setting).map(({ id, server, isFirstOfBinding }) => {
    const record = records.find((one) => one.id === id && one.server === null);
    return { server, vault: record?.vault ?? (isFirstOfBinding ? nameOfBinding(server) : id) };
  });
  const added = records.flatMap(({ id, vault, server: fields, insteadOf }) => {
    const server = fields && insteadOf === null ? serverOf(fields) : null;
    return server && known.mayAddOn(setting, server) ? [{ server, vault: vault ?? id }] : [];
  });
  return [...own, ...added];
}

/** Whether this is an account that a user added on this server. */
function isAt({ server, insteadOf }: AccountRecord, { baseUrl, clientId }: Server): boolean {
  const own = server && insteadOf === null ? serverOf(server) : null;
  return own !== null && own.baseUrl === baseUrl && own.clientId === clientId;
}

/** True also if that is unknown: the account then reports what is wrong with its storage. */
function mayBeThere(path: string): Promise<boolean> {
  return exists(path).catch(() => true);
}
