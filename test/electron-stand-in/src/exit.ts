/** Ends this process like Electron, after cleaning up everything that must not outlive it. */

const duties: (() => Promise<void>)[] = [];
const cleanups: (() => void)[] = [];
const exitProcess = process.exit.bind(process);
let loopRuns = false;
let leaving = false;
let exitCode = 0;

/** Whether the process is about to end. */
export const isLeaving = (): boolean => leaving;

/** Whether Electron's message loop would be running. An exit before that is immediate. */
export const isLoopRunning = (): boolean => loopRuns;

/** `duty` is awaited before the process exits. */
export function beforeExit(duty: () => Promise<void>): void {
  duties.push(duty);
}

/** `task` runs at the very end, however Node exits. It must be synchronous, and harmless if it has nothing to do. */
export function atExit(task: () => void): void {
  if (cleanups.length === 0) process.once('exit', cleanUp);
  cleanups.push(task);
}

function cleanUp(): void {
  for (const task of cleanups) {
    try {
      task();
    } catch {
      // Ignore errors, for example if the disk has become read-only, because an error here would keep the process alive
      // forever.
    }
  }
}

/** Called when the message loop starts. An earlier `leave` takes effect now. */
export function startLoop(): void {
  loopRuns = true;
  if (leaving) finish();
}

/**
 * Ends the process, with `code` if one is given, once the message loop is idle: code that follows the call still runs.
 * The code of the last call counts.
 */
export function leave(code?: number): void {
  if (code !== undefined) exitCode = code;
  if (leaving) return;
  leaving = true;
  if (loopRuns) finish();
}

function finish(): void {
  setImmediate(() => {
    void Promise.allSettled(duties.map((duty) => duty())).then(() => exitProcess(exitCode));
  });
}

/** Ends the process within this call. No listener is called, not even one for `exit`. */
export function exitAtOnce(code: number): never {
  leaving = true;
  cleanUp();
  process.removeAllListeners('exit');
  return exitProcess(code);
}

/** Explains in one line on stderr why the app cannot run, and ends the process. */
export function giveUp(why: string, code: number): void {
  process.stderr.write(`electron-stand-in: ${why}\n`);
  loopRuns = true;
  leave(code);
}
