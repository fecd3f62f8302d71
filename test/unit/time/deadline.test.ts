import { describe, expect, it } from 'vitest';
import { atMost, withDeadline } from '../../../main/time/deadline.ts';
import { fakeClock } from '../fake-clock.ts';

const never = () => new Promise<never>(() => {});

describe('work with a deadline', () => {
  it('is stopped when its time is up, and knows why', async () => {
    const clock = fakeClock();
    const ended = withDeadline(
      clock,
      1_000,
      (signal, isOver) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(isOver()))),
    );
    await clock.advance(1_100);
    expect(await ended).toBe(true);
  });

  it('is stopped by the outer signal, which is no deadline', async () => {
    const outer = new AbortController();
    const ended = withDeadline(
      fakeClock(),
      1_000,
      (signal, isOver) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(isOver()))),
      outer.signal,
    );
    outer.abort();
    expect(await ended).toBe(false);
  });

  it('leaves no timer behind, whether it succeeds or fails', async () => {
    const clock = fakeClock();
    await withDeadline(clock, 1_000, async () => 'done');
    await expect(withDeadline(clock, 1_000, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await atMost(clock, 1_000, Promise.resolve('done'), 'late');
    expect(clock.sleepers()).toBe(0);
  });
});

describe('a wait of at most some time', () => {
  it('ends with the result, or without it when the time is up', async () => {
    const clock = fakeClock();
    expect(await atMost(clock, 1_000, Promise.resolve('done'), 'late')).toBe('done');
    const late = atMost(clock, 1_000, never(), 'late');
    await clock.advance(1_100);
    expect(await late).toBe('late');
  });

  it('starts the action for the late case only then', async () => {
    const clock = fakeClock();
    let started = 0;
    const start = () => {
      started += 1;
      return 'late';
    };
    await atMost(clock, 1_000, Promise.resolve('done'), start);
    expect(started).toBe(0);
    const late = atMost(clock, 1_000, never(), start);
    await clock.advance(1_100);
    expect([await late, started]).toEqual(['late', 1]);
  });
});
