/** Reads everything that a start needs from disk, while Electron gets ready. */
import { type AccountsFile, accountsFileIn, type LoadedAccounts } from '../../accounts/accounts-file.ts';
import { type Flags, isProblem, type SettingProblem } from '../../cli/flags.ts';
import { policyPath } from '../../settings/policy/path.ts';
import { readPolicy } from '../../settings/policy/read.ts';
import type { Policy } from '../../settings/policy/schema.ts';
import { NO_SERVER, resolveServer, type ServerSetting, withoutServer } from '../../settings/resolve.ts';
import { readUserSettings, settingsFileIn, type UserSettings, unknownFields } from '../../settings/user-settings.ts';
import type { Log } from '../../system/log.ts';
import { deviceOs } from '../../system/os-name.ts';
import { withoutAbandoned } from '../account-list/known-accounts.ts';

interface Start {
  readonly policy: Policy;
  readonly userSettings: UserSettings;
  /** Resolves the server from these user settings, flags, environment and policy. */
  readonly resolve: (userSettings: UserSettings) => ServerSetting | SettingProblem;
  /** The server setting at the start. */
  readonly first: ServerSetting;
  readonly accountsFile: AccountsFile;
  readonly load: () => Promise<LoadedAccounts>;
  readonly loaded: LoadedAccounts;
  /** The system's name and version. */
  readonly os: string;
}

/** If a setting is unusable, returns that problem instead. */
export async function readStart(profile: string, flags: Flags, log: Log): Promise<Start | SettingProblem> {
  const policy = await readPolicy(policyPath(process.platform));
  const { problem, serverIsCertain } = policy;
  if (problem) log('administrator: file not usable', { ...problem, serverIsCertain });
  const userSettings = await readUserSettings(profile);
  const accountsFile = accountsFileIn(profile);
  const load = async () => withoutAbandoned(profile, await accountsFile.load());
  const loaded = await load();
  const os = await deviceOs();
  if (isProblem(userSettings)) return userSettings;
  const unknown = unknownFields(userSettings).length;
  if (unknown > 0) log('settings: unknown fields', { unknown });
  const serverFlags = flags.switches.has('add-account') ? withoutServer(flags) : flags;
  const resolve = (settings: UserSettings) =>
    resolveServer(serverFlags, process.env, settings, policy, settingsFileIn(profile));
  const first = serverIsCertain ? resolve(userSettings) : NO_SERVER;
  if (isProblem(first)) return first;
  if (first.overruled.length > 0) log('administrator: not followed', { names: first.overruled });
  return { policy, userSettings, resolve, first, accountsFile, load, loaded, os };
}
