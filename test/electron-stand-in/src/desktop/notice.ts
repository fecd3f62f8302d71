/** A message that users need and Electron would not print. */

/** Writes a line to the terminal, if stderr is one: a program that reads the output gets only what Electron prints. */
export function notice(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`electron-stand-in: ${line}\n`);
}
