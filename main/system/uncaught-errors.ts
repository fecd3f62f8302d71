/** Handles uncaught errors in a timer or an event's listener: reports only their class, and everything else goes on. */
import { type ErrorName, errorName } from './error-name.ts';

type Listener = (name: ErrorName) => void;

/**
 * Calls back at each of them, by the error's class: its message could hold anything. Without a listener Electron shows
 * the message in a box. A hostile header is enough: it throws where no code can catch it (electron/electron#42244).
 */
export function onFault(listener: Listener): void {
  const tell = (error: unknown) => {
    try {
      listener(errorName(error));
    } catch {
      // A failure while reporting a failure must not start another report.
    }
  };
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}
