/** Detects whether this program runs from an AppImage, a file that mounts itself. */
import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * The AppImage's path; null if this program doesn't run from one. The variables alone prove nothing, because anyone can set them,
 * and a terminal that is an AppImage passes on its own. APPIMAGE is trusted only if it names an AppImage and APPDIR is this
 * program's folder and contains an AppImage's start script, which no other package has.
 * @param executable the absolute path of the running program
 */
export function appImageOf(environment: Readonly<NodeJS.ProcessEnv>, executable: string): string | null {
  const { APPIMAGE: image, APPDIR: mounted } = environment;
  if (!image || !mounted || !isAbsolute(image) || !liesInAppImage(executable)) return null;
  return isSameFolder(mounted, dirname(executable)) && isAppImage(image) ? image : null;
}

/** Whether the program's folder contains an AppImage's start script, mounted or unpacked. No other package has one. */
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

/** Checks for `AI` and the type, 1 or 2, in unused bytes of the ELF header (AppImage specification, "Type 2 image format"). */
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
