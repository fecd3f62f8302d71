/** The folder that holds everything of one installation. */
import { accessSync, constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { EXIT } from '../cli/exit-codes.ts';
import type { Flags } from '../cli/flags.ts';
import { codeOf } from './error-name.ts';
import { type UnsafePath, unsafeIn } from './folder-safety.ts';

/** The profile's folder; `unsafe`: it is not used, and the app must not go on. */
export interface Profile {
  readonly folder: string;
  readonly unsafe: UnsafePath | null;
}

/**
 * Makes the profile's folder the one that Electron and everything else uses. Leaves when it cannot be had; one that others
 * could change is not touched.
 */
export function openProfile(flags: Flags, leave: (code: number, why: string) => void): Profile {
  const profile = profileFolder(flags);
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    const unsafe = unsafeIn(profile);
    if (unsafe) {
      useAnotherFolder();
      return { folder: profile, unsafe };
    }
    // If no lock can be set, Electron reports that another process holds it.
    accessSync(profile, constants.W_OK);
    app.setPath('userData', profile);
  } catch (error) {
    const why = codeOf(error) || 'unknown reason';
    leave(EXIT.usage, `--user-data-dir must be a folder that can be written to, and ${profile} is not (${why}).`);
  }
  return { folder: profile, unsafe: null };
}

/**
 * The same folder, only to look at it: nothing is written there. If `--user-data-dir` names one that is not there, Electron
 * itself makes it before the first line of this app (`PreSandboxStartup` in `shell/app/electron_main_delegate.cc`).
 * Chromium gets another folder, which goes with the process; on Windows with a copy of the key that it keeps in the profile,
 * by which it reads what it has encrypted.
 */
export function openProfileReadOnly(flags: Flags): string {
  const profile = profileFolder(flags);
  const passing = useAnotherFolder();
  const key = join(profile, 'Local State');
  if (process.platform === 'win32' && existsSync(key)) copyFileSync(key, join(passing, 'Local State'));
  return profile;
}

/** Gives Chromium a folder that goes with the process. */
function useAnotherFolder(): string {
  const passing = mkdtempSync(join(app.getPath('temp'), 'companion-'));
  process.once('exit', () => {
    try {
      rmSync(passing, { recursive: true, force: true });
    } catch {
      // Windows keeps what Chromium has open: the system clears its temporary folder, and no verdict is lost for it.
    }
  });
  app.setPath('userData', passing);
  return passing;
}

/**
 * `--user-data-dir`, else the system's place. On Windows that is the local one: a roaming profile would carry
 * a rotated token to a second machine, and its reuse would sign both out.
 */
function profileFolder(flags: Flags): string {
  const asked = flags.values['user-data-dir'];
  if (asked) return resolve(asked);
  const local = process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined;
  return local ? join(local, app.getName()) : app.getPath('userData');
}
