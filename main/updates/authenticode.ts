/** Windows judges a signature by PowerShell, and electron-updater takes a file for good where PowerShell cannot be run. */

/** Runs a program, and resolves with what it printed. Rejects where it cannot be run, or fails. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<{ readonly stdout: string }>;

/**
 * Whether PowerShell can judge signatures here: a policy or AppLocker may keep it from that. Asked just before an update is
 * downloaded, of the program that runs, whose own signature has to be good for the update's to mean anything.
 * @param executable by its whole path
 */
export async function canJudgeSignatures(run: RunProgram, executable: string): Promise<boolean> {
  const literal = executable.replaceAll("'", "''");
  // Windows' own module, whatever the place where others are looked for.
  const module = `Import-Module ($PSHOME + '\\Modules\\Microsoft.PowerShell.Security')`;
  const question = `${module}; (Get-AuthenticodeSignature -LiteralPath '${literal}').Status.ToString()`;
  const args = ['-NoProfile', '-NonInteractive', '-InputFormat', 'None', '-Command', question];
  return run('powershell.exe', args).then(
    ({ stdout }) => stdout.trim() === 'Valid',
    () => false,
  );
}
