/** A separate home for the app of one story, with its profile, keychain, sockets and the desktop's folders. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeychainKind } from './recorder/options.ts';

export interface Home {
  readonly folder: string;
  /** The app's `--user-data-dir`. */
  readonly profile: string;
  /** The keychain's key, which is outside every profile. */
  readonly keyFile: string;
  /** The file that the app reads in place of the administrator's, if it exists. */
  readonly administratorsFile: string;
  /** The options for an unlocked keyring that really protects. */
  readonly workingKeychain: KeychainKind;
  /** Keeps the app away from the desktop of the user who runs the tests. */
  readonly environment: NodeJS.ProcessEnv;
  remove(): void;
}

/** Creates a home. Its path contains `mark`, so that its processes can be found. */
export function makeHome(mark: string, environment: NodeJS.ProcessEnv): Home {
  const folder = mkdtempSync(join(tmpdir(), `companion-${mark}-`));
  const profile = join(folder, 'profile');
  const keyFile = join(folder, 'keychain/key');
  // This is outside the home, because a socket's path must be short. Only this user can access it, as in the system's folder.
  const runtimeFolder = mkdtempSync(join(tmpdir(), 'run-'));
  for (const name of ['profile', 'config', 'cache', 'data', 'administrator'])
    mkdirSync(join(folder, name), { mode: 0o700 });
  return {
    folder,
    profile,
    keyFile,
    administratorsFile: join(folder, 'administrator/config.json'),
    workingKeychain: { kind: 'working', keyFile },
    environment: {
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_DATA_HOME: join(folder, 'data'),
      XDG_RUNTIME_DIR: runtimeFolder,
      XDG_CURRENT_DESKTOP: 'GNOME',
      DBUS_SESSION_BUS_ADDRESS: undefined,
      COMPANION_SERVER_URL: undefined,
      COMPANION_CLIENT_ID: undefined,
      COMPANION_SCOPE: undefined,
      LANG: 'en_US.UTF-8',
      LANGUAGE: undefined,
      LC_ALL: undefined,
      LC_MESSAGES: undefined,
      NO_COLOR: undefined,
      FORCE_COLOR: undefined,
      ...environment,
    },
    remove() {
      for (const each of [folder, runtimeFolder]) rmSync(each, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
