/** How long a screen may stay locked (policy signOutAfterLocked). */
import { describe, expect, it } from 'vitest';
import { createLockLimit } from '../../../../main/app/wiring/lock-limit.ts';
import { fakeClock, settle } from '../../fake-clock.ts';

const MINUTE_MS = 60_000;

function limited(limitMs: number | null = 30 * MINUTE_MS) {
  const clock = fakeClock();
  const due: number[] = [];
  const limit = createLockLimit({ clock, limitMs, onDue: () => void due.push(clock.passedMs() / MINUTE_MS) });
  return { clock, due, limit };
}

describe('a screen that is locked', () => {
  it('for as long as the limit ends sign-ins, and later those that were approved behind it', async () => {
    const { clock, due, limit } = limited();
    limit.note(true);
    await clock.advance(30 * MINUTE_MS - 1);
    expect(due).toEqual([]);
    await clock.advance(MINUTE_MS);
    expect(due).toEqual([30]);
    await clock.advance(60 * MINUTE_MS);
    expect(due).toEqual([30, 60, 90]);
    limit.note(false);
    await clock.advance(60 * MINUTE_MS);
    expect(due).toEqual([30, 60, 90]);
    expect(clock.sleepers()).toBe(0);
  });

  it('and unlocked before that ends nothing, and counts from the next time', async () => {
    const { clock, due, limit } = limited();
    for (let times = 0; times < 5; times++) {
      limit.note(true);
      await clock.advance(29 * MINUTE_MS);
      limit.note(false);
      await clock.advance(MINUTE_MS);
    }
    expect(due).toEqual([]);
    limit.note(true);
    await clock.advance(30 * MINUTE_MS);
    expect(due).toHaveLength(1);
    limit.note(false);
    limit.note(true);
    await clock.advance(30 * MINUTE_MS);
    expect(due).toHaveLength(2);
  });

  it('is reported twice, and counts from the first report', async () => {
    const { clock, due, limit } = limited();
    limit.note(true);
    await clock.advance(20 * MINUTE_MS);
    limit.note(true);
    await clock.advance(10 * MINUTE_MS);
    expect(due).toEqual([30]);
    await clock.advance(25 * MINUTE_MS);
    expect(due).toEqual([30]);
    expect(clock.sleepers()).toBe(1);
  });

  it('counts while the computer sleeps', async () => {
    const { clock, due, limit } = limited();
    limit.note(true);
    clock.sleepThrough(8 * 60 * MINUTE_MS);
    clock.woke();
    await settle();
    expect(due).toHaveLength(1);
  });

  it('ends sign-ins also if the screen is unlocked at once after a long sleep', async () => {
    const { clock, due, limit } = limited();
    limit.note(true);
    clock.sleepThrough(8 * 60 * MINUTE_MS);
    limit.note(false);
    await settle();
    expect(due).toHaveLength(1);
  });

  it('has no effect without a limit', async () => {
    const { clock, due, limit } = limited(null);
    limit.note(true);
    expect(clock.sleepers()).toBe(0);
    await clock.advance(100 * 60 * MINUTE_MS);
    expect(due).toEqual([]);
  });
});
