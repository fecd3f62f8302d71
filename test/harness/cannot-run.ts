/** A start that cannot be: said in a line, with the command that mends it. */

/** sysexits.h: EX_UNAVAILABLE. */
export const UNAVAILABLE = 69;

export class CannotRun extends Error {
  override readonly name = 'CannotRun';
  readonly exitCode = UNAVAILABLE;
}

/** Runs a script's main function; its number is the exit code. Ends the process even where something lingers. */
export async function script(main: () => Promise<number>): Promise<void> {
  try {
    process.exit(await main());
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    say(error.message);
    process.exit(error.exitCode);
  }
}

/** What the harness says of itself goes to stderr: stdout is the app's. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
