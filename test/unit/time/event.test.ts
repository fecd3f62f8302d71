import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { createEvent, nextEvent } from '../../../main/time/event.ts';

it('an event reaches those who listen at that moment, in their order, until they stop', () => {
  const event = createEvent();
  const heard: string[] = [];
  event.emit();
  const stop = event.on(() => heard.push('first'));
  event.on(() => heard.push('second'));
  event.emit();
  stop();
  event.emit();
  expect(heard).toEqual(['first', 'second', 'second']);
});

it('a wait for the next event leaves no listener, whether the event or an abort ends it', async () => {
  const event = createEvent();
  const stop = new AbortController();
  let listeners = 0;
  const on = (listener: () => void) => {
    listeners += 1;
    const off = event.on(listener);
    return () => {
      listeners -= 1;
      off();
    };
  };
  const heard = nextEvent(on, stop.signal);
  event.emit();
  await heard;
  expect([listeners, getEventListeners(stop.signal, 'abort')]).toEqual([0, []]);
  const waiting = nextEvent(on, stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(nextEvent(on, stop.signal)).rejects.toThrow('enough');
  expect(listeners).toBe(0);
});
