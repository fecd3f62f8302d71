/** Where everything of one installation is kept. */
import { join, resolve } from 'node:path';
import { app } from 'electron';
import type { Flags } from './flags.ts';

/**
 * `--user-data-dir`, else the system's place. On Windows that is the local one: a roaming profile would carry
 * a rotated token to a second machine, and its reuse would sign both out.
 */
export function profileFolder(flags: Flags): string {
  const asked = flags.values['user-data-dir'];
  if (asked) return resolve(asked);
  const local = process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined;
  return local ? join(local, app.getName()) : app.getPath('userData');
}
