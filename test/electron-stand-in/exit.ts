/** How this process ends: once, after everything that must not be left behind is gone. */

const duties: (() => Promise<void>)[] = [];
const emergencies: (() => void)[] = [];
const exitNow = process.exit.bind(process);
let leaving = false;

/** Whether the process is on its way out. */
export const isLeaving = (): boolean => leaving;

/** `duty` is awaited before the process exits. */
export function beforeExit(duty: () => Promise<void>): void {
  duties.push(duty);
}

/** `task` runs at the very end, whichever way Node exits: it must be synchronous, and bear being run in vain. */
export function atExit(task: () => void): void {
  if (emergencies.length === 0) process.once('exit', () => emergencies.forEach(attempt));
  emergencies.push(task);
}

function attempt(task: () => void): void {
  try {
    task();
  } catch {
    // A disk that cannot be written to any more, say: an error here would keep the process alive for ever.
  }
}

/** Ends the process with `code`. The first call counts. */
export function leave(code: number): void {
  if (leaving) return;
  leaving = true;
  if (duties.length === 0) exitNow(code);
  void Promise.allSettled(duties.map((duty) => duty())).then(() => exitNow(code));
}

/** Says why on stderr, in one line, and ends the process. */
export function giveUp(why: string, code: number): void {
  process.stderr.write(`electron stand-in: ${why}\n`);
  leave(code);
}
