/** The absolute paths of Windows' programs. By name alone, Windows would run a file of that name in the working folder. */
import { win32 } from 'node:path';

/** A folder on a local drive, without characters that are special in a shell or PowerShell. */
const FOLDER = /^[A-Za-z]:\\[\w \\().-]*$/;

/** A program in `System32`, such as `reg.exe`. */
export function system32(file: string, environment: Readonly<NodeJS.ProcessEnv> = process.env): string {
  const { SystemRoot: root = '' } = environment;
  return win32.join(FOLDER.test(root) ? root : 'C:\\Windows', 'System32', file);
}

/** Windows PowerShell, which is part of every Windows. */
export function powerShell(environment: Readonly<NodeJS.ProcessEnv> = process.env): string {
  return system32('WindowsPowerShell\\v1.0\\powershell.exe', environment);
}

/**
 * Keeps `cmd.exe` and program searches from using the working folder, in this process and its children, because libraries run
 * programs by name. Call before any of them runs.
 */
export function searchNoWorkingFolder(
  platform: NodeJS.Platform,
  environment: Record<string, string | undefined>,
): void {
  // Any value works (see NeedCurrentDirectoryForExePath in Microsoft's documentation).
  if (platform === 'win32') environment['NoDefaultCurrentDirectoryInExePath'] = '1';
}
