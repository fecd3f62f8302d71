import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SystemClock, systemClock } from '../../../main/time/clock.ts';
import { oneTimer } from '../../../main/time/one-timer.ts';

let nowMs = 12_345;
const clock = () =>
  oneTimer(
    systemClock(
      () => nowMs,
      () => nowMs,
    ),
  );

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function pass(ms: number) {
  for (let passedMs = 0; passedMs < ms; passedMs += 100) {
    nowMs += 100;
    await vi.advanceTimersByTimeAsync(100);
  }
}

describe('a clock with one timer', () => {
  it('rearms it only for an earlier moment', async () => {
    const inner = systemClock(
      () => nowMs,
      () => nowMs,
    );
    const until = vi.fn(inner.until);
    const shared = oneTimer({ ...inner, until });
    const startMs = shared.elapsedMs();
    for (const afterMs of [2_000, 3_000, 2_000, 1_000]) void shared.until(startMs + afterMs);
    expect(until.mock.calls.map(([atMs]) => atMs - startMs)).toEqual([2_000, 1_000]);
  });

  it('listens to no signal any more once it has woken', async () => {
    const shared = clock();
    const stop = new AbortController();
    const woken = shared.until(shared.elapsedMs() + 1_000, stop.signal);
    await pass(1_100);
    await woken;
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('has one, however many wait, and each wakes up in its time', async () => {
    const shared = clock();
    const startMs = shared.elapsedMs();
    const woken: number[] = [];
    for (const afterMs of [3_000, 1_000, 2_000, ...Array.from({ length: 20 }, () => 60_000)])
      void shared.until(startMs + afterMs).then(() => woken.push(afterMs));
    expect(vi.getTimerCount()).toBe(1);
    await pass(1_500);
    expect(woken).toEqual([1_000]);
    expect(vi.getTimerCount()).toBe(1);
    await pass(2_000);
    expect(woken).toEqual([1_000, 2_000, 3_000]);
    await pass(60_000);
    expect(woken).toHaveLength(23);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has no timer once the last wait is canceled, and passes on the reason', async () => {
    const shared = clock();
    const [one, other] = [new AbortController(), new AbortController()];
    const reasons = [one, other].map((stop, at) =>
      shared.until(shared.elapsedMs() + 5_000 * (at + 1), stop.signal).catch(String),
    );
    one.abort('first');
    expect(vi.getTimerCount()).toBe(1);
    other.abort('second');
    expect(vi.getTimerCount()).toBe(0);
    expect(await Promise.all(reasons)).toEqual(['first', 'second']);
    await expect(shared.until(shared.elapsedMs() + 1, AbortSignal.abort('before'))).rejects.toBe('before');
  });

  it('still has one if a wait is given up after it came due but before it was woken', async () => {
    const armed = new Set<() => void>();
    const inner: SystemClock = {
      ...systemClock(),
      elapsedMs: () => nowMs,
      until: (_atMs, signal) =>
        new Promise((resolve) => {
          armed.add(resolve);
          signal?.addEventListener('abort', () => armed.delete(resolve));
        }),
    };
    const shared = oneTimer(inner);
    const stop = new AbortController();
    void shared.until(nowMs + 1_000, stop.signal).catch(() => undefined);
    const later = shared.until(nowMs + 5_000);
    nowMs += 1_000;
    const [come = expect.fail] = armed;
    armed.clear();
    come();
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(armed.size).toBe(1);
    nowMs += 5_000;
    for (const each of armed) each();
    await later;
  });

  it('wakes everything whose moment came during a sleep', async () => {
    const shared = clock();
    const woken: string[] = [];
    void shared.until(shared.elapsedMs() + 3_600_000).then(() => woken.push('hour'));
    void shared.until(shared.elapsedMs() + 7_200_000).then(() => woken.push('two hours'));
    void shared.until(shared.elapsedMs() + 90_000_000).then(() => woken.push('day'));
    nowMs += 10_000_000;
    shared.woke();
    await vi.advanceTimersByTimeAsync(0);
    expect(woken).toEqual(['hour', 'two hours']);
  });
});
