/** How users run this app in a terminal, for texts that name a command. */
import { appImageOf } from '../../system/app-image.ts';

/** Null on Windows, where a program with windows has no reliable terminal output. */
export function ownCommand(
  { platform, env, execPath }: Pick<NodeJS.Process, 'platform' | 'env' | 'execPath'>,
  isPackaged: boolean,
): string | null {
  if (platform === 'win32') return null;
  if (!isPackaged) return 'npm start --';
  if (platform === 'darwin') return `"${execPath}"`;
  return appImageOf(env, execPath) ?? 'transparenc-companion';
}

/** The profile that such a command has to name: one that the user chose with a flag. `npm start` sets that flag itself. */
export function ownProfile(chosen: string | undefined, isPackaged: boolean): string | null {
  return isPackaged ? (chosen ?? null) : null;
}
