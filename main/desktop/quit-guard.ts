/**
 * Quitting waits for pending requests, because a refresh whose response is lost with the process could end the session (R4),
 * and ends at the server a sign-in that is in memory only.
 */

import type { App, PowerMonitor } from 'electron';
import type { Session } from '../session/types.ts';
import type { Clock } from '../time/clock.ts';
import { atMost } from '../time/deadline.ts';

/** How long a quit waits at most, in milliseconds. */
export const LONGEST_QUIT_MS = 10_000;

/**
 * Resolves when an installer may end the app: local tools have responded to what was asked, and no request is pending whose
 * response must not be lost. After ten seconds at most.
 */
export async function settleForInstaller(parts: {
  readonly sessions: () => readonly Pick<Session, 'settled'>[];
  readonly tools: () => { close(): Promise<void> } | null;
  readonly clock: Clock;
}): Promise<void> {
  const { sessions, tools, clock } = parts;
  const settled = async () => {
    // First: a tool could otherwise cause a request after the last one.
    await tools()?.close();
    await Promise.all(sessions().map((session) => session.settled()));
  };
  await atMost(clock, LONGEST_QUIT_MS, settled(), undefined);
}

/** An end that can be put off. */
interface Ending {
  preventDefault(): void;
}

/**
 * Delays a quit (an update's included), a log-off and a shutdown until no request is pending and no sign-in is left that ends
 * with the app, but ten seconds at most. Later ends are let through. `isQuitting`: a quit is being delayed.
 */
export function guardQuit(parts: {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  /** Windows reports a log-off only to windows; null on other systems. */
  readonly logOff: { on(event: 'query-session-end', listener: (event: Ending) => void): unknown } | null;
  readonly sessions: () => readonly Session[];
  /** Local tools, once they are served: no request of theirs is lost with the process. */
  readonly tools: () => { isBusy(): boolean; close(): Promise<void> } | null;
  /** The user logs off, or the computer shuts down. */
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
    const settled = Promise.all([
      tools()?.close(),
      ...sessions().map(async (session) => {
        if (session.endingWithProgram()) await session.discard();
        await session.finish();
      }),
    ]);
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
    // Tokens that a pending poll still brings are revoked then, and not lost with the process.
    for (const session of sessions()) session.cancel();
    hold(ending);
  });
  // Electron's documentation gives the listener an event, on Linux and macOS; its types leave it out.
  powerMonitor.on('shutdown', holdSystem as () => void);
  logOff?.on('query-session-end', holdSystem);
  return { isQuitting: () => finishing };
}
