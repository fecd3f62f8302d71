/** The path of the administrator's file: one on each system, which no flag and no variable changes. */
import { posix } from 'node:path';

export interface Place {
  readonly file: string;
  /** Every folder on the way to it, the uppermost first. */
  readonly folders: readonly string[];
  /** Who must own the file and these folders; null: the system keeps others out by itself. */
  readonly owner: number | null;
}

/**
 * Windows: `C:\Program Files` by its name, since `%ProgramFiles%`, `%SystemDrive%` and `%SystemRoot%` are variables that any
 * user can set, and a file in the user's own folder would then count as the administrator's. If Windows is on another drive, or
 * this folder was moved, no file is found. Not ProgramData: any user may create a folder there.
 */
export function policyPath(platform: NodeJS.Platform): Place {
  switch (platform) {
    case 'win32':
      return { file: 'C:\\Program Files\\Transparenc Companion\\config.json', folders: [], owner: null };
    case 'darwin':
      return ownedByRoot('/Library/Application Support/Transparenc Companion/config.json');
    default:
      return ownedByRoot('/etc/transparenc-companion/config.json');
  }
}

function ownedByRoot(file: string): Place {
  const folders: string[] = [];
  for (let folder = posix.dirname(file); !folders.includes(folder); folder = posix.dirname(folder))
    folders.unshift(folder);
  return { file, folders, owner: 0 };
}
