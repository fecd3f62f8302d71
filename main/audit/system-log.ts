/** Writes to the system log: syslog or the journal with logger(1), Windows' event log with eventcreate.exe, by their full paths. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { system32 } from '../system/windows-programs.ts';

/** A program that logs one line. */
export interface LogProgram {
  readonly file: string;
  readonly args: readonly string[];
  /** What to write to its stdin; null if the line is among the arguments. */
  readonly input: string | null;
}

/** The tag of our lines in the system log. */
const TAG = 'transparenc-companion';

/** eventcreate takes 1 to 1000. */
const EVENT_ID = '100';

/** How long writing one line may take. */
const LIMIT_MS = 5_000;

/**
 * The program that writes a line. If possible the line goes to stdin, because any user can read a process's arguments.
 * eventcreate takes only arguments, and no line holds a secret.
 */
export function logProgram(platform: NodeJS.Platform, line: string): LogProgram {
  if (platform === 'win32') {
    const args = ['/T', 'INFORMATION', '/ID', EVENT_ID, '/L', 'APPLICATION', '/SO', TAG, '/D', line];
    return { file: system32('eventcreate.exe'), args, input: null };
  }
  return { file: '/usr/bin/logger', args: ['-t', TAG, '-p', 'auth.info'], input: `${line}\n` };
}

/** Why the log can't be written, as far as that can be determined without writing; null if no reason is known. */
export function systemLogProblem(
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): 'no-program' | 'no-log' | null {
  if (!exists(logProgram(platform, '').file)) return 'no-program';
  // Without systemd, logger(1) doesn't report that no one listens there.
  if (platform === 'linux' && !exists('/dev/log')) return 'no-log';
  return null;
}

/** Runs the program. Rejects if it fails or takes longer than five seconds. */
export function runLogProgram({ file, args, input }: LogProgram): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LIMIT_MS, windowsHide: true, env: {}, cwd: '/' };
    const child = execFile(
      file,
      args,
      process.platform === 'win32' ? { ...options, cwd: undefined } : options,
      (error) => (error ? reject(error) : resolve()),
    );
    // If the program ends before it has read everything, its exit code shows that.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}
