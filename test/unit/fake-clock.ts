/** Time that passes only when a test says so. */
import type { Clock } from '../../main/oauth/runtime.ts';

export interface FakeClock extends Clock {
  /** Lets `ms` go by, waking every sleeper at its moment and letting its consequences happen. */
  advance(ms: number): Promise<void>;
  /** How many sleepers wait: nothing may tick while idle. */
  sleepers(): number;
}

export function fakeClock(startEpoch = Date.UTC(2026, 0, 1, 9)): FakeClock {
  let nowMs = 0;
  let waiting: { atMs: number; wake: () => void }[] = [];
  return {
    elapsedMs: () => nowMs,
    now: () => startEpoch + nowMs,
    sleepers: () => waiting.length,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { atMs: nowMs + Math.max(0, ms), wake: resolve };
        waiting.push(sleeper);
        signal?.addEventListener('abort', () => {
          waiting = waiting.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      });
    },
    async advance(ms) {
      const endMs = nowMs + ms;
      await settle();
      for (;;) {
        const next = waiting.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        nowMs = Math.max(nowMs, next.atMs);
        waiting = waiting.filter((other) => other !== next);
        next.wake();
        await settle();
      }
      nowMs = endMs;
      await settle();
    },
  };
}

/** Lets everything that can happen without time passing happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
