/** How far this computer's clock is off, by the server's `Date`. */
import { describe, expect, it } from 'vitest';
import { createClockSkew, TOLERANCE_MS } from '../../../main/time/clock-skew.ts';
import { fakeClock } from '../fake-clock.ts';

const HOUR_MS = 60 * 60_000;

/** A computer that has been running for hours, so that its clocks are far from zero. */
async function computer() {
  const clock = fakeClock();
  await clock.advance(3 * HOUR_MS);
  return { clock, time: createClockSkew(clock) };
}

describe('a clock', () => {
  it('is trusted while no server has sent its time', async () => {
    const { time } = await computer();
    expect(time.offMs()).toBeNull();
  });

  it.each([
    ['two hours ahead', 2 * HOUR_MS, 2 * HOUR_MS],
    ['two hours behind', -2 * HOUR_MS, -2 * HOUR_MS],
    ['just within the tolerance', TOLERANCE_MS, null],
    ['just beyond it', TOLERANCE_MS + 1, TOLERANCE_MS + 1],
    ['as far behind', -TOLERANCE_MS - 1, -TOLERANCE_MS - 1],
  ])('that is %s is off by %3$s ms, however long ago the server sent its time', async (_, aheadMs, offMs) => {
    const { clock, time } = await computer();
    time.note(clock.now() - aheadMs);
    expect(time.offMs()).toBe(offMs);
    await clock.advance(5 * HOUR_MS);
    clock.sleepThrough(7 * HOUR_MS);
    expect(time.offMs()).toBe(offMs);
  });

  it('that is set right is believed again, without another answer', async () => {
    const { clock, time } = await computer();
    time.note(clock.now() - 2 * HOUR_MS);
    await clock.advance(HOUR_MS);
    clock.jump(-2 * HOUR_MS);
    expect(time.offMs()).toBeNull();
  });

  it('that a server’s first answer called wrong is believed by the next one', async () => {
    const { clock, time } = await computer();
    time.note(clock.now() - 2 * HOUR_MS);
    await clock.advance(HOUR_MS);
    time.note(clock.now());
    expect(time.offMs()).toBeNull();
  });
});
