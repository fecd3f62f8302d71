/** The path of the administrator's file. Flags and environment variables can't change it. */
import { posix } from 'node:path';

export interface PolicyPath {
  readonly file: string;
  /** All its parent folders, from the top. */
  readonly folders: readonly string[];
  /** The user ID that must own the file and these folders; null if the system itself protects them. */
  readonly owner: number | null;
}

/**
 * On Windows it's a fixed path in `C:\Program Files`, because users can set `%ProgramFiles%`, `%SystemDrive%` and `%SystemRoot%`,
 * and a file in their own folder would then count as the administrator's. If Windows is on another drive, or this folder was
 * moved, no file is found. It isn't in ProgramData, because any user may create a folder there.
 */
export function policyPath(platform: NodeJS.Platform): PolicyPath {
  switch (platform) {
    case 'win32':
      return { file: 'C:\\Program Files\\Transparenc Companion\\config.json', folders: [], owner: null };
    case 'darwin':
      return ownedByRoot('/Library/Application Support/Transparenc Companion/config.json');
    default:
      return ownedByRoot('/etc/transparenc-companion/config.json');
  }
}

function ownedByRoot(file: string): PolicyPath {
  const folders: string[] = [];
  for (let folder = posix.dirname(file); !folders.includes(folder); folder = posix.dirname(folder))
    folders.unshift(folder);
  return { file, folders, owner: 0 };
}
