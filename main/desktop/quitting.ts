/** Quitting waits for what is in the air: a refresh whose answer is lost with the process could end the session (R4). */
import type { App } from 'electron';
import type { Clock } from '../oauth/runtime.ts';
import type { Session } from '../session/session.ts';

const LONGEST_MS = 10_000;

/** Holds the first quit back until nothing is in the air, ten seconds at most. */
export function finishBeforeQuit(
  app: Pick<App, 'on' | 'quit'>,
  sessions: () => readonly Session[],
  clock: Clock,
): void {
  let waited = false;
  app.on('before-quit', (event) => {
    const busy = sessions().filter((session) => session.isBusy());
    if (waited || busy.length === 0) return;
    event.preventDefault();
    waited = true;
    void Promise.race([Promise.all(busy.map((session) => session.settled())), clock.sleep(LONGEST_MS)]).then(() =>
      app.quit(),
    );
  });
}
