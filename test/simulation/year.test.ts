/**
 * A year with three accounts and their tools leaves nothing behind in the process:
 * `LONG=1 YEAR=1 npx vitest run test/simulation/year.test.ts` lives all of it in about a quarter of an hour, and without `YEAR` a month.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createWorld, type Held, liveDays, SERVERS } from './year.ts';

const DAYS = process.env['YEAR'] ? 365 : 30;
/** A year needs a fifth of it, nearly all in the first two months. */
const MOST_GROWTH_BYTES = 250_000;

const { world } = vi.hoisted(() => ({ world: { now: null as ReturnType<typeof createWorld> | null } }));
vi.mock('electron', async () => {
  world.now = createWorld();
  return world.now.electron;
});
vi.mock('../../main/time/clock.ts', async (original) => ({
  ...(await original<object>()),
  systemClock: () => world.now?.clock,
}));

it(`${DAYS} days leave the process as the first one did`, { timeout: 3_600_000 }, async () => {
  // A disk in memory spares this test many minutes.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'companion-year-'));
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  vi.stubEnv('XDG_CURRENT_DESKTOP', 'GNOME');
  try {
    const { createApp } = await import('../../main/app/wiring/create-app.ts');
    // Load it now, because loading takes real time, which the test's clock doesn't show.
    await import('electron-store');
    const { readFlags, isProblem } = await import('../../main/cli/flags.ts');
    const flags = readFlags([`--server-url=${SERVERS[0]}`]);
    if (isProblem(flags) || !world.now) throw new Error('no world');
    const companion = await createApp(join(folder, 'profile'), flags, () => undefined);
    if (isProblem(companion)) throw new Error(companion.must);
    const { held, asked, refused } = await liveDays(
      world.now,
      companion,
      DAYS,
      (day) => day === 1 || day === DAYS || day % 30 === 0,
    );
    print(held, asked);
    expect(refused).toBe(0);
    const [first, last] = [held[0], held.at(-1)];
    if (!first || !last) throw new Error('no day was looked at');
    const { heap: _heap, day: _day, ...counted } = first;
    expect(last).toMatchObject(counted);
    expect(last.heap - first.heap).toBeLessThan(MOST_GROWTH_BYTES);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    vi.unstubAllEnvs();
  }
});

function print(held: readonly Held[], asked: number) {
  const { counts } = world.now ?? { counts: { refreshed: 0, sent: 0 } };
  const [first] = held;
  console.log(
    [
      `${DAYS} days: tools asked ${asked} times, ${counts.refreshed} refreshes, ${counts.sent} requests to servers`,
      'day  heap kB  since day 1  descriptors  sockets  resources  listeners  timers',
      ...held.map(({ day, heap, descriptors, sockets, resources, listeners, timers }) =>
        [
          day,
          Math.round(heap / 1000),
          Math.round((heap - (first?.heap ?? 0)) / 1000),
          descriptors,
          sockets,
          resources,
          listeners,
          timers,
        ].join('  '),
      ),
    ].join('\n'),
  );
}
