/**
 * SIGINT, SIGTERM and SIGHUP as Electron handles them (shell/browser/electron_browser_main_parts_posix.cc).
 *
 * Its handlers are installed with a plain `sigaction` between the app's main module and `ready`, over those that Node has
 * installed for `process.on`: a listener from before stays in the list and never hears of a signal. One that is added
 * later replaces Electron's handler in turn, if no listener from before is left.
 */

type Listener = (...args: unknown[]) => void;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type ShutdownSignal = (typeof SIGNALS)[number];

/** Prepares for the handlers, before anything else listens. The result installs them: a signal then calls `quit`. */
export function prepareShutdownSignals(quit: () => void): () => void {
  /** The signals that Electron's handlers would receive instead of Node's. */
  const taken = new Set<unknown>();
  let wasAsked = false;

  const emit = process.emit.bind(process) as (...args: unknown[]) => boolean;
  /** Node calls this function for each signal that it catches, because it was set before the first listener. */
  const emitUnlessTaken: Listener = (...args) =>
    taken.has(args[0]) ? handle(args[0] as ShutdownSignal) : emit(...args);
  Object.assign(process, { emit: emitUnlessTaken });

  /** Electron handles each signal once, then the system's default is in force again. Only the first of all quits. */
  function handle(signal: ShutdownSignal): boolean {
    taken.delete(signal);
    process.removeAllListeners(signal);
    if (!wasAsked) setImmediate(quit);
    wasAsked = true;
    return true;
  }

  return () => {
    for (const signal of SIGNALS) {
      taken.add(signal);
      const isFree = process.listenerCount(signal) === 0;
      // Node catches a signal as long as something listens to it.
      const hold: Listener = () => undefined;
      if (isFree) process.on(signal, hold);
      process.on('newListener', (name) => {
        if (name !== signal || !isFree || !taken.delete(signal)) return;
        // Once the new listener is in the list: without any, Node would stop catching the signal.
        queueMicrotask(() => process.off(signal, hold));
      });
      process.on('removeListener', (name) => {
        if (name === signal && process.listenerCount(signal) === 0) taken.delete(signal);
      });
    }
  };
}
