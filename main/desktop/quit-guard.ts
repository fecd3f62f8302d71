/**
 * Delays quitting until no request is pending, because losing the response to a refresh could end the session (R4). Also ends
 * sign-ins that exist only in memory at the server.
 */
import type { App, PowerMonitor } from 'electron';
import type { Session } from '../session/session.ts';
import type { Clock } from '../time/clock.ts';
import { atMost } from '../time/deadline.ts';

/** The longest delay of a quit, in milliseconds. */
export const LONGEST_QUIT_MS = 10_000;

/**
 * Resolves when an installer may end the app: every local tool's request has been answered, and no request is pending whose
 * response must not be lost. Takes at most ten seconds.
 */
export async function settleForInstaller(parts: {
  readonly sessions: () => readonly Pick<Session, 'settled'>[];
  readonly tools: () => { close(): Promise<void> } | null;
  readonly clock: Clock;
}): Promise<void> {
  const { sessions, tools, clock } = parts;
  const settled = async () => {
    // Close this first, because a tool could otherwise cause another request.
    await tools()?.close();
    await Promise.all(sessions().map((session) => session.settled()));
  };
  await atMost(clock, LONGEST_QUIT_MS, settled(), undefined);
}

/** An event that can be prevented, to delay the end of the app. */
interface Ending {
  preventDefault(): void;
}

/**
 * Delays a quit (even for an update), log-off or shutdown until no request is pending and no sign-in that ends with the app is
 * left, but at most ten seconds. Afterwards, quits are no longer delayed. `isQuitting`: a quit is being delayed.
 */
export function guardQuit(parts: {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  /** A window to receive log-off events on Windows; null on other systems. */
  readonly logOff: { on(event: 'query-session-end', listener: (event: Ending) => void): unknown } | null;
  readonly sessions: () => readonly Session[];
  /** Local tools, once they are served. Their requests must not be lost. */
  readonly tools: () => { isBusy(): boolean; close(): Promise<void> } | null;
  /** The user is logging off, or the computer is shutting down. */
  readonly onSystemEnds: () => void;
  readonly clock: Clock;
}): { readonly isQuitting: () => boolean } {
  const { app, powerMonitor, logOff, sessions, tools, onSystemEnds, clock } = parts;
  let finishing = false;
  let finished = false;

  function isHeld(): boolean {
    return (
      (tools()?.isBusy() ?? false) || sessions().some((session) => session.isBusy() || session.endingWithProgram())
    );
  }

  function hold(ending: Ending) {
    if (finished || !isHeld()) return;
    ending.preventDefault();
    if (finishing) return;
    finishing = true;
    const settled = Promise.all([tools()?.close(), ...sessions().map((session) => session.quit())]);
    void atMost(clock, LONGEST_QUIT_MS, settled, undefined).then(() => {
      finished = true;
      app.quit();
    });
  }

  function holdSystem(ending: Ending) {
    onSystemEnds();
    hold(ending);
  }

  app.on('before-quit', (ending) => {
    // If a pending poll still brings tokens, they are then revoked instead of lost.
    for (const session of sessions()) session.cancel();
    hold(ending);
  });
  // By Electron's documentation, the listener gets an event on Linux and macOS, but its types omit it.
  powerMonitor.on('shutdown', holdSystem as () => void);
  logOff?.on('query-session-end', holdSystem);
  return { isQuitting: () => finishing };
}
