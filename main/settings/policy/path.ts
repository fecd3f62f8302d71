/** Where the administrator's file lies: in one place of each system, which no flag and no variable moves. */
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
 * user can set for himself, and a file in a folder of his own would then be the administrator's. Where Windows lies on
 * another drive, or this folder was moved, no file is found. Not ProgramData: there anybody may make a folder.
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
