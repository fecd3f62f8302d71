/** The current server setting, and the only place that changes it. */
import { isProblem, type SettingProblem } from '../../cli/flags.ts';
import type { ServerSetting } from '../../settings/resolve.ts';
import type { ChosenServer } from '../../settings/server-choice.ts';
import { fieldsOf } from '../../settings/server-fields.ts';
import type { UserFile, UserSettings } from '../../settings/user-settings.ts';

export type ServerSettingStore = ReturnType<typeof createServerSetting>;

/** What `forget` removes. */
const NOTHING_CHOSEN: UserSettings = fieldsOf(() => undefined);

export function createServerSetting(parts: {
  readonly setting: ServerSetting;
  readonly userFile: UserFile;
  /** Resolves the server from these user settings, flags, environment and policy. */
  readonly resolve: (settings: UserSettings) => ServerSetting | SettingProblem;
}) {
  const { userFile, resolve } = parts;
  let { setting } = parts;
  return {
    current: () => setting,
    /** Saves a choice. False: it could not be saved, and nothing has changed. */
    async take(choice: ChosenServer): Promise<boolean> {
      try {
        await userFile.change(choice.wanted);
      } catch {
        return false;
      }
      ({ setting } = choice);
      return true;
    },
    /** Shows the server selection again. The old choice stays in the settings until another is made. */
    leave(): void {
      setting = { ...setting, server: null };
    },
    /** Removes the choice from the settings. Rejects if that can't be saved. */
    async forget(): Promise<void> {
      await userFile.change(NOTHING_CHOSEN);
      const resolved = resolve(userFile.current());
      setting = isProblem(resolved) ? { ...setting, server: null } : resolved;
    },
  };
}
