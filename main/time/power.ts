/** Whether the computer is awake, and whether its network is there: nothing is sent while it sleeps. */
import type { Net, PowerMonitor } from 'electron';
import { type Awake, type SystemClock, unlessAborted } from './clock.ts';

/** After a sleep the network gets this long to come back. */
const NETWORK_PATIENCE_MS = 30_000;
const NETWORK_LOOK_MS = 1_000;
/** While there is trouble, how often to look for the network: Electron has no event for it in the main process. */
const TROUBLE_LOOK_MS = 15_000;
/** A computer whose timers still run so long after it announced a sleep is not asleep. */
const NOT_ASLEEP_MS = 5 * 60_000;

export interface Power {
  readonly awake: Awake;
  /** Resolves when the network was away and has come back; rejects with the signal's reason when that fires first. */
  readonly networkBack: Awake;
}

/**
 * Follows the computer's sleep. After `ready`. `onWake` is called at each waking, before the network is back.
 * `suspend` and `resume` come on all three systems; on Linux from logind, if there is one.
 */
export function watchPower(parts: {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly net: Pick<Net, 'isOnline'>;
  readonly clock: SystemClock;
  readonly onWake: () => void;
}): Power {
  const { powerMonitor, net, clock, onWake } = parts;
  let asleep = false;
  let doze = new AbortController();
  /** There from the moment of falling asleep until the computer is ready again. */
  let unready: PromiseWithResolvers<void> | null = null;

  function fallAsleep() {
    asleep = true;
    unready ??= Promise.withResolvers<void>();
    doze.abort();
    doze = new AbortController();
    void clock.sleep(NOT_ASLEEP_MS, doze.signal).then(wakeUp, () => undefined);
  }

  async function wakeUp() {
    asleep = false;
    unready ??= Promise.withResolvers<void>();
    doze.abort();
    clock.woke();
    onWake();
    for (let leftMs = NETWORK_PATIENCE_MS; leftMs > 0 && !net.isOnline(); leftMs -= NETWORK_LOOK_MS)
      await clock.sleep(NETWORK_LOOK_MS);
    if (asleep) return;
    unready?.resolve();
    unready = null;
  }

  powerMonitor.on('suspend', fallAsleep);
  powerMonitor.on('resume', () => void wakeUp());

  return {
    async awake(signal) {
      while (unready) await unlessAborted(unready.promise, signal);
    },
    async networkBack(signal) {
      let away = !net.isOnline();
      do {
        away ||= !net.isOnline();
        await clock.sleep(TROUBLE_LOOK_MS, signal);
      } while (!(away && net.isOnline()));
    },
  };
}
