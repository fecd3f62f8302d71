import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock, unlessAborted } from '../../../main/time/clock.ts';
import { settle } from '../fake-clock.ts';

/** The two clocks of a computer, in milliseconds, as a test sets them. */
function computer() {
  const now = { monotonicMs: 5_000, uptimeMs: 900_000 };
  const clock = systemClock(
    () => now.monotonicMs,
    () => now.uptimeMs,
  );
  return { now, clock };
}

describe('elapsed time', () => {
  it('is measured by the monotonic clock', () => {
    const { now, clock } = computer();
    now.monotonicMs += 1_500;
    expect(clock.elapsedMs()).toBe(1_500);
  });

  it('counts a sleep that only the uptime knows of, but for the second that may be rounding', () => {
    const { now, clock } = computer();
    now.monotonicMs += 1_500;
    now.uptimeMs += 8 * 3_600_000;
    expect(clock.elapsedMs()).toBe(8 * 3_600_000 - 1_000);
  });

  it('is not ahead because the uptime counts whole seconds', () => {
    const { now, clock } = computer();
    now.monotonicMs += 10;
    now.uptimeMs += 1_000;
    expect(clock.elapsedMs()).toBe(10);
  });

  it('never goes back, whatever the clocks do', () => {
    const { now, clock } = computer();
    now.uptimeMs += 60_000;
    expect(clock.elapsedMs()).toBe(59_000);
    now.uptimeMs -= 60_000;
    now.monotonicMs += 1_000;
    expect(clock.elapsedMs()).toBe(59_000);
  });
});

describe('waiting', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Lets both the timers and the computer's clock go on, the clock at `speed`. */
  async function pass(now: { monotonicMs: number }, ms: number, speed = 1) {
    now.monotonicMs += ms * speed;
    await vi.advanceTimersByTimeAsync(ms);
  }

  function waiting(ms: number, signal?: AbortSignal) {
    const { now, clock } = computer();
    let ended = false;
    const sleep = clock.sleep(ms, signal).finally(() => {
      ended = true;
    });
    sleep.catch(() => undefined);
    return { now, sleep, ended: () => ended };
  }

  it('is never shorter than asked for, by the server’s clock as well: a little longer', async () => {
    const { now, ended } = waiting(5_000);
    await pass(now, 5_009);
    expect(ended()).toBe(false);
    await pass(now, 1);
    expect(ended()).toBe(true);
  });

  it('goes on when a timer fires early', async () => {
    const { now, ended } = waiting(5_000);
    await pass(now, 5_010, 0.9);
    expect(ended()).toBe(false);
    await pass(now, 501);
    expect(ended()).toBe(true);
  });

  it('is not shortened by a wall clock that is put forward', async () => {
    const { now, ended } = waiting(5_000);
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(now, 1_000);
    expect(ended()).toBe(false);
  });

  it('may be longer than any timer of Node’s', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const { now, ended } = waiting(2 ** 31 + 5_000);
    await pass(now, 2 ** 31);
    expect(ended()).toBe(false);
    await pass(now, 5_010);
    expect(ended()).toBe(true);
    expect(timers.mock.calls.length).toBeLessThan(5);
  });

  it('leaves nothing on a signal that never fires', async () => {
    const { signal } = new AbortController();
    const { now, ended } = waiting(5_000, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await pass(now, 5_010);
    expect([ended(), getEventListeners(signal, 'abort')]).toEqual([true, []]);
  });

  it('ends at once with the reason of the signal, and leaves no timer', async () => {
    const stop = new AbortController();
    const { sleep } = waiting(5_000, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(sleep).rejects.toThrow('stopped');
    expect(vi.getTimerCount()).toBe(0);
    await expect(waiting(5_000, stop.signal).sleep).rejects.toThrow('stopped');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('waiting for a moment', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A wait for an hour from now. */
  function anHour(signal?: AbortSignal) {
    const { now, clock } = computer();
    let ended = false;
    const until = clock.until(clock.elapsedMs() + 3_600_000, signal).finally(() => {
      ended = true;
    });
    until.catch(() => undefined);
    return { now, clock, until, ended: () => ended };
  }

  it('ends with it, not a millisecond earlier', async () => {
    const { now, clock, ended } = anHour();
    /** Both go on together: if the clock were ahead of the timers, the wait would repeat its last millisecond. */
    const pass = async (ms: number) => {
      now.monotonicMs += ms;
      await vi.advanceTimersByTimeAsync(ms);
    };
    for (let quarter = 0; quarter < 3; quarter++) await pass(900_000);
    await pass(899_999);
    clock.woke();
    await pass(0);
    expect(ended()).toBe(false);
    await pass(1);
    expect(ended()).toBe(true);
  });

  it('needs no timer if that is now', () => {
    const { clock } = computer();
    void clock.until(clock.elapsedMs());
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that is slept through ends at once if that is reported, and otherwise in a quarter of an hour', async () => {
    const reported = anHour();
    reported.now.uptimeMs += 7_200_000;
    reported.clock.woke();
    await vi.advanceTimersByTimeAsync(0);
    expect(reported.ended()).toBe(true);
    const unnoticed = anHour();
    unnoticed.now.uptimeMs += 7_200_000;
    await vi.advanceTimersByTimeAsync(899_999);
    expect(unnoticed.ended()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(unnoticed.ended()).toBe(true);
  });

  it('goes on after a wake-up before it', async () => {
    const { clock, ended } = anHour();
    clock.woke();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([ended(), vi.getTimerCount()]).toEqual([false, 1]);
  });

  it('ends at once with the reason of the signal, and leaves no timer', async () => {
    const stop = new AbortController();
    const { until } = anHour(stop.signal);
    stop.abort(new Error('stopped'));
    await expect(until).rejects.toThrow('stopped');
    await expect(anHour(stop.signal).until).rejects.toThrow('stopped');
    await expect(computer().clock.until(0, stop.signal)).rejects.toThrow('stopped');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a promise that is waited for unless a signal fires', () => {
  it('gives its own value or error', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(unlessAborted(Promise.reject(new Error('own')), signal)).rejects.toThrow('own');
    await settle();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.each([
    ['before', (stop: () => void) => stop()],
    ['while', (stop: () => void) => void setImmediate(stop)],
  ])('gives the reason of the signal that fired %s, and no error that comes later reaches anyone', async (_, when) => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const stop = new AbortController();
    let fail = (_: Error) => {};
    const promise = new Promise((_, reject) => (fail = reject));
    when(() => stop.abort(new Error('stopped')));
    await expect(unlessAborted(promise, stop.signal)).rejects.toThrow('stopped');
    fail(new Error('late'));
    await settle();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
