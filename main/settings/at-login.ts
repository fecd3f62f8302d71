/** Whether the app starts at login: the one setting whose value is the system's own, which other programs may change. */
import type { SettingChangeProblem } from '../../preload/api.ts';
import { troubleOf } from '../files/storage-error.ts';

/** Whether the system starts the app at login. `not-installed`: it could name nothing that stays in its place. */
export type AtLogin = 'on' | 'off' | 'needs-approval' | 'not-installed';

/** How the system is to start the app at login; null: not at all. */
export type StartAtLogin = { readonly hidden: boolean } | null;

/** The system's own list of what it starts at login. */
export interface LoginItem {
  /** The system's current value, which other programs may have changed. Never rejects. */
  state(): Promise<AtLogin>;
  /**
   * Puts the app on the list, or (null) takes it off. `not-ours`: an entry that is not the app's is there, and was not changed.
   * Rejects with the system's error.
   */
  set(start: StartAtLogin): Promise<'done' | 'not-ours'>;
}

/** If nothing is installed that a login could start. */
export const NOTHING_AT_LOGIN: LoginItem = { state: async () => 'not-installed', set: async () => 'done' };

/** The login item, with the value that the system reported last. */
export interface KnownLoginItem {
  state(): AtLogin;
  /** Asks the system again. Never rejects. */
  check(): Promise<void>;
  /** Null: done. Never rejects. */
  set(start: StartAtLogin): Promise<SettingChangeProblem | null>;
}

/** Asks the system first. */
export async function openLoginItem(item: LoginItem): Promise<KnownLoginItem> {
  let state = await item.state();

  async function check() {
    state = await item.state();
  }

  return {
    state: () => state,
    check,
    async set(start) {
      try {
        if ((await item.set(start)) === 'not-ours') return { kind: 'not-ours' };
        await check();
        // macOS waits for the user's approval then, which is no failure.
        const done = start ? state !== 'off' : state !== 'on';
        return done ? null : { kind: 'not-applied', trouble: 'io' };
      } catch (error) {
        return { kind: 'not-applied', trouble: troubleOf(error) };
      }
    },
  };
}
