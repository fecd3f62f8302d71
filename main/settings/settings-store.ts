/**
 * The current settings: from the user's file unless an administrator or flag locks
 * them, and from the system for start at login.
 */
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
import { DEFAULTS } from './schema.ts';
import type { UserFile, UserSettings } from './user-settings.ts';

/** Some of the settings. */
export type SomeSettings = { readonly [K in keyof SettingValues]?: SettingValues[K] | undefined };

/** What the settings need from the desktop. */
export interface DesktopParts {
  readonly loginItem: LoginItem;
  /** Whether something shows the tray icon; true if unknown. Never rejects. */
  readonly hasTray: () => Promise<boolean>;
}

/** A setting's value: the administrator's, or else the user's, or else the default. */
export function settingIn<Name extends keyof SettingValues>(
  managed: SomeSettings,
  chosen: SomeSettings,
  name: Name,
): Setting<SettingValues[Name]> {
  const fixed = managed[name];
  if (fixed !== undefined) return { value: fixed, lockedBy: 'administrator' };
  return { value: chosen[name] ?? DEFAULTS[name], lockedBy: null };
}

/** For runs without a desktop. */
export const NO_DESKTOP: DesktopParts = {
  loginItem: NOTHING_AT_LOGIN,
  hasTray: async () => true,
};

/** The current settings, and the only way to change them. */
export type SettingsStore = Awaited<ReturnType<typeof openSettings>>;

/** Reads the system's values first. @param options.onChange called when a setting may have changed */
export async function openSettings(options: {
  readonly userFile: UserFile;
  readonly flags: Flags;
  /** The administrator's settings. */
  readonly managed: SomeSettings;
  readonly desktop: DesktopParts;
  readonly onChange: () => void;
}) {
  const { userFile, flags, managed, onChange } = options;
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
        managed.keepWithoutKeyring === undefined && flags.switches.has('keep-without-keyring')
          ? { value: true, lockedBy: 'flag' }
          : setting('keepWithoutKeyring'),
      whenClosed: setting('whenClosed'),
      localTools: setting('localTools'),
    };
  }

  const setting = <Name extends keyof SettingValues>(name: Name) => settingIn(managed, userFile.current(), name);

  const isOn = () => loginItem.state() === 'on';

  function facts(): Pick<SystemFacts, 'startAtLogin' | 'tray'> {
    const state = loginItem.state();
    return { startAtLogin: state === 'on' || state === 'off' ? 'possible' : state, tray };
  }

  /** Applies a changed setting to the system, if it concerns start at login. */
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

  // Update the entry if the program has moved, as an AppImage does with each version.
  const wantsStart = managed.startAtLogin ?? (isOn() && userFile.current().startAtLogin);
  if (wantsStart && facts().startAtLogin === 'possible') await loginItem.set({ hidden: current().startHidden.value });
  else if (managed.startAtLogin === false && isOn()) await loginItem.set(null);

  return {
    current,
    facts,
    /** Changes one setting, also in the system if that stores it. Resolves with null on success. */
    changeSetting: (choice: SettingChange) => turn(() => changeSetting(choice).finally(onChange)),
    /** Reads the system's values again, because start at login or the tray may have changed. */
    async check(): Promise<void> {
      // Queued, so that an older value doesn't replace a newer choice.
      const item = turn(loginItem.check);
      tray = (await hasTray()) ? 'shown' : 'none';
      await item;
      onChange();
    },
  };
}
