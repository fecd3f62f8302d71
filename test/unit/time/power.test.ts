import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { watchPower } from '../../../main/time/power.ts';
import { fakeClock, settle } from '../fake-clock.ts';

function computer() {
  const events = new EventEmitter();
  const clock = fakeClock();
  const net = { online: true, isOnline: () => net.online };
  let wakings = 0;
  const power = watchPower({ powerMonitor: events as never, net, clock, onWake: () => wakings++ });
  return {
    ...power,
    clock,
    net,
    wakings: () => wakings,
    suspend: () => events.emit('suspend'),
    resume: () => events.emit('resume'),
    /** Whether requests may be sent now. */
    async maySend() {
      const signal = new AbortController().signal;
      const now = power.awake(signal).then(() => true);
      await settle();
      return Promise.race([now, Promise.resolve(false)]);
    },
  };
}

describe('a computer that sleeps', () => {
  it('holds everything back from the moment it falls asleep until it has woken up', async () => {
    const it = computer();
    expect(await it.maySend()).toBe(true);
    it.suspend();
    expect(await it.maySend()).toBe(false);
    it.resume();
    await settle();
    expect(await it.maySend()).toBe(true);
    expect(it.wakings()).toBe(1);
    expect(it.clock.sleepers()).toBe(0);
  });

  it('lets waits through the sleep go on', async () => {
    const it = computer();
    it.suspend();
    let goesOn = false;
    void it.awake(new AbortController().signal).then(() => {
      goesOn = true;
    });
    await it.clock.advance(60_000);
    expect(goesOn).toBe(false);
    it.resume();
    await settle();
    expect(goesOn).toBe(true);
  });

  it('ends at once each wait for a moment that it slept through', async () => {
    const it = computer();
    it.suspend();
    let reported = false;
    void it.clock.until(it.clock.elapsedMs() + 3_600_000).then(() => {
      reported = true;
    });
    it.clock.sleepThrough(7_200_000);
    await settle();
    expect(reported).toBe(false);
    it.resume();
    await settle();
    expect(reported).toBe(true);
  });

  it.each([
    ['until the network is back', 7_000, 7_000],
    ['for half a minute where it does not come back', null, 30_000],
  ])('holds back after waking %s', async (_, backAfterMs, readyAfterMs) => {
    const it = computer();
    it.suspend();
    it.net.online = false;
    it.resume();
    if (backAfterMs !== null)
      void it.clock.sleep(backAfterMs).then(() => {
        it.net.online = true;
      });
    await it.clock.advance(readyAfterMs - 1);
    expect(await it.maySend()).toBe(false);
    await it.clock.advance(1_001);
    expect(await it.maySend()).toBe(true);
  });

  it('that falls asleep again while it waits for its network stays asleep', async () => {
    const it = computer();
    it.suspend();
    it.net.online = false;
    it.resume();
    await it.clock.advance(5_000);
    it.suspend();
    it.net.online = true;
    await it.clock.advance(60_000);
    expect(await it.maySend()).toBe(false);
    it.resume();
    await settle();
    expect(await it.maySend()).toBe(true);
  });

  it('that announced a sleep, and did not sleep, goes on after five minutes', async () => {
    const it = computer();
    it.suspend();
    await it.clock.advance(299_999);
    expect(await it.maySend()).toBe(false);
    await it.clock.advance(1);
    expect(await it.maySend()).toBe(true);
  });

  it('that reports its waking twice is awake', async () => {
    const it = computer();
    it.suspend();
    it.net.online = false;
    it.resume();
    it.resume();
    it.net.online = true;
    await it.clock.advance(1_000);
    expect(await it.maySend()).toBe(true);
  });

  it('that announces another sleep meanwhile gets five minutes for that', async () => {
    const it = computer();
    it.suspend();
    await it.clock.advance(240_000);
    it.suspend();
    await it.clock.advance(299_999);
    expect(await it.maySend()).toBe(false);
    await it.clock.advance(1);
    expect(await it.maySend()).toBe(true);
  });

  it('releases canceled waits', async () => {
    const it = computer();
    it.suspend();
    const stop = new AbortController();
    const waiting = it.awake(stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});

describe('a network that comes back', () => {
  it('is noticed within 15 seconds', async () => {
    const it = computer();
    it.net.online = false;
    let back = false;
    void it.networkBack(new AbortController().signal).then(() => {
      back = true;
    });
    await it.clock.advance(60_000);
    expect(back).toBe(false);
    it.net.online = true;
    await it.clock.advance(15_000);
    expect(back).toBe(true);
    expect(it.clock.sleepers()).toBe(0);
  });

  it('is not one that never went away: a server that is down is not asked more often for it', async () => {
    const it = computer();
    let back = false;
    void it.networkBack(new AbortController().signal).then(() => {
      back = true;
    });
    await it.clock.advance(3_600_000);
    expect(back).toBe(false);
  });
});
