/** Opens the profile, the folder for all data of one installation. */
import { accessSync, constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { app } from 'electron';
import { EXIT } from '../cli/exit-codes.ts';
import type { Flags } from '../cli/flags.ts';
import { codeOf } from './error-name.ts';
import { type UnsafePath, unsafeIn } from './folder-safety.ts';

/** The profile's folder. If it's `unsafe`, the app must not use it. */
interface Profile {
  readonly folder: string;
  readonly unsafe: UnsafePath | null;
}

/** Prints the reason and ends the process with the exit code. */
type Leave = (code: number, why: string) => void;

/**
 * Sets the folder that Electron and the app use. Calls `leave` if it's unavailable. Doesn't touch a folder that others could
 * change.
 */
export function openProfile(flags: Flags, leave: Leave): Profile {
  const profile = profileFolder(flags);
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    const unsafe = unsafeIn(profile);
    if (unsafe) {
      useAnotherFolder(leave);
      return { folder: profile, unsafe };
    }
    // Check this first: if the lock can't be created, Electron reports that another process holds it.
    accessSync(profile, constants.W_OK);
    app.setPath('userData', profile);
  } catch (error) {
    leave(EXIT.usage, `--user-data-dir ${unwritable(profile, error)}`);
  }
  return { folder: profile, unsafe: null };
}

/**
 * Opens the same folder only for reading, and gives Chromium a temporary folder. On Windows, that contains a copy of the key with
 * which Chromium encrypted data in the profile. If the folder in `--user-data-dir` doesn't exist, Electron creates it before the
 * app's code runs (`PreSandboxStartup` in `shell/app/electron_main_delegate.cc`). Calls `leave` and returns null if there can be no
 * temporary folder.
 */
export function openProfileReadOnly(flags: Flags, leave: Leave): string | null {
  const profile = profileFolder(flags);
  const temporary = useAnotherFolder(leave);
  if (temporary === null) return null;
  const key = join(profile, 'Local State');
  if (process.platform === 'win32' && existsSync(key)) copyFileSync(key, join(temporary, 'Local State'));
  return profile;
}

/** Gives Chromium a temporary folder, which is deleted with the process. Null if it can't be created: `leave` was called. */
function useAnotherFolder(leave: Leave): string | null {
  const parent = app.getPath('temp');
  const temporary = newFolderIn(parent, leave);
  if (temporary === null) return null;
  process.once('exit', () => {
    try {
      rmSync(temporary, { recursive: true, force: true });
    } catch {
      // On Windows, Chromium's open files can't be deleted. The system clears its temporary folder later.
    }
  });
  app.setPath('userData', temporary);
  return temporary;
}

function newFolderIn(parent: string, leave: Leave): string | null {
  try {
    return mkdtempSync(join(parent, 'companion-'));
  } catch (error) {
    // Chromium takes it from TMPDIR only on Linux: Windows reads TMP before TEMP, and macOS has a folder for each user.
    const named = process.platform === 'linux' ? 'TMPDIR' : 'The temporary folder';
    leave(EXIT.usage, `${named} ${unwritable(parent, error)}`);
    return null;
  }
}

function unwritable(folder: string, error: unknown): string {
  return `must be a folder that can be written to, and ${folder} is not (${codeOf(error) || 'unknown reason'}).`;
}

/**
 * `--user-data-dir`, or the system's default. On Windows that's the local folder, because a roaming profile would copy tokens to a
 * second computer, and using them there would sign both out.
 */
function profileFolder(flags: Flags): string {
  const asked = flags.values['user-data-dir'];
  if (asked) return resolve(asked);
  const local = process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined;
  if (local) return join(local, app.getName());
  const folder = app.getPath('userData');
  // Chromium follows a relative XDG_CONFIG_HOME, which must be ignored (XDG Base Directory Specification).
  return isAbsolute(folder) ? folder : join(homedir(), '.config', app.getName());
}
