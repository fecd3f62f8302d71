/**
 * How a run without a window exits, whether by itself or by a signal. If it's interrupted, the exit code is never 0, because
 * scripts must not mistake an incomplete sign-in for a complete one.
 *
 * Electron's startup order determines when to register what (file names in electron/electron):
 * - The main module runs before Electron installs handlers of its own for SIGINT, SIGTERM and SIGHUP with `sigaction`
 *   (`shell/browser/electron_browser_main_parts_posix.cc`), so a Node listener added there is never called. Until then, a
 *   signal simply ends the process, and nothing is in progress yet.
 * - Electron's handlers turn a signal into `app.quit()`, once; an unhandled `before-quit` ends with exit code 0.
 * - After `ready`, Node's handlers replace Electron's.
 * - When the session bus or the display is lost, Electron calls its own `exit(0)`. It emits `quit` but not `before-quit`
 *   (`ExitOnSessionLoss` in `shell/browser/electron_browser_main_parts.cc`). Nothing can be awaited then, but the vault's
 *   journal carries a refresh in progress over to the next run.
 */
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { App } from 'electron';
import { EXIT } from './exit-codes.ts';

/** Exit codes as in shells: 128 plus the signal's number. */
const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated, SIGHUP: EXIT.hungUp } as const;

type Signal = keyof typeof SIGNALS;

export type ProcessExit = ReturnType<typeof createProcessExit>;

/** Call once, while the main module loads. A second Ctrl-C exits at once. */
export function createProcessExit(parts: {
  readonly app: Pick<App, 'on' | 'exit' | 'whenReady'>;
  readonly process: { on(signal: Signal, listener: () => void): unknown };
  /** Reads `/proc/self/status`; empty if there is no such file. */
  readonly readStatus?: () => string;
}) {
  const { app, process, readStatus = readOwnStatus } = parts;
  const interruption = new AbortController();
  let interruptedCode: number = EXIT.interrupted;
  let exiting = false;

  function interrupt(code: number = EXIT.interrupted) {
    if (interruption.signal.aborted) return;
    interruptedCode = code;
    interruption.abort();
  }

  /** Ends the process. After an interruption, the interruption's code replaces 0 and 130 (the general code for an interruption). */
  function exit(code: number) {
    exiting = true;
    const isCode = interruption.signal.aborted && (code === 0 || code === EXIT.interrupted);
    app.exit(isCode ? interruptedCode : code);
  }

  let early: Signal | null = null;
  app.on('before-quit', (event) => {
    // Something other than the app is quitting, because `app.exit` doesn't emit this event. Let requests in progress finish first.
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
        // Only for SIGINT, because a closing terminal also sends two signals (SIGHUP).
        if (interruption.signal.aborted && signal === 'SIGINT') exit(interruptedCode);
        interrupt(SIGNALS[signal]);
      });
  });

  return {
    /** Fires when a signal or the like ends the run. */
    interrupted: interruption.signal,
    /** Ends the run as a signal would, for example when no one reads its output any more. */
    interrupt: () => interrupt(),
    exit,
    /** Ends the process with a child's exit code, even after an interruption. */
    exitAsChild(code: number): void {
      exiting = true;
      app.exit(code);
    },
  };
}

/**
 * The signal that Electron received before `ready`. The quit that follows doesn't name it, but its handler
 * (`GracefulShutdownHandler`) works only once, so that signal is no longer caught. Null if there was none, or it is unknown.
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
