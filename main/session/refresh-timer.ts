/** Renews a sign-in in the background, for as long as it is valid. There is one timer, and every event sets it again: refresh-schedule.ts decides for when. */

import { type LastEvent, waitBeforeRefresh } from '../oauth/refresh-schedule.ts';
import { type Awake, type Clock, firstOf, type Random } from '../time/clock.ts';

export interface RefreshTimer {
  /**
   * Sets the moment of the next refresh, in place of any that was set before.
   * `refreshLeftMs`: how long the server still takes the refresh token; null: that has no end, or it is not known.
   */
  plan(last: LastEvent, refreshLeftMs: number | null): void;
  /** No one is signed in now. */
  stop(): void;
  /** The computer woke up: after trouble it is worth a try, and a moment that passed during sleep is set again. */
  woke(): void;
}

interface Planned {
  readonly last: LastEvent;
  readonly dueAtMs: number;
  /** When the refresh token ends, by elapsed time. */
  readonly refreshEndsAtMs: number | null;
  readonly stop: AbortController;
}

export interface RefreshTimerParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: Awake;
  /** Resolves when the network was away and has come back; rejects with the signal's reason when that fires first. */
  readonly networkBack: Awake;
}

/** @param refresh plans the next one itself, by what came of it; never rejects */
export function createRefreshTimer(parts: RefreshTimerParts, refresh: () => Promise<unknown>): RefreshTimer {
  const { clock, random, awake, networkBack } = parts;
  let planned: Planned | null = null;

  async function renewAfter({ last, dueAtMs, refreshEndsAtMs, stop: { signal } }: Planned) {
    const back = onceBack(last);
    let isBack = false;
    const due = (stop: AbortSignal) => clock.until(dueAtMs, stop);
    const network = async (stop: AbortSignal) => {
      await networkBack(stop);
      isBack = true;
    };
    await (back ? firstOf(signal, due, network) : due(signal));
    signal.throwIfAborted();
    if (back && isBack) return planWithin(back, refreshEndsAtMs);
    await awake(signal);
    planned = null;
    await refresh();
  }

  function stop() {
    planned?.stop.abort();
    planned = null;
  }

  function planWithin(last: LastEvent, refreshEndsAtMs: number | null) {
    stop();
    const refreshLeftMs = refreshEndsAtMs === null ? null : refreshEndsAtMs - clock.elapsedMs();
    const dueAtMs = clock.elapsedMs() + waitBeforeRefresh(last, random, refreshLeftMs);
    const own = { last, dueAtMs, refreshEndsAtMs, stop: new AbortController() };
    planned = own;
    renewAfter(own).catch((error: unknown) => {
      if (!own.stop.signal.aborted) throw error;
    });
  }

  return {
    plan(last, refreshLeftMs) {
      planWithin(last, refreshLeftMs === null ? null : clock.elapsedMs() + refreshLeftMs);
    },
    stop,
    woke() {
      if (!planned) return;
      const { last, dueAtMs, refreshEndsAtMs } = planned;
      const back = onceBack(last);
      if (back) planWithin(back, refreshEndsAtMs);
      // Once: however short it is awake each time, a refresh comes.
      else if (clock.elapsedMs() >= dueAtMs && last.kind !== 'woke') planWithin({ kind: 'woke' }, refreshEndsAtMs);
    },
  };
}

/** For a run that renews nothing by itself. */
export const NO_TIMER: RefreshTimer = { plan: () => undefined, stop: () => undefined, woke: () => undefined };

/** What to go by when computer and network are back, if they could have been the trouble. A server that asked for a pause gets it. */
function onceBack(last: LastEvent): LastEvent | null {
  if (last.kind !== 'no-answer' || last.retryAfterMs !== null) return null;
  return { kind: 'network-back', misses: last.misses };
}
