/** Quitting waits for a refresh in the air: an answer that is lost with the process could end the session (R4). */
import type { App } from 'electron';
import type { Clock } from './oauth/runtime.ts';
import type { Session } from './session.ts';

const LONGEST_MS = 10_000;

/** Holds the first quit back until nothing is in the air, ten seconds at most. */
export function finishBeforeQuit(app: Pick<App, 'on' | 'quit'>, session: () => Session | null, clock: Clock): void {
  let waited = false;
  app.on('before-quit', (event) => {
    const open = session();
    if (waited || !open?.isBusy()) return;
    event.preventDefault();
    waited = true;
    void Promise.race([open.settled(), clock.sleep(LONGEST_MS)]).then(() => app.quit());
  });
}
