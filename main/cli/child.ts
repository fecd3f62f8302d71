/** Runs a child process as if it replaced this one: same streams, signals passed on, same exit code. */
import { spawn } from 'node:child_process';
import { accessSync, constants as fileConstants, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { codeOf } from '../system/error-name.ts';
import type { ChildCommand } from './commands/parts.ts';

/** A terminal sends these to all processes in the foreground, including the child. */
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;
/** These reach only this process. */
const PASSED_ON = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'] as const;

/**
 * Variables that Electron removes from its environment if the package's fuse forbids it to read them (`SetNodeOptions` in
 * `shell/common/node_bindings.cc`). On Linux, the launcher keeps them under names with this prefix.
 */
const REMOVED = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'] as const;
const KEPT = 'COMPANION_KEPT_';

/** The exit code of env(1) and shells. */
const CANNOT_BE_RUN = 126;
const NOT_FOUND = 127;

/**
 * Resolves with the child's exit code, 128 + n after signal n, or 126 or 127 if it could not be started.
 * @param readStat reads `/proc/self/stat`; throws if there is no such file
 */
export function runChild(
  { command, args, environment }: ChildCommand,
  process: NodeJS.Process,
  readStat = () => readFileSync('/proc/self/stat', 'utf8'),
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...asGiven(process.env), ...environment } });
    // Windows has no signals to pass on.
    const signals = process.platform === 'win32' ? [] : [...FROM_TERMINAL, ...PASSED_ON];
    const passOn = (signal: NodeJS.Signals) => {
      if (FROM_TERMINAL.some((own) => own === signal) && isInForeground(process, readStat)) return;
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, passOn);
    child.once('error', (error) => {
      resolve(reportNotRun(command, codeOf(error), process));
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

/** Reports a program that can't be found or run, and returns the exit code for that; null if it seems to be there. */
export function refuseProgram(program: string, process: NodeJS.Process): number | null {
  const code = whyNotRunnable(program, process);
  return code === null ? null : reportNotRun(program, code, process);
}

function reportNotRun(program: string, code: string, { stderr }: NodeJS.Process): number {
  stderr.write(`The command "${program}" could not be run (${code}).\n`);
  return code === 'ENOENT' ? NOT_FOUND : CANNOT_BE_RUN;
}

/** Where execvp(3) looks if PATH is not set. */
const USUAL_PATH = '/bin:/usr/bin';

/** Follows execvp(3). On Windows, which has other rules, only starting it shows whether a program is there. */
function whyNotRunnable(program: string, { env, platform }: NodeJS.Process): 'ENOENT' | 'EACCES' | null {
  if (platform === 'win32') return null;
  if (program === '') return 'ENOENT';
  const folders = (env['PATH'] ?? USUAL_PATH).split(':');
  const files = program.includes('/') ? [program] : folders.map((folder) => join(folder || '.', program));
  const reasons = files.map(whyNotProgram);
  if (reasons.includes(null)) return null;
  return reasons.includes('EACCES') ? 'EACCES' : 'ENOENT';
}

function whyNotProgram(file: string): string | null {
  try {
    accessSync(file, fileConstants.X_OK);
    return statSync(file).isFile() ? null : 'EACCES';
  } catch (error) {
    return codeOf(error);
  }
}

/** The environment that the user has given this process. */
function asGiven({ ...environment }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  for (const name of REMOVED) {
    const kept = environment[KEPT + name];
    if (kept !== undefined) environment[name] = kept;
    delete environment[KEPT + name];
  }
  return environment;
}

/**
 * Whether this process is in the foreground of its terminal, so that Ctrl-C has already reached the child. In proc(5), the
 * process group is the fifth field of `stat`, and the foreground group the eighth.
 */
function isInForeground({ stdin }: NodeJS.Process, readStat: () => string): boolean {
  try {
    const stat = readStat();
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === foreground;
  } catch {
    // Without that file, assume that the signal came from a terminal.
    return stdin.isTTY === true;
  }
}
