/** Every way to quit waits for requests in progress (R4). */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { guardQuit } from '../../../main/desktop/quit-guard.ts';
import type { Session } from '../../../main/session/session.ts';
import { fakeClock, settle } from '../fake-clock.ts';

/** @param polls whether a sign-in has a pending poll, whose response is awaited once it is canceled */
function program({
  busy,
  polls = false,
  untilQuit = false,
  revoked = Promise.resolve(),
  tools = null,
}: {
  busy: boolean;
  polls?: boolean;
  untilQuit?: boolean;
  /** Resolves when the server has ended the sign-in. */
  revoked?: Promise<void>;
  tools?: { isBusy(): boolean; close(): Promise<void> } | null;
}) {
  const clock = fakeClock();
  const app = Object.assign(new EventEmitter(), { quits: 0, warned: 0, discards: 0, quit: () => app.quits++ });
  const powerMonitor = new EventEmitter();
  const logOff = new EventEmitter();
  const done = Promise.withResolvers<void>();
  let canceled = false;
  let discarded = false;
  const session = {
    isBusy: () => busy || (polls && canceled),
    cancel: () => {
      canceled = true;
    },
    endingWithProgram: () =>
      untilQuit && !discarded
        ? { account: { name: 'Ada', server: 'x' }, kept: { kind: 'until-quit', because: 'no-keyring' } }
        : null,
    async quit() {
      if (untilQuit) {
        discarded = true;
        app.discards++;
        await revoked;
      }
      await done.promise;
    },
  } as Partial<Session> as Session;
  const idle = {
    isBusy: () => false,
    cancel: () => undefined,
    endingWithProgram: () => null,
    quit: async () => undefined,
  } as Partial<Session> as Session;
  // The listeners have different types; the emitter accepts all of them.
  guardQuit({
    app: app as never,
    powerMonitor: powerMonitor as never,
    logOff,
    sessions: () => [idle, session],
    onSystemEnds: () => app.warned++,
    clock,
    tools: () => tools,
  });
  /** Emits the event of a quit, and returns whether the guard delays the quit. */
  const ends = (emitter: EventEmitter, event: string) => {
    let prevented = false;
    emitter.emit(event, { preventDefault: () => (prevented = true) });
    return prevented;
  };
  return {
    app,
    clock,
    done: done.resolve,
    ways: {
      quit: () => ends(app, 'before-quit'),
      shutdown: () => ends(powerMonitor, 'shutdown'),
      'log off': () => ends(logOff, 'query-session-end'),
    },
  };
}

describe.each(['quit', 'shutdown', 'log off'] as const)('to %s', (way) => {
  it('waits for nothing if nothing is in progress', () => {
    expect(program({ busy: false }).ways[way]()).toBe(false);
  });

  it('waits for requests in progress, however often it is asked, and then quits', async () => {
    const { app, ways, done } = program({ busy: true });
    expect([ways[way](), ways.quit(), ways[way]()]).toEqual([true, true, true]);
    await settle();
    expect(app.quits).toBe(0);
    done();
    await settle();
    expect(app.quits).toBe(1);
    expect(ways.quit()).toBe(false);
  });

  it('answers the requests of local tools first', async () => {
    const closed = Promise.withResolvers<void>();
    const { app, ways, done } = program({ busy: false, tools: { isBusy: () => true, close: () => closed.promise } });
    expect(ways[way]()).toBe(true);
    done();
    await settle();
    expect(app.quits).toBe(0);
    closed.resolve();
    await settle();
    expect(app.quits).toBe(1);
  });

  it('ends a sign-in that lasts until the program quits, at the server too, without a question', async () => {
    const { app, ways, done } = program({ busy: false, untilQuit: true });
    expect(ways[way]()).toBe(true);
    await settle();
    expect([app.discards, app.quits]).toEqual([1, 0]);
    done();
    await settle();
    expect(app.quits).toBe(1);
    expect(ways.quit()).toBe(false);
  });

  it('quits only once the server has ended that sign-in', async () => {
    const revoked = Promise.withResolvers<void>();
    const { app, ways, done } = program({ busy: false, untilQuit: true, revoked: revoked.promise });
    ways[way]();
    done();
    await settle();
    expect(app.quits).toBe(0);
    revoked.resolve();
    await settle();
    expect(app.quits).toBe(1);
  });

  it('reports beforehand whether it is the system that ends', () => {
    const { app, ways } = program({ busy: false });
    ways[way]();
    expect(app.warned).toBe(way === 'quit' ? 0 : 1);
  });

  it('cancels a sign-in and waits for the poll in progress, to revoke its tokens, unless the end may be called off', () => {
    expect(program({ busy: false, polls: true }).ways[way]()).toBe(way === 'quit');
  });

  it('waits for ten seconds at the most', async () => {
    const { app, clock, ways } = program({ busy: true });
    ways[way]();
    await clock.advance(9_999);
    expect(app.quits).toBe(0);
    await clock.advance(1);
    expect(app.quits).toBe(1);
  });
});
