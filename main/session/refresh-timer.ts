/** Triggers refreshes in the background. There is one timer, which every event sets again; refresh-schedule.ts decides for when. */
import { type LastEvent, waitBeforeRefresh } from '../oauth/refresh-schedule.ts';
import { type AbortableWait, type Clock, firstOf, type Random } from '../time/clock.ts';

interface RefreshTimer {
  /** Plans the next refresh, replacing any earlier plan. */
  plan(last: LastEvent): void;
  /** Stops, because no one is signed in any more. */
  stop(): void;
  /** The computer woke up: plans a retry after a failure, and plans again if the time passed during sleep. */
  woke(): void;
}

interface Planned {
  readonly last: LastEvent;
  readonly dueAtMs: number;
  readonly stop: AbortController;
}

export interface RefreshTimerParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: AbortableWait;
  /** Resolves when the network was away and has come back; rejects with the signal's reason when that fires first. */
  readonly networkBack: AbortableWait;
}

/**
 * @param refresh refreshes, and plans the next refresh by the result; never rejects
 * @param refreshEndsAtMs returns when the refresh token ends, in elapsed time; null: never, or unknown
 */
export function createRefreshTimer(
  parts: RefreshTimerParts,
  refresh: () => Promise<unknown>,
  refreshEndsAtMs: () => number | null = () => null,
): RefreshTimer {
  const { clock, random, awake, networkBack } = parts;
  let planned: Planned | null = null;

  async function refreshAfter({ last, dueAtMs, stop: { signal } }: Planned) {
    const back = onceBack(last);
    const due = (stop: AbortSignal) => clock.until(dueAtMs, stop).then(() => false);
    const network = (stop: AbortSignal) => networkBack(stop).then(() => true);
    const isBack = await (back ? firstOf(signal, due, network) : due(signal));
    signal.throwIfAborted();
    if (back && isBack) return plan(back);
    await awake(signal);
    planned = null;
    await refresh();
  }

  function stop() {
    planned?.stop.abort();
    planned = null;
  }

  function plan(last: LastEvent) {
    stop();
    const endsAtMs = refreshEndsAtMs();
    const refreshLeftMs = endsAtMs === null ? null : endsAtMs - clock.elapsedMs();
    const dueAtMs = clock.elapsedMs() + waitBeforeRefresh(last, random, refreshLeftMs);
    const own = { last, dueAtMs, stop: new AbortController() };
    planned = own;
    refreshAfter(own).catch((error: unknown) => {
      if (!own.stop.signal.aborted) throw error;
    });
  }

  return {
    plan,
    stop,
    woke() {
      if (!planned) return;
      const { last, dueAtMs } = planned;
      const back = onceBack(last);
      if (back) plan(back);
      // Plan again only once. Otherwise a computer that is awake only briefly each time would never refresh.
      else if (clock.elapsedMs() >= dueAtMs && last.kind !== 'woke') plan({ kind: 'woke' });
    },
  };
}

/** For a run that refreshes nothing in the background. */
export const NO_TIMER: RefreshTimer = { plan: () => undefined, stop: () => undefined, woke: () => undefined };

/**
 * The event to plan by once computer and network are back, if they may have caused the failure.
 * A pause that the server demanded is kept.
 */
function onceBack(last: LastEvent): LastEvent | null {
  if (last.kind !== 'no-response' || last.retryAfterMs !== null) return null;
  return { kind: 'network-back', misses: last.misses };
}
