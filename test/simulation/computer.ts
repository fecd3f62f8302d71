/** A computer that sleeps and loses its network: the events that Electron would report, and a log of both. */
import { EventEmitter } from 'node:events';
import type { FakeClock } from '../unit/fake-clock.ts';
import type { Span } from './spans.ts';

/** The time from the announcement until everything stops, and from waking until the app is notified. */
const FREEZING_MS = 2_000;
const THAWING_MS = 300;

export interface Computer {
  readonly powerMonitor: EventEmitter;
  readonly net: { isOnline(): boolean };
  isAsleep(): boolean;
  /** Disconnects the network for at least `ms`. */
  loseNetwork(ms: number): void;
  /** Falls asleep immediately, for `ms`. `networkAfterMs`: how long the network then takes to return. */
  sleepFor(ms: number, networkAfterMs: number): Promise<void>;
  /** When it slept (from the announcement on), and when its network was away. */
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
