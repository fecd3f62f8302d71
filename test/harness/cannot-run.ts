/** An error for a start that is impossible. Its message explains the reason in one line, with the command that fixes it. */

/** sysexits.h: EX_UNAVAILABLE. */
export const UNAVAILABLE = 69;
/** sysexits.h: EX_USAGE, a flag that cannot be used. */
export const USAGE = 64;

export class CannotRun extends Error {
  override readonly name = 'CannotRun';
  readonly exitCode: number;
  constructor(message: string, exitCode = UNAVAILABLE) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a script's main function; its number is the exit code. Ends the process even if something is still pending. */
export async function script(main: () => Promise<number>): Promise<void> {
  endWithNpm();
  try {
    process.exit(await main());
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    say(error.message);
    process.exit(error.exitCode);
  }
}

/** npm sends SIGTERM to its shell, which ends without forwarding it. So the end of the shell counts as the signal. */
function endWithNpm(): void {
  if (!process.env['npm_lifecycle_event']) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}

/** Prints to stderr, because stdout belongs to the app. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
