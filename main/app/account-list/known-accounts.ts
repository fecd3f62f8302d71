/** The accounts of a profile before anything of it is opened. */
import { join } from 'node:path';
import type { AccountId } from '../../../preload/api.ts';
import type { AccountRecord, LoadedAccounts } from '../../accounts/accounts-file.ts';
import { type ConfiguredAccount, configuredAccounts, mayAddAccount } from '../../accounts/configured.ts';
import { isThere } from '../../files/durable.ts';
import type { Server } from '../../oauth/protocol.ts';
import type { Policy } from '../../settings/policy/types.ts';
import { type ServerSetting, serverOf } from '../../settings/resolve.ts';
import { nameOfBinding, sessionIn } from '../../vault/layout.ts';

export interface KnownAccounts {
  /** The accounts that the settings and the administrator name. */
  configured(setting: ServerSetting): readonly ConfiguredAccount[];
  mayAdd(setting: ServerSetting): ReturnType<typeof mayAddAccount>;
  /** Whether users may have an account of their own on this server. */
  mayAddOn(setting: ServerSetting, server: Server): boolean;
}

/**
 * @param loaded the list as it was last read
 * @param first the server that the settings named at the start. A flag that names the server of an account that a user has
 * added means that account, unless an earlier run has signed in there without accounts.
 */
export async function knownAccounts(
  profile: string,
  first: ServerSetting,
  { set, serverIsCertain }: Pick<Policy, 'set' | 'serverIsCertain'>,
  loaded: () => LoadedAccounts,
): Promise<KnownAccounts> {
  const records = () => {
    const now = loaded();
    return now.kind === 'records' ? now.records : [];
  };
  const hasVault = first.server !== null && (await mayBeThere(join(profile, 'vault', nameOfBinding(first.server))));
  const isAdded = ({ server, lockedBy }: ConfiguredAccount) =>
    lockedBy === 'flag' && !hasVault && records().some((one) => isAt(one, server));
  const listedAs = (id: AccountId) => records().find((one) => one.id === id && one.server === null)?.listedAs;
  const configured = (setting: ServerSetting) =>
    serverIsCertain ? configuredAccounts(setting, set, listedAs).filter((account) => !isAdded(account)) : [];
  const mayAdd = (setting: ServerSetting) => (serverIsCertain ? mayAddAccount(setting, set) : 'no');
  return {
    configured,
    mayAdd,
    mayAddOn(setting, { baseUrl, clientId }) {
      const where = mayAdd(setting);
      const isKnown = configured(setting).some(
        ({ server }) => server.baseUrl === baseUrl && server.clientId === clientId,
      );
      return where === 'anywhere' || (where === 'on-known-servers' && isKnown);
    },
  };
}

/** What is listed, without accounts that were added by a run that was killed before anyone had signed in to them. */
export async function withoutAbandoned(profile: string, loaded: LoadedAccounts): Promise<LoadedAccounts> {
  if (loaded.kind === 'unreadable') return loaded;
  const isKept = async ({ id, vault, isNew }: AccountRecord) =>
    !isNew || (await mayBeThere(sessionIn(join(profile, 'vault'), vault ?? id)));
  const kept = await Promise.all(loaded.records.map(isKept));
  return { ...loaded, records: loaded.records.filter((_, at) => kept[at]) };
}

/** Each account's server and the name of its vault, as a start would open them. */
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

/** Whether a user has added this account, on this server. */
function isAt({ server, insteadOf }: AccountRecord, { baseUrl, clientId }: Server): boolean {
  const own = server && insteadOf === null ? serverOf(server) : null;
  return own !== null && own.baseUrl === baseUrl && own.clientId === clientId;
}

/** Where that is unknown, too: the account then says what is wrong with its storage. */
function mayBeThere(path: string): Promise<boolean> {
  return isThere(path).catch(() => true);
}
