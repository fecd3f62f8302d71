/** The user's settings file while the app runs. One writer: two would undo each other's changes. */

import { isProblem, type SettingProblem } from '../cli/flags.ts';
import { createSerialQueue } from '../time/serial-queue.ts';
import type { UserSettings } from './resolve.ts';

export interface UserFile {
  current(): UserSettings;
  /** Changes these fields; durable when it resolves. Rejects with the system's error, and nothing is changed then. */
  change(changes: UserSettings): Promise<void>;
}

/** The file of the settings. */
export interface UserFileAccess {
  /** As it is now: a user may have edited it while the app runs. */
  read(): Promise<UserSettings | SettingProblem>;
  /** Puts all of them on the disk, whole and durably. */
  write(settings: UserSettings): Promise<void>;
}

/** @param first what the file held at start */
export function createUserFile(first: UserSettings, file: UserFileAccess): UserFile {
  const turn = createSerialQueue();
  let settings = first;
  return {
    current: () => settings,
    change: (changes) =>
      turn(async () => {
        const there = await file.read();
        // Keep what can't be read: a user may have written it.
        if (isProblem(there)) throw new Error(`${there.setting} must ${there.must}`);
        const wanted = { ...there, ...changes };
        await file.write(wanted);
        settings = wanted;
      }),
  };
}
