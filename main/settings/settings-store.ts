/** The settings as they are now: from the user's file, unless administrator or flags lock them, and for start at login from the system. */
import type {
  Setting,
  SettingChange,
  SettingChangeProblem,
  Settings,
  SettingValues,
  StorageTrouble,
  SystemFacts,
} from '../../preload/api.ts';
import type { Flags } from '../cli/flags.ts';
import { troubleOf } from '../files/storage-error.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import { type LoginItem, NOTHING_AT_LOGIN, openLoginItem } from './at-login.ts';
import type { SomeSettings } from './policy/types.ts';
import { DEFAULTS } from './schema.ts';
import type { UserFile, UserSettings } from './user-file.ts';

/** What the desktop lends to the settings. */
export interface DesktopParts {
  readonly loginItem: LoginItem;
  /** Whether something shows the tray icon; true if unknown. Never rejects. */
  readonly hasTray: () => Promise<boolean>;
}

/** Without a desktop, nothing starts at login, and no tray is needed. */
export const NO_DESKTOP: DesktopParts = {
  loginItem: NOTHING_AT_LOGIN,
  hasTray: async () => true,
};

/** Every choice as it holds now, and the one way to change it. */
export interface SettingsStore {
  current(): Settings;
  facts(): Pick<SystemFacts, 'startAtLogin' | 'tray'>;
  /** Changes one setting, and passes it on if the system holds it. Null: done. */
  changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null>;
  /** Asks the system again: a user may have changed there what starts at login, or the tray may have gone. */
  check(): Promise<void>;
}

/** Reads the system's value first. `onChange` is called after everything that may have changed a setting. */
export async function openSettings(options: {
  readonly userFile: UserFile;
  readonly flags: Flags;
  /** What the administrator has set. */
  readonly set: SomeSettings;
  readonly desktop: DesktopParts;
  readonly onChange: () => void;
}): Promise<SettingsStore> {
  const { userFile, flags, set, onChange } = options;
  const { hasTray } = options.desktop;
  const turn = createSerialQueue();
  const loginItem = await openLoginItem(options.desktop.loginItem);
  let tray: SystemFacts['tray'] = 'shown';

  function current(): Settings {
    return {
      startAtLogin: { ...setting('startAtLogin'), value: isOn() },
      startHidden: setting('startHidden'),
      language: setting('language'),
      theme: setting('theme'),
      notifications: setting('notifications'),
      sendComputerName: setting('sendComputerName'),
      keepWithoutKeyring:
        set.keepWithoutKeyring === undefined && flags.switches.has('keep-without-keyring')
          ? { value: true, lockedBy: 'flag' }
          : setting('keepWithoutKeyring'),
      whenClosed: setting('whenClosed'),
      localTools: setting('localTools'),
    };
  }

  function setting<Name extends keyof SettingValues>(name: Name): Setting<SettingValues[Name]> {
    const fixed = set[name];
    if (fixed !== undefined) return { value: fixed, lockedBy: 'administrator' };
    const chosen: SomeSettings = userFile.current();
    return { value: chosen[name] ?? DEFAULTS[name], lockedBy: null };
  }

  const isOn = () => loginItem.state() === 'on';

  function facts(): Pick<SystemFacts, 'startAtLogin' | 'tray'> {
    const state = loginItem.state();
    return { startAtLogin: state === 'on' || state === 'off' ? 'possible' : state, tray };
  }

  /** Passes a choice on to the system, if it concerns that. */
  async function passOn(choice: SettingChange): Promise<SettingChangeProblem | null> {
    if (choice.name === 'startAtLogin')
      return loginItem.set(choice.value ? { hidden: current().startHidden.value } : null);
    return choice.name === 'startHidden' && isOn() ? loginItem.set({ hidden: choice.value }) : null;
  }

  async function changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null> {
    const { name, value } = choice;
    if (current()[name].lockedBy) return { kind: 'locked' };
    const before = userFile.current()[name];
    const unsaved = await save({ [name]: value });
    if (unsaved) return { kind: 'not-saved', trouble: unsaved };
    const problem = await passOn(choice);
    if (problem) await save({ [name]: before });
    return problem;
  }

  async function save(changes: UserSettings): Promise<StorageTrouble | null> {
    try {
      await userFile.change(changes);
      return null;
    } catch (error) {
      return troubleOf(error);
    }
  }

  // An entry that names a program which has moved since (an AppImage has its version in its name) would start nothing.
  const wantsStart = set.startAtLogin ?? (isOn() && userFile.current().startAtLogin);
  if (wantsStart && facts().startAtLogin === 'possible') await loginItem.set({ hidden: current().startHidden.value });
  else if (set.startAtLogin === false && isOn()) await loginItem.set(null);

  return {
    current,
    facts,
    changeSetting: (choice) => turn(() => changeSetting(choice).finally(onChange)),
    async check() {
      // In its turn: an older answer must not undo what was chosen meanwhile.
      const item = turn(loginItem.check);
      tray = (await hasTray()) ? 'shown' : 'none';
      await item;
      onChange();
    },
  };
}
