/**
 * An office at nine o'clock: even if many computers start, lose their network or wake up together, their requests are spread
 * evenly.
 */
import { describe, expect, it } from 'vitest';
import { SEED } from './chance.ts';
import { createFleet } from './fleet.ts';
import { histogram } from './histogram.ts';

const COMPUTERS = 10_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const BIN_MS = 10 * SECOND_MS;
/** How long requests are counted after each event. */
const WINDOW_MS = 15 * MINUTE_MS;
const AWAY_MS = 20 * MINUTE_MS;
/** The maximum number of requests in a bin, relative to the mean. */
const MOST = 3;
/** Long enough that each computer refreshes about once while the network or server is away. */
const ACCESS_LIFE_MS = 15 * MINUTE_MS;

describe(`${COMPUTERS} computers`, { timeout: 600_000 }, () => {
  it.each([
    ['the server', 'server'],
    ['the network', 'network'],
  ] as const)(
    'that start within two minutes, and lose %s for twenty, do not come all at once',
    async (what, obstacle) => {
      const fleet = createFleet(COMPUTERS, ACCESS_LIFE_MS);
      fleet.start(2 * MINUTE_MS);
      await fleet.clock.advance(WINDOW_MS);
      expectEven(fleet.asked, 0, 'start');
      fleet.obstacle = obstacle;
      await fleet.clock.advance(AWAY_MS);
      fleet.obstacle = null;
      await fleet.clock.advance(WINDOW_MS);
      expectEven(fleet.asked, WINDOW_MS + AWAY_MS, `${what} is back`);
      await fleet.clock.advance(MINUTE_MS);
      expect(fleet.well()).toBe(COMPUTERS);
    },
  );

  it('that wake up within one minute do not come all at once', async () => {
    const fleet = createFleet(COMPUTERS, ACCESS_LIFE_MS);
    fleet.start(2 * MINUTE_MS);
    await fleet.clock.advance(WINDOW_MS);
    await fleet.sleep(8 * 60 * MINUTE_MS, MINUTE_MS);
    const wokenAtMs = fleet.clock.passedMs();
    await fleet.clock.advance(WINDOW_MS);
    expectEven(fleet.asked, wokenAtMs, 'all lids open');
    expect(fleet.well()).toBe(COMPUTERS);
  });
});

function expectEven(asked: readonly number[], fromMs: number, what: string) {
  const { total, peak, mean, drawn } = histogram(asked, fromMs, fromMs + WINDOW_MS, BIN_MS);
  console.log(
    `${COMPUTERS} computers, seed ${SEED}, ${what}: ${total} requests in 15 minutes, in the fullest 10 s ${peak}, ` +
      `${(peak / mean).toFixed(1)} times the mean\n  ${drawn}`,
  );
  expect(total).toBeGreaterThanOrEqual(COMPUTERS * 0.9);
  expect(peak).toBeLessThanOrEqual(MOST * mean);
}
