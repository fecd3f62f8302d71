/** Many signed-in computers at one server: the real sessions and the real power, over a transport that counts. */
import { EventEmitter } from 'node:events';
import type { HttpClient, HttpResult } from '../../main/net/http-client.ts';
import type { Session } from '../../main/session/session.ts';
import { createSession } from '../../main/session/session.ts';
import { createClockSkew } from '../../main/time/clock-skew.ts';
import { watchPower } from '../../main/time/power.ts';
import { createSerialQueue } from '../../main/time/serial-queue.ts';
import type { NoResponse } from '../../preload/api.ts';
import { type FakeClock, fakeClock } from '../unit/fake-clock.ts';
import { INERT, memoryRevokeOnly, memoryVault, server, stored } from '../unit/session/parts.ts';
import { chance } from './chance.ts';

export interface Fleet {
  readonly clock: FakeClock;
  /** The times of all requests that reached the server, in elapsed time. */
  readonly asked: readonly number[];
  /** The obstacle: the server refuses connections, or there is no network. */
  obstacle: 'server' | 'network' | null;
  /** Starts the apps one after the other, all within `withinMs`. */
  start(withinMs: number): void;
  /** All computers sleep for `ms`; then they wake up one after the other, all within `withinMs`. */
  sleep(ms: number, withinMs: number): Promise<void>;
  /** How many show that they are signed in without problems. */
  well(): number;
}

export function createFleet(computers: number, accessLifeMs: number): Fleet {
  const clock = fakeClock();
  const luck = chance('fleet');
  const asked: number[] = [];
  const clockSkew = createClockSkew(clock);
  const net = { isOnline: () => fleet.obstacle !== 'network' };
  let nth = 0;

  const http: HttpClient = {
    async post() {
      if (fleet.obstacle === 'network') return lost('offline', 'net::ERR_INTERNET_DISCONNECTED');
      asked.push(clock.passedMs());
      if (fleet.obstacle === 'server') return lost('refused', 'net::ERR_CONNECTION_REFUSED');
      const json = { access_token: 'access', refresh_token: `refresh-${++nth}`, expires_in: accessLifeMs / 1000 };
      return { kind: 'arrived', status: 200, json, retryAfterMs: null };
    },
    get: async () => lost('refused', 'net::ERR_CONNECTION_REFUSED'),
  };

  const all = Array.from({ length: computers }, () => {
    const powerMonitor = new EventEmitter();
    // All share the clock: the first one to wake has woken it for all.
    const own = { ...clock, woke: () => {} };
    const power = watchPower({ powerMonitor: powerMonitor as never, net, clock: own, onWake: () => session.woke() });
    const session: Session = createSession({
      ...INERT,
      ...power,
      server,
      http,
      refreshHttp: http,
      inTurn: createSerialQueue(),
      vault: memoryVault(stored({ refreshToken: `refresh-${++nth}` })),
      revokeOnly: memoryRevokeOnly(),
      clock,
      random: luck.random,
      clockSkew,
      onChange: () => {},
    });
    return { session, powerMonitor };
  });

  const fleet: Fleet = {
    clock,
    asked,
    obstacle: null,
    start(withinMs) {
      for (const { session } of all) void clock.sleep(luck.between(0, withinMs)).then(() => session.start());
    },
    async sleep(ms, withinMs) {
      for (const { powerMonitor } of all) powerMonitor.emit('suspend');
      await clock.advance(0);
      clock.sleepThrough(ms);
      clock.woke();
      for (const { powerMonitor } of all)
        void clock.sleep(luck.between(0, withinMs)).then(() => powerMonitor.emit('resume'));
    },
    well: () =>
      all.filter(({ session }) => {
        const state = session.state();
        return state.kind === 'signed-in' && state.connection.kind === 'ok' && state.trouble === null;
      }).length,
  };
  return fleet;
}

function lost(why: NoResponse['why'], code: string): HttpResult {
  return { kind: 'lost', because: { why, code }, maybeSent: false };
}
