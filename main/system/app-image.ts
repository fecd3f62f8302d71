/** Whether this program runs from an AppImage, which is a file that mounts itself. */
import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * The AppImage's path; null if this program runs from none. Variables alone prove nothing: a terminal that is an AppImage
 * passes its own on, and anyone can set them for another program. APPIMAGE is trusted only if it names an AppImage, and
 * APPDIR is the very folder of this program, which holds what starts an AppImage. No other package has that.
 * @param executable the program that runs, by its whole path
 */
export function appImageOf(
  environment: Readonly<Record<string, string | undefined>>,
  executable: string,
): string | null {
  const { APPIMAGE: image, APPDIR: mounted } = environment;
  if (!image || !mounted || !isAbsolute(image) || !liesInAppImage(executable)) return null;
  return isSameFolder(mounted, dirname(executable)) && isAppImage(image) ? image : null;
}

/** Whether the program lies beside what starts an AppImage, mounted or unpacked: no other package holds that. */
export function liesInAppImage(executable: string): boolean {
  return existsSync(join(dirname(executable), 'AppRun'));
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return isAbsolute(one) && realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

/** `AI` and the type, 1 or 2, in bytes that ELF leaves free (AppImage specification, "Type 2 image format"). */
function isAppImage(file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false;
    const opened = openSync(file, 'r');
    try {
      const head = Buffer.alloc(11);
      readSync(opened, head, 0, head.length, 0);
      const [type = 0] = head.subarray(10);
      return (
        head.toString('latin1', 0, 4) === '\x7fELF' && head.toString('latin1', 8, 10) === 'AI' && [1, 2].includes(type)
      );
    } finally {
      closeSync(opened);
    }
  } catch {
    return false;
  }
}
