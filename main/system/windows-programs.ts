/** Windows' own programs, by their whole path: by its name alone, a file in the folder that this app was started in would be run. */
import { win32 } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** A local drive's folder, without anything that a shell or PowerShell would read as more than a path. */
const FOLDER = /^[A-Za-z]:\\[\w \\().-]*$/;

/** A file of Windows below `System32`, such as `reg.exe`. */
export function system32(file: string, environment: Environment = process.env): string {
  const { SystemRoot: root = '' } = environment;
  return win32.join(FOLDER.test(root) ? root : 'C:\\Windows', 'System32', file);
}

/** Windows PowerShell, which every Windows has. */
export function powerShell(environment: Environment = process.env): string {
  return system32('WindowsPowerShell\\v1.0\\powershell.exe', environment);
}

/**
 * Lets neither `cmd.exe` nor a search for a program look into the working folder, in this process and in those that it
 * starts: libraries run programs by their names. To be called before the first of them runs.
 */
export function searchNoWorkingFolder(
  platform: NodeJS.Platform,
  environment: Record<string, string | undefined>,
): void {
  // Its value does not matter (NeedCurrentDirectoryForExePath in Microsoft's documents).
  if (platform === 'win32') environment['NoDefaultCurrentDirectoryInExePath'] = '1';
}
