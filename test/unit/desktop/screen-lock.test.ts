/** The lock of the screen, as screen lockers announce it on the session bus. */
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Monitor, type ScreenLock, watchScreenLock } from '../../../main/desktop/screen-lock.ts';
import { leftovers, MARK, processesMarked } from '../../harness/processes.ts';
import { startSessionBus, whyNoSessionBus } from '../../harness/session-bus.ts';

const LOCKED =
  'signal time=1 sender=:1.9 -> destination=(null destination) serial=7 path=/org/gnome/ScreenSaver; interface=org.gnome.ScreenSaver; member=ActiveChanged\n   boolean true\n';

/** A bus whose names and signals a test sets. */
function fakeBus({
  names = '   string "org.gnome.ScreenSaver"\n' as string | null,
  address = 'unix:path=/run/bus',
} = {}) {
  const output = new PassThrough();
  const ended = Promise.withResolvers<void>();
  const noted: string[] = [];
  const started: (readonly string[])[] = [];
  const monitor: Monitor = { output, ended: ended.promise, stop: () => ended.resolve() };
  const watch = () =>
    watchScreenLock({
      environment: { DBUS_SESSION_BUS_ADDRESS: address },
      onLocked: () => void noted.push('locked'),
      onUnlocked: () => void noted.push('unlocked'),
      onLost: () => void noted.push('lost'),
      listNames: async (method) => (method === 'ListNames' ? names : null),
      startMonitor(rules) {
        started.push(rules);
        return monitor;
      },
    });
  return { watch, output, ended, noted, started };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('a locker on the bus', () => {
  it('is heard when it locks and unlocks, and in nothing else', async () => {
    const { watch, output, noted } = fakeBus();
    const lock = await watch();
    output.write('   boolean true\n');
    output.write(
      'signal time=1 sender=org.freedesktop.DBus -> destination=:1.2 serial=2 path=/; interface=org.freedesktop.DBus; member=NameAcquired\n   string ":1.2"\n   boolean true\n',
    );
    output.write(LOCKED.replace('boolean true', 'boolean true 1'));
    output.write(LOCKED.replace('signal', 'method call'));
    output.write(LOCKED.replace('boolean true', 'variant boolean true'));
    output.write(LOCKED.slice(0, 50));
    output.write(LOCKED.slice(50));
    output.write(LOCKED.replace('true', 'false'));
    await soon();
    expect(noted).toEqual(['locked', 'unlocked']);
    expect(lock.isKnown()).toBe(true);
  });

  it('that is gone with its bus is known to be gone', async () => {
    const { watch, ended, noted } = fakeBus();
    const lock = await watch();
    ended.resolve();
    await soon();
    expect([lock.isKnown(), noted]).toEqual([false, ['lost']]);
  });

  it('is given up quietly when the app quits', async () => {
    const { watch, noted } = fakeBus();
    const lock = await watch();
    lock.stop();
    await soon();
    expect([lock.isKnown(), noted]).toEqual([false, []]);
  });
});

describe('no lock is known', () => {
  it.each([
    ['without a bus', { address: '' }],
    ['without a locker', { names: '   string "org.freedesktop.Notifications"\n' }],
    ['without the programs that ask the bus', { names: null }],
  ])('%s, and nothing is started', async (_, bus) => {
    const { watch, started } = fakeBus(bus);
    expect((await watch()).isKnown()).toBe(false);
    expect(started).toEqual([]);
  });
});

const noBus = whyNoSessionBus();

describe.skipIf(noBus !== null)('on a real bus', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
    vi.unstubAllEnvs();
  });

  it('a lock is noticed, and the end of the bus, too', async () => {
    const bus = await startSessionBus();
    closers.push(bus.close);
    // The bus's programs use this to find it.
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus.address);

    const locked = Promise.withResolvers<void>();
    const lost = Promise.withResolvers<void>();
    const lock = await watchPatiently({ onLocked: locked.resolve, onLost: lost.resolve });
    closers.push(() => lock.stop());
    // Signals until something reacts, because the listener may not have started yet.
    let heard = false;
    void locked.promise.then(() => {
      heard = true;
    });
    while (!heard) await bus.signal(true);
    bus.close();
    await lost.promise;
    expect(lock.isKnown()).toBe(false);
  });

  it('no program is left after the app', async () => {
    const bus = await startSessionBus();
    closers.push(bus.close);
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus.address);
    const mark = `unit-${process.pid}-screen-lock`;
    vi.stubEnv(MARK, mark);
    const lock = await watchPatiently({});
    await expect
      .poll(() => processesMarked(mark).map(({ command }) => command))
      .toEqual([expect.stringMatching(/^dbus-monitor /)]);
    lock.stop();
    expect(await leftovers(mark)).toEqual([]);
    await expect.poll(lock.isKnown).toBe(false);
  });

  /** Watches until the bus has answered, because it may take more than the two seconds that the app waits on a busy computer. */
  async function watchPatiently(parts: Partial<Parameters<typeof watchScreenLock>[0]>): Promise<ScreenLock> {
    const ignore = () => undefined;
    for (;;) {
      const all = { environment: process.env, onLocked: ignore, onUnlocked: ignore, onLost: ignore, ...parts };
      const lock = await watchScreenLock(all);
      if (lock.isKnown()) return lock;
    }
  }
});
