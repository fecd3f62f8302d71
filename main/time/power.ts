/** Tracks whether the computer is awake and online. Nothing is sent while it sleeps. */
import type { Net, PowerMonitor } from 'electron';
import { type SystemClock, unlessAborted } from './clock.ts';

/** How long the network may take to come back after a sleep. */
const NETWORK_PATIENCE_MS = 30_000;
const NETWORK_CHECK_MS = 1_000;
/** How often to check for the network while it's needed, because Electron's main process has no event for it. */
const TROUBLE_CHECK_MS = 15_000;
/** If timers still run this long after an announced sleep, the computer isn't asleep. */
const NOT_ASLEEP_MS = 5 * 60_000;

/**
 * Tracks sleep and network. Call after `ready`. `suspend` and `resume` occur on all three systems; on Linux they come from logind.
 * @param parts.onWake called at each wake-up, before the network is back
 */
export function watchPower(parts: {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly net: Pick<Net, 'isOnline'>;
  readonly clock: SystemClock;
  readonly onWake: () => void;
}) {
  const { powerMonitor, net, clock, onWake } = parts;
  let asleep = false;
  let stopSleepTimeout = new AbortController();
  /** Set from the start of a sleep until the computer is ready again. */
  let ready: PromiseWithResolvers<void> | null = null;

  function fallAsleep() {
    asleep = true;
    ready ??= Promise.withResolvers<void>();
    stopSleepTimeout.abort();
    stopSleepTimeout = new AbortController();
    void clock.sleep(NOT_ASLEEP_MS, stopSleepTimeout.signal).then(wakeUp, () => undefined);
  }

  async function wakeUp() {
    asleep = false;
    ready ??= Promise.withResolvers<void>();
    stopSleepTimeout.abort();
    clock.woke();
    onWake();
    for (let leftMs = NETWORK_PATIENCE_MS; leftMs > 0 && !net.isOnline(); leftMs -= NETWORK_CHECK_MS)
      await clock.sleep(NETWORK_CHECK_MS);
    if (asleep) return;
    ready?.resolve();
    ready = null;
  }

  powerMonitor.on('suspend', fallAsleep);
  powerMonitor.on('resume', () => void wakeUp());

  return {
    /** Resolves when the computer is awake and, after a sleep, its network is back or has had enough time to come back. */
    async awake(signal: AbortSignal): Promise<void> {
      while (ready) await unlessAborted(ready.promise, signal);
    },
    /** Resolves when the network was away and has come back. */
    async networkBack(signal: AbortSignal): Promise<void> {
      let away = false;
      do {
        away ||= !net.isOnline();
        await clock.sleep(TROUBLE_CHECK_MS, signal);
      } while (!(away && net.isOnline()));
    },
  };
}
