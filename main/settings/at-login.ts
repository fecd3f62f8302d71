/** Start at login: the only setting whose value is stored by the system, where other programs may change it. */
import type { SettingChangeProblem } from '../../preload/api.ts';
import { troubleOf } from '../files/storage-error.ts';

/** Whether the system starts the app at login. `not-installed`: the app has no permanent path that a login could start. */
export type AtLogin = 'on' | 'off' | 'needs-approval' | 'not-installed';

/** How the system should start the app at login; null: not at all. */
type StartAtLogin = { readonly hidden: boolean } | null;

/** The app's entry in the system's list of login items. */
export interface LoginItem {
  /** The system's current value, which other programs may have changed. Never rejects. */
  state(): Promise<AtLogin>;
  /**
   * Adds the app to the list, or removes it (null). `not-ours`: there is an entry that isn't the app's, and it was not changed.
   * Rejects with the system's error.
   */
  set(start: StartAtLogin): Promise<'done' | 'not-ours'>;
}

/** For an app without a permanent path. */
export const NOTHING_AT_LOGIN: LoginItem = { state: async () => 'not-installed', set: async () => 'done' };

/** Reads the system's value first. */
export async function openLoginItem(item: LoginItem) {
  let state = await item.state();

  /** Reads the system's value again. Never rejects. */
  async function check() {
    state = await item.state();
  }

  return {
    state: () => state,
    check,
    /** Resolves with null on success. Never rejects. */
    async set(start: StartAtLogin): Promise<SettingChangeProblem | null> {
      try {
        if ((await item.set(start)) === 'not-ours') return { kind: 'not-ours' };
        await check();
        // On macOS, waiting for the user's approval counts as on.
        const done = start ? state !== 'off' : state !== 'on';
        return done ? null : { kind: 'not-applied', trouble: 'io' };
      } catch (error) {
        return { kind: 'not-applied', trouble: troubleOf(error) };
      }
    },
  };
}
