/** Handles uncaught errors in a timer or an event's listener: reports only their class and place, and everything else goes on. */
import { type CodeLocation, codeLocation, type ErrorName, errorName } from './error-name.ts';

type Listener = (name: ErrorName, at: CodeLocation | null) => void;

/**
 * Calls back for each of them with the error's class and its position in the code: its message could hold anything. Without a
 * listener Electron shows the message in a box. A hostile header is enough: it throws where no code can catch it (electron/electron#42244).
 */
export function onFault(listener: Listener): void {
  const report = (error: unknown) => {
    try {
      listener(errorName(error), codeLocation(error));
    } catch {
      // A failure while reporting a failure must not start another report.
    }
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}
