/** Whether this program runs from an AppImage, which is a file that mounts itself. */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';

/**
 * The AppImage's path; null: it runs from none. APPIMAGE alone proves nothing: a terminal that is an AppImage hands its own on.
 * @param executable the program that runs, by its whole path
 */
export function appImageOf(
  environment: Readonly<Record<string, string | undefined>>,
  executable: string,
): string | null {
  const { APPIMAGE: image, APPDIR: mounted } = environment;
  return image && mounted && isWithin(mounted, executable) ? image : null;
}

function isWithin(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

/** Whether the program lies beside what starts an AppImage, mounted or unpacked: no other package holds that. */
export function liesInAppImage(executable: string): boolean {
  return existsSync(join(dirname(executable), 'AppRun'));
}
