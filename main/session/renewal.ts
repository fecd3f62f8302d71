/** Renews a sign-in in the background, for as long as it lives: one sleeper, one moment, planned anew after whatever happens. */
import type { Awake, Clock, Random } from '../oauth/runtime.ts';
import { firstOf } from '../oauth/runtime.ts';
import { type Before, waitBeforeRefresh } from '../oauth/schedule.ts';

export interface Renewal {
  /** Sets the moment of the next refresh, in the place of any that was set before. */
  plan(before: Before): void;
  /** Nobody is signed in any more. */
  stop(): void;
  /** The computer woke up: after trouble it is worth a try. A moment that was slept through comes by itself. */
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
  let planned: { readonly before: Before; readonly stop: AbortController } | null = null;

  async function renewAfter(before: Before, signal: AbortSignal) {
    const dueAtMs = clock.elapsedMs() + waitBeforeRefresh(before, random);
    const due = (stop: AbortSignal) => clock.until(dueAtMs, stop);
    const backOnline = async (stop: AbortSignal) => {
      await networkBack(stop);
      await clock.sleep(waitBeforeRefresh({ kind: 'network-back' }, random), stop);
    };
    await (before.kind === 'no-answer' && before.retryAfterMs === null
      ? firstOf(signal, due, backOnline)
      : due(signal));
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
    const own = { before, stop: new AbortController() };
    planned = own;
    renewAfter(before, own.stop.signal).catch((error: unknown) => {
      if (!own.stop.signal.aborted) throw error;
    });
  }

  return {
    plan,
    stop,
    woke() {
      if (planned && mayComeSooner(planned.before)) plan({ kind: 'network-back' });
    },
  };
}

/** Trouble may be over when the network is back, unless the server itself has said when to come again. */
function mayComeSooner(before: Before): boolean {
  return before.kind === 'no-answer' && before.retryAfterMs === null;
}
