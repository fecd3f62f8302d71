/**
 * How a run without a window exits: by itself, or because something outside ends it. Whatever that is, the exit code is
 * never 0 then: a script must not take half a sign-in for a whole one.
 *
 * Electron's order of events decides what is registered when (file names are those of electron/electron):
 * - The main module runs before Electron installs handlers of its own for SIGINT, SIGTERM and SIGHUP with `sigaction`
 *   (`shell/browser/electron_browser_main_parts_posix.cc`): a listener of that time is never called. Until then a signal
 *   ends the process by itself, and nothing is under way yet.
 * - Electron's handlers turn a signal into `app.quit()`, once; an unhandled `before-quit` ends with exit code 0.
 * - After `ready`, Node's handlers replace Electron's.
 * - When the session bus or the display is lost, Electron calls its own `exit(0)`: there is a `quit`, and no `before-quit`
 *   (`ExitOnSessionLoss` in `shell/browser/electron_browser_main_parts.cc`). Nothing can be awaited then: the journal
 *   of the vault carries a refresh in progress over to the next run.
 */
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { App } from 'electron';
import { EXIT } from './exit-codes.ts';

/** As shells count: 128 and the signal's number. */
const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;

type Signal = keyof typeof SIGNALS;

export interface ProcessExit {
  /** Fires when something outside ends the run. */
  readonly interrupted: AbortSignal;
  /** Ends the run as a signal would, for example if its output can no longer be read. */
  interrupt(): void;
  /** Ends the process. After an interruption its own code takes the place of 0 and of 130, which stands for any of them. */
  exit(code: number): void;
  /** Ends the process with a child's exit code, whatever has interrupted this one: the child has decided on it. */
  exitAsChild(code: number): void;
}

/** To be called once, while the main module loads. A second Ctrl-C exits at once. */
export function createProcessExit(parts: {
  readonly app: Pick<App, 'on' | 'exit' | 'whenReady'>;
  readonly process: { on(signal: Signal, listener: () => void): unknown };
  /** What the kernel knows of this process (`/proc/self/status`); empty if there is no such file. */
  readonly readStatus?: () => string;
}): ProcessExit {
  const { app, process, readStatus = readOwnStatus } = parts;
  const interruption = new AbortController();
  let interruptedCode: number = EXIT.interrupted;
  let exiting = false;

  function interrupt(code: number = EXIT.interrupted) {
    if (interruption.signal.aborted) return;
    interruptedCode = code;
    interruption.abort();
  }

  function exit(code: number) {
    exiting = true;
    const isCode = interruption.signal.aborted && (code === 0 || code === EXIT.interrupted);
    app.exit(isCode ? interruptedCode : code);
  }

  let early: Signal | null = null;
  app.on('before-quit', (event) => {
    // Not called by the app, since `exit` doesn't ask. Requests in progress get their time, and then `exit` follows.
    event.preventDefault();
    interrupt(early === null ? EXIT.interrupted : SIGNALS[early]);
  });
  app.on('quit', () => {
    if (exiting) return;
    interrupt();
    exit(interruptedCode);
  });
  void app.whenReady().then(() => {
    early = swallowed(readStatus());
    for (const signal of Object.keys(SIGNALS) as Signal[])
      process.on(signal, () => {
        // A terminal that closes asks twice as well, but with SIGHUP.
        if (interruption.signal.aborted && signal === 'SIGINT') exit(interruptedCode);
        interrupt(SIGNALS[signal]);
      });
  });

  function exitAsChild(code: number) {
    exiting = true;
    app.exit(code);
  }

  return { interrupted: interruption.signal, interrupt: () => interrupt(), exit, exitAsChild };
}

/**
 * The signal that Electron received before `ready`: its handler works once, so that one of the three is not caught any
 * more (`GracefulShutdownHandler`). The quit that follows does not name it. Null: none, or not known on this system.
 */
function swallowed(status: string): Signal | null {
  const caught = /^SigCgt:\s*([\da-f]+)$/m.exec(status)?.[1];
  if (caught === undefined) return null;
  const isCaught = (signal: Signal) => ((BigInt(`0x${caught}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
  return (Object.keys(SIGNALS) as Signal[]).find((signal) => !isCaught(signal)) ?? null;
}

function readOwnStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
