/** The app as a child process: passes its output, signals and exit code through, and leaves nothing behind. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandLine } from './command-line.ts';
import type { Recipe } from './launch.ts';
import { forgetStarts } from './probe-memory.ts';

/** The app finishes pending work within 10 s; after that, it is stuck. */
const LAST_PATIENCE_MS = 13_000;
/** One Ctrl-C may arrive twice: from the terminal, and forwarded by npm. */
const SAME_KEYPRESS_MS = 300;
/** Signals from a terminal: Ctrl-C, a termination request, a closed terminal, Ctrl-\\. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** The exit code with which a shell reports Ctrl-C. */
const INTERRUPTED = 128 + constants.signals.SIGINT;

/** The dynamic loader found no library; Chromium stopped itself with a trap. */
const DID_NOT_START: readonly number[] = [127, 128 + constants.signals.SIGTRAP];

/**
 * Runs the app until it ends and resolves with its exit code, 128 + n after signal n.
 * `inTerminal`: it may ask in the terminal. It then reads the terminal itself, and receives Ctrl-C directly.
 */
export async function runApp(recipe: Recipe, inTerminal = false): Promise<number> {
  const exitCode = await run(recipe, inTerminal);
  if (DID_NOT_START.includes(exitCode)) forgetStarts();
  return exitCode;
}

/** Whether the app is run as a command in a terminal, not by a script. */
export function keepsTerminal({ isCommand }: Pick<CommandLine, 'isCommand'>): boolean {
  return isCommand && process.stdin.isTTY === true;
}

function run({ command, args, environment, folder }: Recipe, inTerminal: boolean): Promise<number> {
  // In its own session. Otherwise Ctrl-C would reach the app twice, from the terminal and from here, and Electron quits
  // immediately at the second.
  const ownGroup = process.platform !== 'win32' && !inTerminal;
  // Listen before the app starts. Otherwise a signal in between would end only this process, and the app would not notice.
  for (const signal of SIGNALS) process.on(signal, stop);
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: 'inherit', detached: ownGroup });
  let reportedAt: number | null = null;
  let insisted = false;

  /** Kills an app that is stuck, and its helpers. */
  function endGroup() {
    if (child.pid === undefined) return;
    try {
      if (ownGroup) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // None of its processes is left.
    }
  }

  function stop(signal: NodeJS.Signals) {
    if (inTerminal && signal !== 'SIGTERM') return;
    if (reportedAt === null) {
      reportedAt = performance.now();
      child.kill(signal);
      setTimeout(endGroup, LAST_PATIENCE_MS).unref();
    } else if (signal === 'SIGINT' && performance.now() - reportedAt > SAME_KEYPRESS_MS) {
      // A second Ctrl-C means that the user wants it to end immediately. A closing terminal may send SIGHUP twice, which means nothing.
      insisted = true;
      endGroup();
    }
  }

  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    // After a normal exit, don't kill the group: it may contain what the app opened for the user, such as a browser.
    child.once('exit', (code, signal) =>
      resolve(insisted ? INTERRUPTED : (code ?? 128 + constants.signals[signal ?? 'SIGKILL'])),
    );
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, stop);
  });
}
