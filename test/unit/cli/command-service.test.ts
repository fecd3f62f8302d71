/** A process has at most one service at a time, even if it has to give back the profile meanwhile. */
import { describe, expect, it } from 'vitest';
import { createCommandService } from '../../../main/cli/command-service.ts';
import { fakeClock, settle } from '../fake-clock.ts';

/** A profile with a reentrant lock like Electron's, and services that stop when the test lets them. */
function profile({ locked = false } = {}) {
  const clock = fakeClock();
  const stops: PromiseWithResolvers<void>[] = [];
  let running = 0;
  let most = 0;
  const own = createCommandService(
    () => !locked,
    async () => {
      const stop = Promise.withResolvers<void>();
      stops.push(stop);
      running += 1;
      most = Math.max(most, running);
      return {
        kind: 'serving',
        async stop() {
          await stop.promise;
          running -= 1;
        },
      };
    },
    clock,
  );
  return { own, clock, stops, running: () => running, most: () => most };
}

describe('the service of a command', () => {
  it('is opened once', async () => {
    const { own, running } = profile();
    expect([(await own.serve()).kind, (await own.serve()).kind]).toEqual(['serving', 'taken']);
    expect(running()).toBe(1);
  });

  it('is not opened while another process has the profile', async () => {
    const { own, running } = profile({ locked: true });
    expect(await own.serve()).toEqual({ kind: 'taken' });
    expect(running()).toBe(0);
  });

  it('that was given back to another process is opened again only after it has stopped, and after the other one', async () => {
    const { own, clock, stops, running, most } = profile();
    await own.serve();
    const givenBack = own.giveBack();
    const again = own.serve();
    await settle();
    expect(running()).toBe(1);
    await clock.advance(10_000);
    stops[0]?.resolve();
    await givenBack;
    expect(await again).toEqual({ kind: 'taken' });
    await clock.advance(999);
    expect(await own.serve()).toEqual({ kind: 'taken' });
    await clock.advance(1);
    expect((await own.serve()).kind).toBe('serving');
    expect(most()).toBe(1);
  });

  it('is given back once, for all who want that', async () => {
    const { own, stops, running } = profile();
    await own.giveBack();
    await own.serve();
    const both = Promise.all([own.giveBack(), own.giveBack()]);
    stops[0]?.resolve();
    await both;
    expect(running()).toBe(0);
  });

  it('that cannot be opened is a problem, and nothing to give back', async () => {
    const own = createCommandService(
      () => true,
      async () => ({ kind: 'problem', problem: 'internal', detail: 'No socket.' }),
      fakeClock(),
    );
    expect(await own.serve()).toMatchObject({ kind: 'problem' });
    await own.giveBack();
  });
});
