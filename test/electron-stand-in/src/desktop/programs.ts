/** Programs of the desktop, found on the PATH. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The path of the first of `names` that is installed, or null. */
export function findProgram(names: readonly string[], environment: NodeJS.ProcessEnv): string | null {
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable) ?? null;
}

/** Whether `path` is a file that this user can run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether there is a display to show something on. */
export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}
