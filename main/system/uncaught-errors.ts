/** Handles uncaught errors in timers and event listeners: reports their class and position, and the app keeps running. */
import { type CodeLocation, codeLocation, type ErrorName, errorName } from './error-name.ts';

type Listener = (name: ErrorName, at: CodeLocation | null) => void;

/**
 * Calls back with the error's class and position, but not its message, which may contain a secret. Without a listener, Electron
 * shows the message in a dialog. A hostile header is enough to cause an error that no code can catch (electron/electron#42244).
 */
export function onFault(listener: Listener): void {
  const report = (error: unknown) => {
    try {
      listener(errorName(error), codeLocation(error));
    } catch {
      // An error while reporting an error must not cause another report.
    }
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}
