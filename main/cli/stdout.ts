/** Notices output that can't be written, so that no script takes incomplete output for complete. */
import { codeOf } from '../system/error-name.ts';
import { EXIT } from './exit-codes.ts';

/** Call before the first write. If the reader of a pipe goes away, as `head` does, that is no error. */
export function watchStdout({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>) {
  let lostBecause: string | null = null;
  const onWritten = (error: Error | null | undefined) => {
    if (error && codeOf(error) !== 'EPIPE') lostBecause = codeOf(error) || 'unknown reason';
  };
  // Also because Electron would show an uncaught error in a dialog.
  stdout.on('error', onWritten);
  return {
    /** Resolves with the exit code once everything is written. If output was lost, reports that, and 0 becomes 1. */
    exitCode: (code: number): Promise<number> =>
      new Promise((resolve) => {
        // After a failed write, Node calls this with its error, before it emits it.
        stdout.write('', (error) => {
          onWritten(error);
          if (lostBecause === null || code !== EXIT.ok) return resolve(code);
          stderr.write(`The output could not be written (${lostBecause}).\n`);
          resolve(EXIT.error);
        });
      }),
  };
}
