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
import type { SomeSettings } from './policy/types.ts';
import { DEFAULTS } from './schema.ts';
import type { UserFile, UserSettings } from './user-file.ts';

/** Whether the system starts the app at login. `not-installed`: it could name nothing that stays in its place. */
export type AtLogin = 'on' | 'off' | 'needs-approval' | 'not-installed';

/** The system's own list of what it starts at login. */
export interface LoginItem {
  /** The system's current value, which other programs may have changed. Never rejects. */
  state(): Promise<AtLogin>;
  /**
   * Puts the app on the list, or (null) takes it off. `not-ours`: an entry that is not the app's is there, and was not changed.
   * Rejects with the system's error.
   */
  set(start: { readonly hidden: boolean } | null): Promise<'done' | 'not-ours'>;
}

/** If nothing is installed that a login could start. */
export const NOTHING_AT_LOGIN: LoginItem = { state: async () => 'not-installed', set: async () => 'done' };

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
  const { loginItem, hasTray } = options.desktop;
  const turn = createSerialQueue();
  let atLogin = await loginItem.state();
  let tray: SystemFacts['tray'] = 'shown';

  function current(): Settings {
    return {
      startAtLogin: { ...setting('startAtLogin'), value: atLogin === 'on' },
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

  /** What the system has to do for a choice; null: nothing. */
  function wantedAtLogin(choice: SettingChange): { readonly start: { readonly hidden: boolean } | null } | null {
    if (choice.name === 'startAtLogin') return { start: choice.value ? { hidden: current().startHidden.value } : null };
    return choice.name === 'startHidden' && atLogin === 'on' ? { start: { hidden: choice.value } } : null;
  }

  async function apply({
    start,
  }: {
    readonly start: { readonly hidden: boolean } | null;
  }): Promise<SettingChangeProblem | null> {
    try {
      if ((await loginItem.set(start)) === 'not-ours') return { kind: 'not-ours' };
      atLogin = await loginItem.state();
      // macOS waits for the user's approval then, which is no failure.
      const done = start ? atLogin !== 'off' : atLogin !== 'on';
      return done ? null : { kind: 'not-applied', trouble: 'io' };
    } catch (error) {
      return { kind: 'not-applied', trouble: troubleOf(error) };
    }
  }

  async function changeSetting(choice: SettingChange): Promise<SettingChangeProblem | null> {
    const { name, value } = choice;
    if (current()[name].lockedBy) return { kind: 'locked' };
    const before = userFile.current()[name];
    const unsaved = await save({ [name]: value });
    if (unsaved) return { kind: 'not-saved', trouble: unsaved };
    const wanted = wantedAtLogin(choice);
    const problem = wanted && (await apply(wanted));
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
  const wantsStart = set.startAtLogin ?? (atLogin === 'on' && userFile.current().startAtLogin);
  if (wantsStart && (atLogin === 'on' || atLogin === 'off'))
    await apply({ start: { hidden: current().startHidden.value } });
  else if (set.startAtLogin === false && atLogin === 'on') await apply({ start: null });

  return {
    current,
    facts: () => ({ startAtLogin: atLogin === 'on' || atLogin === 'off' ? 'possible' : atLogin, tray }),
    changeSetting: (choice) => turn(() => changeSetting(choice).finally(onChange)),
    async check() {
      // In its turn: an older answer must not undo what was chosen meanwhile.
      const item = turn(async () => {
        atLogin = await loginItem.state();
      });
      tray = (await hasTray()) ? 'shown' : 'none';
      await item;
      onChange();
    },
  };
}
