/** Errors that nobody caught, in a timer or an event's listener: told by their class alone, and everything else goes on. */
import { type CodeLocation, codeLocation, type ErrorName, errorName } from './error-name.ts';

type Listener = (name: ErrorName, at: CodeLocation | null) => void;

/**
 * Calls back at each of them, with the error's class and where in the code it was made: its message could hold anything. Without a listener Electron shows
 * the message in a box. A hostile header is enough: it throws where nobody can catch it (electron/electron#42244).
 */
export function onFault(listener: Listener): void {
  const tell = (error: unknown) => {
    try {
      listener(errorName(error), codeLocation(error));
    } catch {
      // What fails while it tells of a failure must not begin that anew.
    }
  };
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}
