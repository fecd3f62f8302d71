/** The server that the settings name while the app runs, and the only part that changes it. */
import { isProblem, type SettingProblem } from '../../cli/flags.ts';
import type { ServerSetting } from '../../settings/resolve.ts';
import type { ChosenServer } from '../../settings/server-choice.ts';
import type { UserFile, UserSettings } from '../../settings/user-file.ts';

export interface ServerSettingStore {
  current(): ServerSetting;
  /** Keeps a choice. False: it could not be saved, and nothing has changed. */
  take(choice: ChosenServer): Promise<boolean>;
  /** Asks for a server again. The choice stays in the settings until another one is made. */
  leave(): void;
  /** Removes the choice from the settings. Rejects if that cannot be saved. */
  forget(): Promise<void>;
}

/** What `forget` removes. */
const NOTHING_CHOSEN: UserSettings = {
  serverUrl: undefined,
  clientId: undefined,
  scope: undefined,
  deviceAuthorizationPath: undefined,
  tokenPath: undefined,
};

export function createServerSetting(parts: {
  readonly setting: ServerSetting;
  readonly userFile: UserFile;
  /** The server that user settings come to, with flags and environment. */
  readonly resolve: (settings: UserSettings) => ServerSetting | SettingProblem;
}): ServerSettingStore {
  const { userFile, resolve } = parts;
  let { setting } = parts;
  return {
    current: () => setting,
    async take(choice) {
      try {
        await userFile.change(choice.wanted);
      } catch {
        return false;
      }
      ({ setting } = choice);
      return true;
    },
    leave() {
      setting = { ...setting, server: null };
    },
    async forget() {
      await userFile.change(NOTHING_CHOSEN);
      const resolved = resolve(userFile.current());
      setting = isProblem(resolved) ? { ...setting, server: null } : resolved;
    },
  };
}
