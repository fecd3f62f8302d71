/** Renews a sign-in in the background, for as long as it lives: one sleeper, one moment, planned anew after whatever happens. */

import { type Before, waitBeforeRefresh } from '../oauth/refresh-schedule.ts';
import type { Awake, Clock, Random } from '../time/clock.ts';
import { firstOf } from '../time/clock.ts';

export interface Renewal {
  /** Sets the moment of the next refresh, in the place of any that was set before. */
  plan(before: Before): void;
  /** Nobody is signed in any more. */
  stop(): void;
  /** The computer woke up: after trouble it is worth a try, and a moment that was slept through is set anew. */
  woke(): void;
}

export interface RenewalParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly awake: Awake;
  /** Resolves when the network was away and has come back; rejects with the signal's reason when that fires first. */
  readonly networkBack: Awake;
}

/** @param refresh plans the next one itself, by what came of it; never rejects */
export function createRenewal(parts: RenewalParts, refresh: () => Promise<unknown>): Renewal {
  const { clock, random, awake, networkBack } = parts;
  let planned: { readonly before: Before; readonly dueAtMs: number; readonly stop: AbortController } | null = null;

  async function renewAfter(before: Before, dueAtMs: number, signal: AbortSignal) {
    const back = onceBack(before);
    let isBack = false;
    const due = (stop: AbortSignal) => clock.until(dueAtMs, stop);
    const network = async (stop: AbortSignal) => {
      await networkBack(stop);
      isBack = true;
    };
    await (back ? firstOf(signal, due, network) : due(signal));
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

  function plan(before: Before) {
    stop();
    const dueAtMs = clock.elapsedMs() + waitBeforeRefresh(before, random);
    const own = { before, dueAtMs, stop: new AbortController() };
    planned = own;
    renewAfter(before, dueAtMs, own.stop.signal).catch((error: unknown) => {
      if (!own.stop.signal.aborted) throw error;
    });
  }

  return {
    plan,
    stop,
    woke() {
      if (!planned) return;
      const { before, dueAtMs } = planned;
      const back = onceBack(before);
      if (back) plan(back);
      // Once: however short it is awake each time, a refresh comes.
      else if (clock.elapsedMs() >= dueAtMs && before.kind !== 'woke') plan({ kind: 'woke' });
    },
  };
}

/** What to go by when computer and network are back, where they could have been the trouble. A server that asked for a pause gets it. */
function onceBack(before: Before): Before | null {
  if (before.kind !== 'no-answer' || before.retryAfterMs !== null) return null;
  return { kind: 'network-back', misses: before.misses };
}
