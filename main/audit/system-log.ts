/** The system's own log: syslog or the journal by logger(1), Windows' event log by eventcreate.exe, each by its whole path. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { system32 } from '../system/windows-programs.ts';

/** A program that takes one line. */
export interface LogProgram {
  readonly file: string;
  readonly args: readonly string[];
  /** What goes to its stdin; null: the line is among the arguments. */
  readonly input: string | null;
}

/** The name under which the system's log files the lines. */
export const TAG = 'transparenc-companion';

/** eventcreate takes 1 to 1000. */
const EVENT_ID = '100';

/** A log that takes longer is as good as none. */
const LIMIT_MS = 5_000;

/**
 * What writes a line. Lines go to stdin where they can, since any user may read the arguments of a process; eventcreate has
 * no other way, and no line holds a secret.
 */
export function logProgram(platform: NodeJS.Platform, line: string): LogProgram {
  if (platform === 'win32') {
    const args = ['/T', 'INFORMATION', '/ID', EVENT_ID, '/L', 'APPLICATION', '/SO', TAG, '/D', line];
    return { file: system32('eventcreate.exe'), args, input: null };
  }
  return { file: '/usr/bin/logger', args: ['-t', TAG, '-p', 'auth.info'], input: `${line}\n` };
}

/** Why nothing can be written here, as far as that shows without writing; null if nothing is known against it. */
export function systemLogProblem(
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = existsSync,
): 'no-program' | 'no-log' | null {
  if (!exists(logProgram(platform, '').file)) return 'no-program';
  // logger(1) does not report that no one listens there, unless systemd runs.
  if (platform === 'linux' && !exists('/dev/log')) return 'no-log';
  return null;
}

/** Runs what writes a line. Rejects if it fails, or takes longer than five seconds. */
export function runLogProgram({ file, args, input }: LogProgram): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { timeout: LIMIT_MS, windowsHide: true, env: {}, cwd: '/' };
    const child = execFile(
      file,
      args,
      process.platform === 'win32' ? { ...options, cwd: undefined } : options,
      (error) => (error ? reject(error) : resolve()),
    );
    // A program that ends before it has read everything reports that by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}
