/** The user's settings while the program runs, and the one hand that writes them: two would undo each other's choices. */
import type { UserSettings } from './config.ts';
import { inTurn } from './vault/turns.ts';

export interface Settings {
  current(): UserSettings;
  /** Changes these fields; durable when it resolves. Rejects with the system's error, and nothing is changed then. */
  change(changes: UserSettings): Promise<void>;
}

/** @param write puts all of them on the disk, whole and durably */
export function createSettings(first: UserSettings, write: (settings: UserSettings) => Promise<void>): Settings {
  const turn = inTurn();
  let settings = first;
  return {
    current: () => settings,
    change: (changes) =>
      turn(async () => {
        const wanted = { ...settings, ...changes };
        await write(wanted);
        settings = wanted;
      }),
  };
}
