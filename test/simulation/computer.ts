/** A computer that sleeps, and whose network comes and goes: what Electron reports of it, and a log of when it was what. */
import { EventEmitter } from 'node:events';
import type { FakeClock } from '../unit/fake-clock.ts';
import type { Span } from './spans.ts';

/** From the announcement until everything stands still, and from there until the app is notified of the wake-up. */
const FREEZING_MS = 2_000;
const THAWING_MS = 300;

export interface Computer {
  readonly powerMonitor: EventEmitter;
  readonly net: { isOnline(): boolean };
  isAsleep(): boolean;
  /** The network is away from now on, for `ms` at the least. */
  loseNetwork(ms: number): void;
  /** Falls asleep at once, for `ms`. `networkAfterMs`: how long the network then takes to come back. */
  sleepFor(ms: number, networkAfterMs: number): Promise<void>;
  /** When it slept, from the announcement on; when its network was away. */
  readonly asleep: readonly Span[];
  readonly away: readonly Span[];
}

/** @param onFreeze Chromium closes every connection when the computer falls asleep */
export function createComputer(clock: FakeClock, onFreeze: () => void): Computer {
  const powerMonitor = new EventEmitter();
  const asleep: Span[] = [];
  const away: Span[] = [];
  let isAsleep = false;
  let awayUntilMs = 0;

  function loseNetwork(ms: number) {
    const fromMs = clock.passedMs();
    away.push({ fromMs, toMs: fromMs + ms });
    awayUntilMs = Math.max(awayUntilMs, fromMs + ms);
  }

  return {
    powerMonitor,
    net: { isOnline: () => clock.passedMs() >= awayUntilMs },
    isAsleep: () => isAsleep,
    loseNetwork,
    async sleepFor(ms, networkAfterMs) {
      const fromMs = clock.passedMs();
      isAsleep = true;
      powerMonitor.emit('suspend');
      onFreeze();
      await clock.sleep(FREEZING_MS);
      clock.sleepThrough(ms);
      await clock.sleep(THAWING_MS);
      isAsleep = false;
      asleep.push({ fromMs, toMs: clock.passedMs() });
      loseNetwork(networkAfterMs);
      powerMonitor.emit('resume');
    },
    asleep,
    away,
  };
}
