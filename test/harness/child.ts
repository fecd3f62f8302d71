/** The app as a child: its output, signals and end pass straight through, and nothing of it stays. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandLine } from './command-line.ts';
import type { Recipe } from './launch.ts';
import { forgetStarts } from './probe-memory.ts';

/** The app finishes pending work within 10 s; after that, it is stuck. */
const LAST_PATIENCE_MS = 13_000;
/** One Ctrl-C may come twice: from the terminal and, handed on, from npm. */
const SAME_KEYPRESS_MS = 300;
/** Signals from a terminal: Ctrl-C, a request to end, its closing, Ctrl-\\. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** As a shell reports Ctrl-C. */
const INTERRUPTED = 128 + constants.signals.SIGINT;

/** The dynamic loader found no library; Chromium stopped itself with a trap. */
const DID_NOT_START: readonly number[] = [127, 128 + constants.signals.SIGTRAP];

/**
 * Runs the app until it ends and resolves with its exit code, 128 + n after signal n.
 * `inTerminal`: it may ask in the terminal, which reaches it directly then, and so does Ctrl-C.
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
  // In a session of its own: otherwise Ctrl-C would reach the app twice, from the terminal and from here,
  // and Electron takes the second one as "at once".
  const ownGroup = process.platform !== 'win32' && !inTerminal;
  // Listened for before there is an app: a signal in between would end this process alone, and no one would notify the app.
  for (const signal of SIGNALS) process.on(signal, stop);
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: 'inherit', detached: ownGroup });
  let reportedAt: number | null = null;
  let insisted = false;

  /** For an app that is stuck: it goes, and its helpers with it. */
  function endGroup() {
    if (child.pid === undefined) return;
    try {
      if (ownGroup) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  }

  function stop(signal: NodeJS.Signals) {
    if (inTerminal && signal !== 'SIGTERM') return;
    if (reportedAt === null) {
      reportedAt = performance.now();
      child.kill(signal);
      setTimeout(endGroup, LAST_PATIENCE_MS).unref();
    } else if (signal === 'SIGINT' && performance.now() - reportedAt > SAME_KEYPRESS_MS) {
      // Ctrl-C once more is a person's "at once". A terminal that closes sends SIGHUP twice and means nothing by it.
      insisted = true;
      endGroup();
    }
  }

  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    // What it has opened for the person, a browser perhaps, may be in its group: after a proper end that lives on.
    child.once('exit', (code, signal) =>
      resolve(insisted ? INTERRUPTED : (code ?? 128 + constants.signals[signal ?? 'SIGKILL'])),
    );
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, stop);
  });
}
